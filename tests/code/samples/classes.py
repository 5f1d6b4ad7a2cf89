"""Classes: bases, members, methods, fields."""
from dataclasses import dataclass
from pydantic import BaseSettings, Field


class Settings(BaseSettings):
    table_name: str
    bucket: str = Field(..., env="UPLOADS")
    region: str = "eu-west-1"

    class Config:
        env_prefix = "APP_"


@dataclass(frozen=True)
class Item:
    key: str
    size: int = 0


class Base:
    kind = None

    def __new__(cls, *args):
        return super().__new__(cls)

    def __init__(self, table):
        self.table = table
        self.client: Client = make(self.kind)

    def save(self, item):
        self.table.put_item(Item=item)


class Store(Base, lib.Mixin, metaclass=Meta):
    kind = "store"
    alias = kind

    def __init__(self, name=kind):
        super().__init__(boto3.resource("dynamodb").Table(name))
        super(Store, self).__init__(name)

    @property
    def name(self):
        return self.table.name

    @name.setter
    def name(self, value):
        self.table.name = value

    @functools.cached_property
    def count(self):
        return kind

    @staticmethod
    def open(name):
        return Store(name)

    @classmethod
    def of(cls, event):
        return cls(event["name"])

    @tracer.capture_method
    def traced(self):
        return self.save

    def starred(*args):
        return args

    key = staticmethod(lambda x: x)
