import os

import boto3


def handler(event, context):
    sqs = boto3.client("sqs")
    sqs.add_permission(QueueUrl=os.environ["QUEUE"], Label="x", AWSAccountIds=[], Actions=[])
    sqs.remove_permission(QueueUrl=os.environ["QUEUE"], Label="y")
