import boto3
TABLE = ['archival_summary', 'attribute_definitions', 'key_schema', 'table_arn']

def handler(event, context):
    print(boto3.resource('dynamodb').Table('counted').item_count)
    print(boto3.resource('s3').Object('sized', 'k').content_length)
    print(boto3.resource('s3').Bucket('dated').creation_date)
    print(boto3.resource('sqs').Queue('https://sqs.eu-west-1.amazonaws.com/1/jobs').attributes)
    print(boto3.resource('sns').Topic('arn:aws:sns:eu-west-1:111122223333:news').attributes)
    print(boto3.resource('ec2').Instance('i-1').state)
    print(boto3.resource('ec2').Volume('v-1').size)
    print(boto3.resource('dynamodb').Table('named').name, boto3.resource('ec2').Instance('i-2').id)
    boto3.client('ec2').get_waiter('snapshot completed').wait(SnapshotIds=['s-1'])
