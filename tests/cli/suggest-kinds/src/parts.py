import os
import boto3
aws = boto3.client('lambda')
sqs = boto3.client('sqs')

def handler(event, context):
    for name in os.environ['FUNCTIONS'].split(','):
        aws.invoke(FunctionName=name.strip())
    for name in os.environ['NAMED'].split(','):
        sqs.get_queue_url(QueueName=name)
    sqs.get_queue_url(QueueName=os.environ['NAMED'].split(',')[0])
    sqs.get_queue_url(QueueName=os.environ['NAMED'].split(',')[event['n']])
    for name in os.environ['WHOLE'].split(','):
        sqs.get_queue_url(QueueName=name)
    boto3.resource('dynamodb').Table(os.environ['ARN'].split('/')[-1]).scan()
    boto3.resource('dynamodb').Table(os.environ['ARN'].split('/').pop()).delete()
    boto3.client('iot-data').publish(topic=f"{os.environ['TOPIC']}")
    boto3.client('secretsmanager').get_secret_value(SecretId=os.environ['SECRET'])
    boto3.client('secretsmanager').get_secret_value(SecretId=os.environ['STORED'])
