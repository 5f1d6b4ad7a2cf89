import boto3


def find(*args):
    boto3.client("s3").get_object(Bucket="from-names", Key="k")
