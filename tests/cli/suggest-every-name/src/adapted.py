# The handler of a program of routes
import boto3
from fastapi import FastAPI
from mangum import Mangum

app = FastAPI()


@app.get('/')
def queues():
    return boto3.client('sqs').list_queues()


handler = Mangum(app)
