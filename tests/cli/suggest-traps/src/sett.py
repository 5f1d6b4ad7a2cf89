import boto3
from pydantic import Field
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    a_t: str
    other: str = Field('dflt', alias='B_T')
    none: str = 'fallback'
settings = Settings()
handlers = {'a': lambda e: boto3.client('dynamodb').get_item(TableName=settings.a_t, Key={}), 'b': lambda e: boto3.client('dynamodb').scan(TableName=settings.other)}
def handler(event, context):
    handlers[event['kind']](event)
    boto3.client('dynamodb').query(TableName=settings.none)
