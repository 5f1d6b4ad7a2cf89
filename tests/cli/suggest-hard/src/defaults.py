import os

import boto3

db = boto3.client("dynamodb")


def handler(event, context):
    db.scan(TableName=os.environ.get("A_T", "dead"))
    db.query(TableName=os.environ.get("C_T", "alive"))
