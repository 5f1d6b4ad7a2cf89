import os

import boto3

s3 = boto3.client("s3")


def handler(event, context):
    return {}


def wide(event, context):
    s3.get_object(Bucket=os.environ["BUCKET"], Key="a")


def imports(event, context):
    s3.get_object(Bucket=os.environ["BUCKET"], Key="a")
    s3.put_object_acl(Bucket=os.environ["BUCKET"], Key="a")
    boto3.client("dynamodb").get_item(TableName=os.environ["TABLE"], Key={})
    s3.delete_object(Bucket=os.environ["OTHER"], Key="a")
    name = s3.list_buckets()["Buckets"][0]["Name"]
    s3.get_bucket_tagging(Bucket=name)
    boto3.client(event["service"]).describe()
    return os.environ["QUEUE"]
