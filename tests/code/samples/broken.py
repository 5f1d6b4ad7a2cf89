import boto3

s3 = boto3.client("s3")


def first(event):
    x = = 3
    s3.put_object(Bucket="b", Key="k")


def second(event):
    s3.get_object(Bucket=event["bucket"], Key=find(event)
    return 1


def third(event):
    print "a" if event else
    s3.delete_object(Bucket="b")


class :
    def fourth(self):
        s3.copy(1)


def fifth(event):
    return s3.list_buckets()
