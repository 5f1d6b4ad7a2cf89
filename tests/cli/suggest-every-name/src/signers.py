# Each way to sign a request, for each service whose calls are known by it
from botocore.auth import SigV4Auth
from botocore.crt.auth import CrtSigV4Auth
from opensearchpy import AWSV4SignerAuth, RequestsAWSV4SignerAuth, Urllib3AWSV4SignerAuth
from requests_aws4auth import AWS4Auth


def handler(event, context):
    SigV4Auth('c', 'aoss')
    SigV4Auth('c', 'appsync')
    SigV4Auth('c', 'execute-api')
    SigV4Auth('c', 'lambda')
    SigV4Auth(credentials='c', region='eu-west-1', service_name='aoss')
    CrtSigV4Auth('c', 'aoss')
    CrtSigV4Auth('c', 'appsync')
    CrtSigV4Auth('c', 'execute-api')
    CrtSigV4Auth('c', 'lambda')
    CrtSigV4Auth(credentials='c', region='eu-west-1', service_name='aoss')
    AWSV4SignerAuth('c', 'eu-west-1', 'aoss')
    AWSV4SignerAuth('c', 'eu-west-1', 'appsync')
    AWSV4SignerAuth('c', 'eu-west-1', 'execute-api')
    AWSV4SignerAuth('c', 'eu-west-1', 'lambda')
    AWSV4SignerAuth(credentials='c', region='eu-west-1', service='aoss')
    Urllib3AWSV4SignerAuth('c', 'eu-west-1', 'aoss')
    Urllib3AWSV4SignerAuth('c', 'eu-west-1', 'appsync')
    Urllib3AWSV4SignerAuth('c', 'eu-west-1', 'execute-api')
    Urllib3AWSV4SignerAuth('c', 'eu-west-1', 'lambda')
    Urllib3AWSV4SignerAuth(credentials='c', region='eu-west-1', service='aoss')
    RequestsAWSV4SignerAuth('c', 'eu-west-1', 'aoss')
    RequestsAWSV4SignerAuth('c', 'eu-west-1', 'appsync')
    RequestsAWSV4SignerAuth('c', 'eu-west-1', 'execute-api')
    RequestsAWSV4SignerAuth('c', 'eu-west-1', 'lambda')
    RequestsAWSV4SignerAuth(credentials='c', region='eu-west-1', service='aoss')
    AWS4Auth('k', 's', 'eu-west-1', 'aoss')
    AWS4Auth('k', 's', 'eu-west-1', 'appsync')
    AWS4Auth('k', 's', 'eu-west-1', 'execute-api')
    AWS4Auth('k', 's', 'eu-west-1', 'lambda')
