import os

import boto3


def handler(event, context):
    boto3.client("sqs").tag_queue(QueueUrl=os.environ["QUEUE"], Tags={})
