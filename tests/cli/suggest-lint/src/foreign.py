import os

import boto3


def handler(event, context):
    sqs = boto3.client("sqs", aws_access_key_id=event["id"], aws_secret_access_key=event["key"])
    sqs.send_message(QueueUrl=os.environ["QUEUE"], MessageBody="x")
