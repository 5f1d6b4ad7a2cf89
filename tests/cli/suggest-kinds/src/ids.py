import boto3

def handler(event, context):
    boto3.client('cognito-idp').admin_get_user(UserPoolId='eu-west-1_AbCdEf', Username='x')
    boto3.client('dynamodb').put_item(TableName='shop-Orders-1ABCDEF', Item={})
    boto3.client('dynamodb').get_item(TableName='other-table', Key={})
