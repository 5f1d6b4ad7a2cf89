import boto3
sts = boto3.client('sts')
def client(name, role=None):
    if role:
        c = sts.assume_role(RoleArn=role, RoleSessionName='x')['Credentials']
        return boto3.client(name, aws_access_key_id=c['AccessKeyId'], aws_secret_access_key=c['SecretAccessKey'], aws_session_token=c['SessionToken'])
    return boto3.client(name)
def handler(event, context):
    c = sts.assume_role(RoleArn=event['role'], RoleSessionName='x')['Credentials']
    far = boto3.client('s3', aws_access_key_id=c['AccessKeyId'], aws_secret_access_key=c['SecretAccessKey'], aws_session_token=c['SessionToken'])
    far.list_buckets()
    client('sqs').list_queues()
    client('sns', event['role']).list_topics()
    session = boto3.Session(aws_access_key_id=c['AccessKeyId'], aws_secret_access_key=c['SecretAccessKey'])
    session.client('ec2').describe_instances()
    boto3.Session(region_name='eu-west-1').client('iam').list_roles()
