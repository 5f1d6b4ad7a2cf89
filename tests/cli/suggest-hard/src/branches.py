import os

import boto3


def each(f):
    return [f(region) for region in ("eu-west-1", "us-east-1")]


def handler(event, context):
    db = boto3.client("dynamodb")
    if event.get("key"):
        db = boto3.client("dynamodb", aws_access_key_id=event["id"], aws_secret_access_key=event["key"])
    each(lambda region: db.scan(TableName=os.environ["A_T"]))
    far = boto3.client("sqs", aws_access_key_id=event["id"], aws_secret_access_key=event["key"])
    each(lambda region: far.list_queues())
