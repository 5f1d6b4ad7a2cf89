# What each event says of the resource that it is from
import boto3


def of_table(event, context):
    for record in event['Records']:
        boto3.client('dynamodbstreams').describe_stream(StreamArn=record['eventSourceARN'])


def of_stream(event, context):
    for record in event['Records']:
        boto3.client('kinesis').describe_stream(StreamARN=record['eventSourceARN'])


def of_topic(event, context):
    for record in event['Records']:
        boto3.client('sns').publish(TopicArn=record['Sns']['TopicArn'], Message='again')


def of_queue(event, context):
    for record in event['Records']:
        boto3.client('sqs').start_message_move_task(SourceArn=record['eventSourceARN'])


def of_bucket(event, context):
    for record in event['Records']:
        boto3.client('s3').get_object(Bucket=record['s3']['bucket']['name'], Key='by-name')
        boto3.client('s3').get_object(Bucket=record['s3']['bucket']['arn'], Key='by-arn')


def of_rule(event, context):
    boto3.client('s3').get_object(Bucket=event['detail']['bucket']['name'], Key='k')


def of_old_rule(event, context):
    boto3.client('s3').get_object(Bucket=event['detail']['requestParameters']['bucketName'], Key='k')
