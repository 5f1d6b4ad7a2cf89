import functools
import os

import boto3


@functools.lru_cache
def setting(name):
    return os.getenv(name)


class Base:
    def __init__(self, table):
        self.table = table


class Store(Base):
    def __init__(self):
        super().__init__(setting("A_T"))

    def read(self):
        return boto3.client("dynamodb").get_item(TableName=self.table, Key={})


def handler(event, context):
    Store().read()
    boto3.client("dynamodb").scan(TableName=setting("B_T"))
