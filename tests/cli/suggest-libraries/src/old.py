import boto3, urllib, awsgi
from flask import Flask

app = Flask(__name__)

@app.route('/')
def route():
    boto3.client('sqs').list_queues()

def handler(event, context):
    boto3.client('s3').get_object(Bucket=urllib.unquote_plus(event['Records'][0]['s3']['bucket']['name']), Key='k')
    return awsgi.response(app, event, context)
