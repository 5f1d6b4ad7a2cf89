"""What real handlers do that hides a resource or a call."""
import os
from functools import lru_cache, partial

import boto3
from aws_lambda_powertools import Logger, Tracer
from src.store import Store as S

logger, tracer = Logger(), Tracer()
env = os.environ.get
TABLES = {"A": env("A_TABLE"), "B": os.environ["B_TABLE"]}
QUEUE = os.getenv("QUEUE") or "queue" if env("STAGE") == "dev" else None
client = boto3.session.Session(region_name="eu-west-1").client("s3", **{"config": config})
assumed = boto3.client("sqs", aws_access_key_id=creds["AccessKeyId"], aws_session_token=creds["SessionToken"])


@lru_cache(maxsize=None)
def table(name=TABLES["A"]):
    return boto3.resource("dynamodb").Table(name)


class Repository(S):
    def __init__(self, *, names=TABLES):
        super().__init__(table_name=names["B"])
        self._write = self.table.put_item
        self.get = partial(client.get_object, Bucket=os.environ["BUCKET"])

    def put_item(self, item):
        return self._write(Item=item)

    def __call__(self, event):
        return {"put": self.put_item, "get": self.get}[event["op"]](event)


@tracer.capture_lambda_handler
@logger.inject_lambda_context(log_event=True)
def lambda_handler(event, context):
    params = {"QueueUrl": QUEUE}
    params["MessageBody"] = event["body"]
    if "group" in event:
        params.update(MessageGroupId=event["group"])
    assumed.send_message(**params)
    for bucket, key in ((r["s3"]["bucket"]["name"], r["s3"]["object"]["key"]) for r in event["Records"]):
        client.copy_object(Bucket=bucket, CopySource={"Bucket": bucket, "Key": key}, Key=f"{key}.copy")
    with table().batch_writer() as batch:
        [batch.put_item(Item=item) for item in event.get("items", [])]
    getattr(client, "delete_object")(Bucket=bucket, Key=key)
    return Repository()(event)


handler = lambda_handler
