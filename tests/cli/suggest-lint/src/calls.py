import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    print(os.environ["BUCKET"])
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody="x")
    table.get_item(Key={"id": "1"})
    table.put_item(Item={"id": "1"})
