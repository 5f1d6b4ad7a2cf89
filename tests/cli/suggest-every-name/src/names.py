# What else names of libraries do; see templates/code/names.yaml
import asyncio, functools, os, subprocess, urllib
import boto3
import crhelper, crhelper.resource_helper

s3 = boto3.client('s3')
objects = boto3.resource('s3')


def programs():
    subprocess.run('a')
    subprocess.Popen('a')
    subprocess.call('a')
    subprocess.check_call('a')
    subprocess.check_output('a')
    subprocess.getoutput('a')
    os.system('a')
    os.popen('a')
    asyncio.create_subprocess_exec('a')
    asyncio.create_subprocess_shell('a')


def again():
    first = crhelper.CfnResource()
    first.poll_create(print)
    first.poll_update(print)
    first.poll_delete(print)
    second = crhelper.resource_helper.CfnResource()
    second.poll_create(print)
    second.poll_update(print)
    second.poll_delete(print)


def other_credentials(event):
    boto3.client('s3', aws_access_key_id=event['a']).get_object(Bucket='not-by-the-role', Key='k')
    boto3.client('s3', aws_secret_access_key=event['a']).get_object(Bucket='not-by-the-role', Key='k')
    boto3.client('s3', aws_session_token=event['a']).get_object(Bucket='not-by-the-role', Key='k')
    boto3.Session(profile_name=event['a']).client('s3').get_object(Bucket='not-by-the-role', Key='k')


def more_arguments():
    s3.upload_fileobj(None, 'up', 'k', {'ACL': 'private'})
    s3.download_file('down', 'k', '/tmp/k', {'VersionId': '1'})
    s3.download_fileobj('down', 'k', None, {'VersionId': '1'})
    s3.copy({'Bucket': 'from', 'Key': 'k'}, 'to', 'k', {'ACL': 'private'})
    bucket = objects.Bucket('photos')
    bucket.upload_file('/tmp/k', 'k', {'ACL': 'private'})
    bucket.upload_fileobj(None, 'k', {'ACL': 'private'})
    bucket.Object('k').upload_file('/tmp/k', {'ACL': 'private'})
    bucket.Object('k').upload_fileobj(None, {'ACL': 'private'})
    s3.upload_fileobj(Fileobj=None, Bucket='up-named', Key='k', ExtraArgs={'ACL': 'private'})
    s3.download_file(Bucket='down-named', Key='k', Filename='/tmp/k', ExtraArgs={'VersionId': '1'})


def what_is_made():
    boto3.resource('dynamodb').create_table(TableName='made').put_item(Item={})
    objects.create_bucket(Bucket='made').upload_file('/tmp/k', 'k')
    boto3.resource('sqs').get_queue_by_name(QueueName='jobs').send_messages(Entries=[])
    boto3.resource('sqs').create_queue(QueueName='made').send_messages(Entries=[])


def what_is_listed():
    bucket = objects.Bucket('photos')
    for found in bucket.objects.filter(Prefix='in/'):
        found.get()
    for found in bucket.objects.limit(3):
        found.get()
    for found in bucket.objects.page_size(3):
        found.get()
    for version in bucket.object_versions.filter(Prefix='in/'):
        version.get()
    objects.ObjectSummary('photos', 'a.jpg').Object().get()


def wrapping(f):
    @functools.wraps(f)
    def instead():
        return None
    return instead


@wrapping
def not_called():
    s3.get_object(Bucket='not-called', Key='k')


def handler(event, context):
    programs()
    again()
    other_credentials(event)
    more_arguments()
    what_is_made()
    what_is_listed()
    not_called()
    s3.get_object(Bucket=urllib.unquote_plus('of-python-2'), Key='k')
