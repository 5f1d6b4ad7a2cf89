import os

import boto3


def handler(event, context):
    boto3.client("sqs").add_permission(QueueUrl=os.environ["QUEUE"], Label="x", AWSAccountIds=[], Actions=[])
