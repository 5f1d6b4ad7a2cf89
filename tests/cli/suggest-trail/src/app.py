import boto3
import os


def handler(event, context):
    boto3.client("s3").get_object(Bucket=os.environ["BUCKET"], Key="in/" + event["key"])
    getattr(boto3.client("sqs"), event["method"])(QueueUrl=os.environ["QUEUE"])
