import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
s3 = boto3.client("s3")


def handler(event, context):
    table.get_item(Key={"id": "a"})
    table.put_item(Item={"id": "a"})
    boto3.client("dynamodb").scan(TableName=os.environ["BY_ARN"])
    s3.get_object_acl(Bucket=os.environ["BUCKET"], Key="a/b")
    boto3.client("secretsmanager").rotate_secret(SecretId=os.environ["SECRET"])
