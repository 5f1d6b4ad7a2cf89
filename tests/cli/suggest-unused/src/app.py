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


def product(event, context):
    boto3.client("servicecatalog").provision_product(ProductName="a", ProvisionedProductName="b", ProvisioningArtifactName="c")


def share(event, context):
    boto3.client("ram").associate_resource_share(resourceShareArn=event["a"])


def model(event, context):
    boto3.client("bedrock-runtime").invoke_model(modelId="amazon.nova-lite-v1:0", body="{}")


def tables(event, context):
    boto3.client("athena").start_query_execution(QueryString="SELECT 1")


def newbucket(event, context):
    boto3.client("s3").create_bucket(Bucket="shop", ACL="private")


def series(event, context):
    boto3.client("timestream-write").write_records(DatabaseName="shop", TableName="sales", Records=[])


def job(event, context):
    boto3.client("glue").create_job(Name="a", Role=event["role"], Command={})
