import os, boto3, aioboto3, aiobotocore.session, botocore.session
from boto3.dynamodb.conditions import Key, Attr
from botocore.config import Config

def sessions():
    boto3.Session().client('s3').get_object(Bucket='one', Key='k')
    boto3.session.Session().resource('s3').Object('two', 'k').get()
    botocore.session.get_session().create_client('s3').get_object(Bucket='three', Key='k')
    botocore.session.Session().create_client('s3').get_object(Bucket='four', Key='k')
    boto3.Session().get_credentials()

async def asynchronous():
    async with aioboto3.Session().client('s3') as s3:
        await s3.get_object(Bucket='five', Key='k')
    async with aiobotocore.session.get_session().create_client('s3') as s3:
        await s3.get_object(Bucket='six', Key='k')
    async with aioboto3.client('s3') as s3:
        await s3.get_object(Bucket='seven', Key='k')
    async with aioboto3.resource('s3') as s3:
        await s3.Object('eight', 'k').get()

def helpers(s3):
    for page in s3.get_paginator('list_objects_v2').paginate(Bucket='pages'):
        print(page)
    s3.get_waiter('object_exists').wait(Bucket='waited', Key='k')
    s3.generate_presigned_url('put_object', Params={'Bucket': 'signed', 'Key': 'k'})
    s3.generate_presigned_post('posted', 'k')
    s3.upload_file('/tmp/x', 'up', 'k', ExtraArgs={'ACL': 'public-read'})
    s3.upload_fileobj(None, 'up2', 'k')
    s3.download_file('down', 'k', '/tmp/x')
    s3.download_fileobj('down2', 'k', None)
    s3.copy({'Bucket': 'from', 'Key': 'k'}, 'to', 'k')
    boto3.client('rds').generate_db_auth_token('db.example.com', 5432, 'app')
    boto3.client('dsql').generate_db_connect_auth_token('db.example.com')
    boto3.client('dsql').generate_db_connect_admin_auth_token('db.example.com')

def answers(sqs, sns):
    sqs.send_message(QueueUrl=sqs.get_queue_url(QueueName='jobs')['QueueUrl'], MessageBody='x')
    sqs.send_message(QueueUrl=sqs.create_queue(QueueName='made')['QueueUrl'], MessageBody='x')
    sns.publish(TopicArn=sns.create_topic(Name='news')['TopicArn'], Message='x')
    boto3.client('dynamodb').query(TableName='orders', KeyConditionExpression=Key('id').eq(Attr('x')))

def handler(event, context):
    sessions()
    asynchronous()
    helpers(boto3.client(service_name='s3', config=Config()))
    answers(boto3.client('sqs'), boto3.client('sns'))
