import os

import boto3
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.utilities.data_classes import S3Event, event_source

tracer = Tracer()
logger = Logger()
metrics = Metrics()
s3 = boto3.client("s3")
ssm = boto3.client("ssm")


@tracer.capture_lambda_handler
@logger.inject_lambda_context
@metrics.log_metrics
def store(event, context):
    """The bucket has one of two names, and the role names it in one branch of Fn::If only."""
    s3.put_object(Bucket=os.environ["BUCKET"], Key="report.csv", Body=b"")
    s3.get_object(Bucket=os.environ["ARCHIVE"], Key="report.csv")


@tracer.capture_lambda_handler(capture_response=False)
@logger.inject_lambda_context(log_event=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def ask(event, context):
    """A name with a slash, a parameter that begins with one, a model of three kinds, a bus that is the Default."""
    ssm.get_parameter(Name="/shop/key")
    ssm.get_parameter(Name=os.environ["PREFIX"] + "/key")
    boto3.client("bedrock-runtime").converse(modelId="us.amazon.nova-lite-v1:0", messages=[])
    boto3.client("events").put_events(Entries=[{"EventBusName": "default", "Detail": "{}"}])


@event_source(data_class=S3Event)
def sign_up(event, context):
    """Requests that need no permission, a role whose trust policy can allow it, and variables that are not defined."""
    boto3.client("cognito-idp").sign_up(ClientId="x", Username="x", Password="x")
    boto3.client("sts").assume_role(RoleArn=event["role"], RoleSessionName="x")
    if "SECRET_ARN" in os.environ:
        boto3.client("secretsmanager").get_secret_value(SecretId=os.environ["SECRET_ARN"])


@tracer.capture_method
def query(event, context):
    """The bucket of a URI, and a map whose keys are not names of schemas."""
    boto3.client("athena").start_query_execution(
        QueryString="SELECT 1", ResultConfiguration={"OutputLocation": os.environ["RESULTS"]}
    )
    boto3.client("glue").get_schema_version(SchemaId={"RegistryName": event["a"], "SchemaName": event["b"]})


@tracer.capture_method(capture_response=False)
def sync(event, context):
    """An ID in an ARN that has two, and an attribute of which nobody knows how it is in an ARN."""
    boto3.client("kendra").start_data_source_sync_job(Id=os.environ["SOURCE"], IndexId=os.environ["INDEX"])
    boto3.client("bedrock-agent-runtime").invoke_agent(
        agentId=os.environ["AGENT"], agentAliasId=os.environ["ALIAS"], sessionId="x", inputText="x"
    )
