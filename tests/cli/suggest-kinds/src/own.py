import boto3

def handler(event, context):
    boto3.client('lambda').invoke(FunctionName=context.invoked_function_arn)
    boto3.client('lambda').get_function(FunctionName=context.function_name)
    boto3.client('lambda').list_tags(Resource=context.log_group_name)
