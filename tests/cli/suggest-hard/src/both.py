import os

import boto3


def handler(event, context):
    boto3.client("dynamodb").scan(TableName=os.environ["TABLE"])
