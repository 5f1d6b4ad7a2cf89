import boto3


def work(*args):
    boto3.client("s3").get_object(Bucket="from-layer", Key="k")
