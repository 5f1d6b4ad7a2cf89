import boto3, os
from fastapi import FastAPI
from mangum import Mangum
app = FastAPI()
table = boto3.resource('dynamodb').Table(os.environ['A_T'])
@app.get("/items/{id}")
def read(id: str):
    return table.get_item(Key={'id': id})
handler = Mangum(app)
