"""Values for the parameters of SAM's policy templates, right ones and wrong ones, each in a template with one function.

What a type returns is what CloudFormation's guide says of it under "Return values" (2026-11). A parameter is filled
rightly by what returns the form that it wants of one of its types, and wrongly by what returns another form.
"""
import collections
import functools

from judge import program, reader

FUNCTION = "Type: AWS::Serverless::Function\n    Properties:\n      {Runtime: python3.13, Handler: a.b, CodeUri: a/"
# Type, then attribute=form: name is what a parameter called ...Name or ...Id wants; other forms are url, alias, label
RETURNS = {line.split()[0]: dict(item.split("=") for item in line.split()[1:]) for line in """
AWS::Athena::WorkGroup Ref=name
AWS::CertificateManager::Certificate Ref=arn
AWS::CodeCommit::Repository Ref=uuid Name=name Arn=arn
AWS::CodePipeline::Pipeline Ref=name
AWS::DynamoDB::GlobalTable Ref=name Arn=arn StreamArn=arn
AWS::DynamoDB::Table Ref=name Arn=arn StreamArn=arn
AWS::EFS::AccessPoint Ref=name AccessPointId=name Arn=arn
AWS::EFS::FileSystem Ref=name FileSystemId=name Arn=arn
AWS::EMR::Cluster Ref=name MasterPublicDNS=url
AWS::Events::EventBus Ref=name Name=name Arn=arn
AWS::KMS::Alias Ref=alias
AWS::KMS::Key Ref=name KeyId=name Arn=arn
AWS::KMS::ReplicaKey Ref=name KeyId=name Arn=arn
AWS::Kinesis::Stream Ref=name Arn=arn
AWS::KinesisFirehose::DeliveryStream Ref=name Arn=arn
AWS::Lambda::Alias Ref=arn
AWS::Lambda::Function Ref=name Arn=arn
AWS::Logs::LogGroup Ref=name Arn=arn
AWS::OpenSearchService::Domain Ref=name Arn=arn DomainEndpoint=url
AWS::Pinpoint::App Ref=name Id=name Arn=arn
AWS::Rekognition::Collection Ref=name Arn=arn
AWS::Route53::HostedZone Ref=name Id=name
AWS::S3::Bucket Ref=name Arn=arn DomainName=url
AWS::SES::EmailIdentity Ref=name
AWS::SNS::Topic Ref=arn TopicArn=arn TopicName=name
AWS::SQS::Queue Ref=url QueueUrl=url QueueName=name Arn=arn
AWS::SageMaker::Endpoint Ref=arn EndpointName=name
AWS::SageMaker::EndpointConfig Ref=arn EndpointConfigName=name
AWS::SecretsManager::Secret Ref=arn Id=arn
AWS::Serverless::Function Ref=name Arn=arn
AWS::Serverless::SimpleTable Ref=name Arn=arn
AWS::Serverless::StateMachine Ref=arn Arn=arn Name=name
AWS::StepFunctions::StateMachine Ref=arn Arn=arn Name=name
""".strip().splitlines()}
# Parameter, the form that it wants, a right text, a wrong text, and the types of resources that may fill it
PARAMETERS = {line.split()[0]: line.split()[1:] for line in """
AccessPoint name fsap-0123456789abcdef0 arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0 AWS::EFS::AccessPoint
BucketName name my-orders arn:aws:s3:::my-orders AWS::S3::Bucket
CertificateArn arn arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab example.com AWS::CertificateManager::Certificate
ClusterId name j-2AXXXXXXGAPLF arn:aws:elasticmapreduce:us-east-1:123456789012:cluster/j-2AXXXXXXGAPLF AWS::EMR::Cluster
CollectionId name faces arn:aws:rekognition:us-east-1:123456789012:collection/faces AWS::Rekognition::Collection
DeliveryStreamName name archive arn:aws:firehose:us-east-1:123456789012:deliverystream/archive AWS::KinesisFirehose::DeliveryStream
DomainName name search arn:aws:es:us-east-1:123456789012:domain/search AWS::OpenSearchService::Domain
EndpointConfigName name guess-v2 arn:aws:sagemaker:us-east-1:123456789012:endpoint-config/guess-v2 AWS::SageMaker::EndpointConfig
EndpointName name guess arn:aws:sagemaker:us-east-1:123456789012:endpoint/guess AWS::SageMaker::Endpoint
EventBusName name orders arn:aws:events:us-east-1:123456789012:event-bus/orders AWS::Events::EventBus
FileSystem name fs-0123456789abcdef0 arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0 AWS::EFS::FileSystem
FunctionName name resize arn:aws:lambda:us-east-1:123456789012:function:resize AWS::Lambda::Function AWS::Serverless::Function AWS::Lambda::Alias
HostedZoneId name Z0123456789ABCDEFGHIJ arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ AWS::Route53::HostedZone
IdentityName name example.com arn:aws:ses:us-east-1:123456789012:identity/example.com AWS::SES::EmailIdentity
KeyId name 1234abcd-12ab-34cd-56ef-1234567890ab alias/orders AWS::KMS::Key AWS::KMS::ReplicaKey AWS::KMS::Alias
LogGroupName name /aws/lambda/orders arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/orders AWS::Logs::LogGroup
PinpointApplicationId name 0123456789abcdef0123456789abcdef arn:aws:mobiletargeting:us-east-1:123456789012:apps/0123456789abcdef AWS::Pinpoint::App
PipelineName name release arn:aws:codepipeline:us-east-1:123456789012:release AWS::CodePipeline::Pipeline
QueueName name jobs https://sqs.us-east-1.amazonaws.com/123456789012/jobs AWS::SQS::Queue
RepositoryName name website arn:aws:codecommit:us-east-1:123456789012:website AWS::CodeCommit::Repository
SecretArn arn arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/db-AbCdEf shop/db AWS::SecretsManager::Secret
StateMachineName name checkout arn:aws:states:us-east-1:123456789012:stateMachine:checkout AWS::StepFunctions::StateMachine AWS::Serverless::StateMachine
StreamName name clicks arn:aws:kinesis:us-east-1:123456789012:stream/clicks AWS::Kinesis::Stream
TableName name orders arn:aws:dynamodb:us-east-1:123456789012:table/orders AWS::DynamoDB::Table AWS::DynamoDB::GlobalTable AWS::Serverless::SimpleTable
TopicName name news arn:aws:sns:us-east-1:123456789012:news AWS::SNS::Topic
WorkGroupName name primary arn:aws:athena:us-east-1:123456789012:workgroup/primary AWS::Athena::WorkGroup
""".strip().splitlines()}
# What SAM wants of a resource; others need nothing here
MADE = {
    "AWS::Serverless::Function": FUNCTION + "}",
    "AWS::Serverless::StateMachine": "Type: AWS::Serverless::StateMachine\n    Properties: {DefinitionUri: a.json}",
}
STREAM = "Type: AWS::DynamoDB::Table\n    Properties: {TableName: orders, StreamSpecification: {StreamViewType: NEW_IMAGE}}"
SSM = "Type: AWS::SSM::Parameter\n    Properties: {{Type: String, Value: a, Name: {}}}"
# Policy template, parameter, value, resource X, whether it is wrong, whether it is wrong for a circle
SPECIAL = [
    ("DynamoDBStreamReadPolicy", "StreamName", '!Select [3, !Split ["/", !GetAtt X.StreamArn]]', STREAM, False, False),
    ("DynamoDBStreamReadPolicy", "StreamName", "!GetAtt X.StreamArn", STREAM, True, False),
    ("DynamoDBStreamReadPolicy", "StreamName", '"2026-01-31T12:30:00.000"', None, False, False),
    ("SSMParameterReadPolicy", "ParameterName", "app/level", None, False, False),
    ("SSMParameterReadPolicy", "ParameterName", "/app/level", None, True, False),
    ("SSMParameterReadPolicy", "ParameterName", "!Ref X", SSM.format("app-level"), False, False),
    ("SSMParameterReadPolicy", "ParameterName", "!Ref X", SSM.format("/app/level"), True, False),
    ("SSMParameterWithSlashPrefixReadPolicy", "ParameterName", "/app/level", None, False, False),
    ("SSMParameterWithSlashPrefixReadPolicy", "ParameterName", "app/level", None, True, False),
    ("SSMParameterWithSlashPrefixReadPolicy", "ParameterName", "!Ref X", SSM.format("/app/level"), False, False),
    ("S3ReadPolicy", "BucketName", "my-orders/incoming", None, True, False),
    ("S3ReadPolicy", "BucketName", "s3://my-orders", None, True, False),
    ("S3ReadPolicy", "BucketName", "!Sub \"${X}/incoming\"", "Type: AWS::S3::Bucket", True, False),
    ("SQSPollerPolicy", "QueueName", "!Sub \"${X}\"", "Type: AWS::SQS::Queue", True, False),
    ("SQSPollerPolicy", "QueueName", "!Sub \"${X.QueueName}\"", "Type: AWS::SQS::Queue", False, False),
    ("LambdaInvokePolicy", "FunctionName", "!Ref F", None, True, True),
]

Case = collections.namedtuple("Case", "policy parameter value text line wrong circle")


@functools.cache
def policies():
    """The names of the parameters of each policy template."""
    made = [reader.load(path.read_text()) for path in sorted((program.ROOT / "templates/policies").glob("*.yaml"))]
    return {policy["name"]: [p["name"] for p in policy.get("parameters", [])] for policy in made}


def template_of(policy, resource):
    text = "Transform: AWS::Serverless-2016-10-31\nResources:\n"
    if resource:
        text += f"  X:\n    {resource}\n"
    return f"{text}  F:\n    {FUNCTION},\n       Policies: [\n        {policy}\n      ]}}\n"


def case(policy, parameter, value, resource, wrong, circle=False, said=None):
    """A case with right values for the other parameters."""
    settings = "".join(f"{other}: {PARAMETERS.get(other, [0, 'orders'])[1]}, " for other in policies()[policy] if other != parameter)
    text = template_of(f"{policy}: {{{settings}{parameter}:\n          {value}}}", resource)
    return Case(policy, parameter, said or value, text, text[:text.rindex(value)].count("\n") + 1, wrong, circle)


def empty_cases(policy):
    for value, wrong in (("{}", False), ("", True), ("[]", True), (None, True)):
        text = template_of(policy if value is None else f"{{{policy}: {value}}}", None)
        yield Case(policy, "-", repr(value), text, text[:text.index(policy)].count("\n") + 1, wrong, False)


def filled_cases(policy, parameter):
    wants, right, wrong, *types = PARAMETERS[parameter]
    yield case(policy, parameter, right, None, False)
    yield case(policy, parameter, wrong, None, True)
    for type_ in types:
        for attribute, gives in RETURNS[type_].items():
            value = "!Ref X" if attribute == "Ref" else f"!GetAtt X.{attribute}"
            yield case(policy, parameter, value, MADE.get(type_, f"Type: {type_}"), gives != wants, said=f"{value} of {type_}")


def cases():
    special = {(policy, parameter) for policy, parameter, *_ in SPECIAL}
    for policy, parameters in policies().items():
        if not parameters:
            yield from empty_cases(policy)
        for parameter in parameters:
            if parameter in PARAMETERS and (policy, parameter) != ("DynamoDBStreamReadPolicy", "StreamName"):
                yield from filled_cases(policy, parameter)
    for policy, parameter, value, resource, wrong, circle in SPECIAL:
        yield case(policy, parameter, value, resource, wrong, circle)


def left_out():
    """Parameters that no case fills."""
    tried = PARAMETERS.keys() | {parameter for _, parameter, *_ in SPECIAL}
    return sorted({parameter for parameters in policies().values() for parameter in parameters} - tried)
