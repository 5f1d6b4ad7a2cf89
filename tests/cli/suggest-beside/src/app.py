import os

import boto3


def read(event, context):
    boto3.client("s3").get_object(Bucket=os.environ["BUCKET"], Key="k")
    boto3.client("sts").assume_role(RoleArn=os.environ["ROLE"], RoleSessionName="x")


def scan(event, context):
    boto3.client("dynamodb").scan(TableName=os.environ["TABLE"])


def send(event, context):
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody="x")


def purge(event, context):
    boto3.client("sqs").purge_queue(QueueUrl=os.environ["QUEUE"])


def nothing(event, context):
    return event
