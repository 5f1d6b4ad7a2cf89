import boto3

s3 = boto3.resource("s3")


def nothing(event, context):
    return event


def clean(event, context):
    bucket = s3.Bucket("uploads")
    bucket.object_versions.filter(Prefix="a/").delete()
    bucket.objects.all().delete()
    for version in s3.Bucket("archive").object_versions.all():
        version.delete()


def deploy(event, context):
    boto3.client("cloudformation").create_stack(StackName="shop")


def tags(event, context):
    boto3.client("acm").import_certificate(Certificate=event["c"], PrivateKey=event["k"])


def send(event, context):
    s3.Object("uploads", "a").upload_file("/tmp/a")
