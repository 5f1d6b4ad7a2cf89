import boto3, os
def handler(event, context):
    boto3.client('apigatewaymanagementapi', endpoint_url=os.environ['URL']).post_to_connection(ConnectionId='x', Data='y')
