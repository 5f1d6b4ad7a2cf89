import os
import boto3
NAMES = {'wanted': 'X'}

def handler(event, context):
    if 'TOPIC' in os.environ:
        boto3.client('sns').publish(TopicArn=os.environ['TOPIC'], Message='x')
    if 'QUEUE' not in os.environ or 'wanted' in NAMES:
        return None
    boto3.client('sqs').send_message(QueueUrl=os.environ['QUEUE'], MessageBody='x')
    boto3.client('sqs').purge_queue(QueueUrl=os.environ['OTHER'])
