import os

import boto3


def env(name):
    return os.environ[name]


T = {"A": env("A_T"), "B": env("B_T")}


def put_item(table, item):
    boto3.resource("dynamodb").Table(T[table]).put_item(Item=item)


def handler(event, context):
    put_item("A", {})
    boto3.resource("dynamodb").Table(T["B"]).scan()
