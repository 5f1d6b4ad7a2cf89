import os

import boto3

s3 = boto3.client("s3")
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
BUCKET = os.environ["BUCKET"]


def handler(event, context):
    key = event["key"]
    tags = s3.get_object_tagging(Bucket=BUCKET, Key=key)["TagSet"]
    size = len(s3.get_object(Bucket=BUCKET, Key=key)["Body"].read())
    store(key, size, tags)


def store(key, size, tags):
    table.put_item(Item={"key": key, "size": size, "tags": tags})
    s3.put_object(Bucket=BUCKET, Key="thumbnails/" + key, Body=b"")
