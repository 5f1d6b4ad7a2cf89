import boto3


def handler(event, context):
    boto3.client("sns").publish(PhoneNumber="+1", Message="x")


if __name__ == "__main__":
    boto3.client("s3").delete_bucket(Bucket="data")
