import os

import boto3


def handler(event, context):
    boto3.client("dynamodb").get_item(TableName=os.environ["TABLE"], Key={"id": {"S": "1"}})
