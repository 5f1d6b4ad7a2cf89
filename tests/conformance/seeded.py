"""Good templates of seeded/, broken in one place each: lint finds the break where it is, and nothing that is none.

    seeded.py [SAMGEN] [--show CODE]

A row of BREAKS is a template, a resource of it, a text of that resource and what it becomes. The finding is to be about
that resource, and in the first line that changes or the one that the mark says. Other errors and warnings are wrong,
but for those that the row, or SEQUELS for its rule, has as a consequence of the break.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import re
import sys
import tempfile
from pathlib import Path

from judge import program

FOLDER = Path(__file__).with_suffix("")
MARK = "§"  # in the new text: the finding is to be in this line

# What follows from a break of the rule, whichever it is.
SEQUELS = {
    "SG310": {"SG304", "SG305"},  # what stays as it stands is an ARN of nothing
    "SG311": {"SG304", "SG305", "SG308"},
}

GRANT = "- Version: \"2012-10-17\"\n          Statement:\n"
JOBS = "arn:aws:sqs:eu-west-1:123456789012:jobs-of-customer-"
LONG = "".join(f'            - {{Effect: Allow, Action: sqs:SendMessage, Resource: "{JOBS}{n:03}"}}\n' for n in range(120))

SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:"
KAFKA = "".join(
    f'        {mark}{id}: {{Type: SelfManagedKafka, Properties: {{KafkaBootstrapServers: ["a:9092"], Topics: [{id}], '
    f'SourceAccessConfigurations: [{{Type: SASL_SCRAM_512_AUTH, URI: "{SECRET}{id}-AbCdEf"}}]}}}}\n'
    for id, mark in (("First", ""), ("Second", MARK)))

CERTIFICATE = (
    '        Shared: {Type: SelfManagedKafka, Properties: {KafkaBootstrapServers: ["a:9092"], Topics: [a], '
    f'SourceAccessConfigurations: [{{Type: SASL_SCRAM_512_AUTH, URI: "{SECRET}password-AbCdEf"}}, '
    f'§{{Type: SERVER_ROOT_CA_CERTIFICATE, URI: "{SECRET}certificate-AbCdEf"}}]}}}}\n')

TELLS = (
    "  Tell:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: tell/\n{}"
    "  NewsToTell:\n    Type: AWS::SNS::Subscription\n    Properties:\n      TopicArn: !Ref News\n"
    "      Protocol: lambda\n      Endpoint: !GetAtt Tell.Arn\n"
    "  NewsMayTell:\n    Type: AWS::Lambda::Permission\n    Properties:\n      {}\n")


def delivery(statements):
    """A delivery stream whose role has these statements in a policy of its own, which it does not wait for."""
    return (
        "  Delivery:\n    Type: AWS::KinesisFirehose::DeliveryStream\n    Properties:\n"
        "      ExtendedS3DestinationConfiguration:\n"
        "        BucketARN: arn:aws:s3:::lines\n        §RoleARN: !GetAtt DeliveryRole.Arn\n"
        "  DeliveryRole:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n"
        "        Version: '2012-10-17'\n        Statement:\n"
        "          {Effect: Allow, Principal: {Service: firehose.amazonaws.com}, Action: sts:AssumeRole}\n"
        f"{statements}  TaskRole:\n")


LATE = (
    "  DeliveryPolicy:\n    Type: AWS::IAM::Policy\n    Properties:\n      PolicyName: delivery\n"
    "      Roles: [!Ref DeliveryRole]\n      PolicyDocument:\n        Version: '2012-10-17'\n"
    "        Statement: {Effect: Allow, Action: s3:PutObject, Resource: 'arn:aws:s3:::lines/*'}\n")
WRONG = (
    "      Policies:\n        - PolicyName: delivery\n          PolicyDocument:\n"
    "            Version: '2012-10-17'\n"
    "            Statement: {Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::lines/*'}\n")

# No small break makes a template something else, and SG005 is no fault.
WITHOUT = ("SG004", "SG005")

# Everything is in the resource that stands second; at: the finding is about another; also: what follows.
BREAKS = {
    "SG001": [
        ("orders", None, "Default: dev", "Default: *dev", {}),
        ("uploads", None, "Events: s3:ObjectCreated:*", "Events: [s3:ObjectCreated:*\n  Report2: x", {"line": 41}),
        ("plain", None, '"Type": "AWS::S3::Bucket"\n    },', '"Type": "AWS::S3::Bucket"\n    }', {"line": 15}),
    ],
    "SG002": [
        ("orders", "Accept", "        - DynamoDBWritePolicy:\n            TableName",
         "        - §DynamoDBWritePolicy:\n          TableName", {}),
        ("orders", "Accept", "DynamoDBWritePolicy", "DynamoDbWritePolicy", {}),
        ("orders", "Accept", "CloudWatchPutMetricPolicy: {}", "CloudWatchPutMetricPolicy:", {}),
        ("orders", "Accept", "CodeUri: accept/", "TracingConfig: {Mode: Active}", {}),
        ("flow", "Charge", "SecretArn: !Ref",
         "Secret: !Ref", {"line": "AWSSecretsManagerGetSecretValuePolicy", "also": "SG101"}),
        ("uploads", "Thumbnail", "Bucket: !Ref Uploads", "Bucket: uploads", {}),
        ("flow", "Refund", "DefinitionSubstitutions:\n        ChargeArn: !GetAtt Charge.Arn",
         "Policies: [LambdaInvokePolicy: {FunctionName: !Ref Charge}]", {"line": "Role:"}),
        ("orders", None, "    Timeout: 10\n", "    Timeout: 10\n    Policies: [AmazonS3ReadOnlyAccess]\n", {}),
        ("plain", "Send", '{"SQSSendMessagePolicy": {"QueueName"',
         '{"SQSSendMessagePolicy": {"Queue"', {"also": "SG101"}),
    ],
    "SG003": [
        ("orders", "Jobs", "KmsMasterKeyId: !Ref DataKey",
         "KmsMasterKeyId: !Ref DataKey\n      §KmsMasterKeyId: !Ref DataKey", {}),
        ("uploads", "Report", "CodeUri: report/", "CodeUri: report/\n      §Handler: index.main", {}),
        ("plain", "Send", '"Handler": "index.handler",',
         '"Handler": "index.handler",\n        §"Handler": "index.main",', {}),
    ],
    "SG101": [
        ("orders", "Accept", "TableName: !Ref Orders", 'TableName: !Ref Orders\n            §Indexes: "*"', {}),
        ("uploads", "Thumbnail", "BucketName: !Sub uploads-${AWS::AccountId}",
         "BucketName: !Sub uploads-${AWS::AccountId}\n            §Prefix: incoming/", {}),
        ("flow", "Pay", "FunctionName: !Ref Charge", "FunctionName: !Ref Charge\n            §Qualifier: live", {}),
        ("orders", "Accept", "CloudWatchPutMetricPolicy: {}", "CloudWatchPutMetricPolicy: {Namespace: Shop}", {}),
    ],
    "SG102": [
        ("orders", "Accept", "TableName: !Ref Orders", "TableName:", {}),
        ("orders", "Accept", "TableName: !Ref Orders", "TableName: [!Ref Orders]", {}),
        ("orders", "Accept", "QueueName: !GetAtt Jobs.QueueName", "QueueName: !Ref Jobs", {"also": "SG505"}),
        ("orders", "Accept", "QueueName: !GetAtt Jobs.QueueName", "QueueName: !GetAtt Jobs.Arn", {}),
        ("orders", "Accept", "TopicName: !GetAtt News.TopicName", "TopicName: !Ref News", {}),
        ("orders", "Accept", "TableName: !Ref Orders", "TableName: !GetAtt Orders.Arn", {}),
        ("orders", "Accept", "EventBusName: !Ref Shop", "EventBusName: !GetAtt Shop.Arn", {}),
        ("orders", "Look", "KeyId: !Ref DataKey", "KeyId: !GetAtt DataKey.Arn", {"also": "SG505"}),
        ("orders", "Look", "KeyId: !Ref DataKey", "KeyId: alias/orders", {"also": "SG505"}),
        ("uploads", "Thumbnail", "BucketName: !Sub uploads-${AWS::AccountId}",
         "BucketName: !Sub arn:aws:s3:::uploads-${AWS::AccountId}", {}),
        ("uploads", "Thumbnail", "BucketName: !Sub uploads-${AWS::AccountId}",
         "BucketName: !Sub uploads-${AWS::AccountId}/incoming", {}),
        ("flow", "Charge", "SecretArn: !Ref BankPassword", "SecretArn: shop/bank", {}),
        ("flow", "Charge", "ParameterName: payment/limit", "ParameterName: /payment/limit", {}),
        ("flow", "Start", "StateMachineName: !GetAtt Pay.Name", "StateMachineName: !Ref Pay", {}),
        ("flow", "Pay", "FunctionName: !Ref Charge", "FunctionName: !GetAtt Charge.Arn", {"also": "SG511"}),
        ("roles", "Mirror", "BucketName: !Ref Store", "BucketName: !GetAtt Store.Arn", {}),
        ("plain", "Send", '"QueueName": {"Fn::GetAtt": ["Jobs", "QueueName"]}', '"QueueName": {"Ref": "Jobs"}', {}),
    ],
    "SG103": [
        ("uploads", "Thumbnail", "BucketName: !Sub uploads", "BucketName: uploads", {}),
        ("flow", "Charge", "ParameterName: payment/limit", "ParameterName: ${AWS::StackName}/limit", {}),
        ("flow", "Pay", "FunctionName: !Ref Charge", 'FunctionName: "${Charge}"', {"also": "SG511"}),
        ("plain", "Send", '{"Fn::GetAtt": ["Jobs", "QueueName"]}', '"jobs-${Stage}"', {}),
    ],
    "SG104": [
        ("orders", "Look", "AWSLambdaBasicExecutionRole",
         "!If [IsProd, !If [IsProd, §AmazonSQSReadOnlyAccess, !Ref AWS::NoValue], !Ref AWS::NoValue]", {}),
        ("orders", "Look", "AWSLambdaBasicExecutionRole",
         "!Sub arn:${AWS::Partition}:iam::aws:policy/AWSLambdaBasicExecutionRole", {}),
        ("uploads", "ArchiveRole", "AWSLambdaBasicExecutionRole", "AWSLambdaBasicExecRole", {}),
        ("orders", "Look", "AWSLambdaBasicExecutionRole", "AWSLambdaBasicExecution", {}),
        ("orders", "Accept", "CloudWatchPutMetricPolicy: {}", "CloudWatchPutMetricPolicy", {}),
        ("orders", "Look", "AWSLambdaBasicExecutionRole", "service-role/AWSLambdaBasicExecutionRole", {}),
        ("orders", "Look", "AWSLambdaBasicExecutionRole", "amazonS3ReadOnlyAccess", {}),
        ("orders", "Look", "AWSLambdaBasicExecutionRole", "arn:aws:iam::aws:policy/AmazonS3ReadAccess", {}),
        ("flow", "Pay", "- LambdaInvokePolicy:\n            FunctionName: !Ref Charge",
         "- ChargeRole", {"also": "SG511"}),
    ],
    "SG105": [
        ("orders", "Look", "AWSLambdaBasicExecutionRole", "AWSLambdaFullAccess", {}),
        ("orders", "Look", "AWSLambdaBasicExecutionRole", "AWSLambdaReadOnlyAccess", {}),
        ("orders", "Look", "AWSLambdaBasicExecutionRole", "arn:aws:iam::aws:policy/AWSLambdaFullAccess", {}),
        ("roles", "CountRole", "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess\n",
         "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess\n"
         "        - §arn:aws:iam::aws:policy/AWSLambdaReadOnlyAccess\n", {}),
    ],
    "SG106": [
        ("orders", "Look", "AWSLambdaBasicExecutionRole", "AdministratorAccess", {}),
        ("orders", "Look", "AWSLambdaBasicExecutionRole",
         "!Sub arn:${AWS::Partition}:iam::aws:policy/IAMFullAccess", {}),
        ("roles", "CountRole", "policy/AWSXRayDaemonWriteAccess", "policy/PowerUserAccess", {}),
        ("uploads", "ArchiveRole", "policy/service-role/AWSLambdaBasicExecutionRole", "policy/AdministratorAccess", {}),
    ],
    "SG107": [
        ("orders", "Accept", "- CloudWatchPutMetricPolicy: {}",
         "- CloudWatchPutMetricPolicy: {}\n        - §CloudWatchPutMetricPolicy: {}", {}),
        ("orders", "Look", "- AWSLambdaBasicExecutionRole",
         "- AWSLambdaBasicExecutionRole\n        - §AWSLambdaBasicExecutionRole", {}),
        ("flow", "Pay", "- LambdaInvokePolicy:\n            FunctionName: !Ref Charge",
         "- LambdaInvokePolicy:\n            FunctionName: !Ref Charge\n"
         "        - §LambdaInvokePolicy: {FunctionName: !Ref Charge}", {}),
    ],
    "SG108": [
        ("orders", "Look", "- AWSLambdaBasicExecutionRole", "- AWSXrayWriteOnlyAccess", {}),
        ("orders", "Work", "      Policies:", "      Policies:\n        - §AWSLambdaSQSQueueExecutionRole", {}),
        ("roles", "Mirror", "      Policies:", "      Policies:\n        - §VPCAccessPolicy: {}", {}),
        ("roles", "Mirror", "      Policies:",
         "      Policies:\n        - §arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole", {}),
        ("roles", "Mirror", "      Policies:", "      Policies:\n        - §AWSLambdaDynamoDBExecutionRole", {}),
        ("roles", "Mirror", "      Policies:", "      Policies:\n        - §AWSXRayDaemonWriteAccess", {}),
    ],
    "SG109": [
        ("orders", "Work", "CodeUri: work/", "CodeUri: work/\n      §Role: !Ref AWS::NoValue", {}),
        ("uploads", "Archive", "Role: !GetAtt ArchiveRole.Arn",
         "Role: !GetAtt ArchiveRole.Arn\n      Policies: §[AmazonS3ReadOnlyAccess]", {}),
        ("orders", "Work", "CodeUri: work/",
         "CodeUri: work/\n      Role: arn:aws:iam::123456789012:role/work", {"line": '- Version: "2012-10-17"'}),
        ("plain", "Send", '"CodeUri": "send/",',
         '"CodeUri": "send/", "Role": {"Fn::ImportValue": "send-role"},', {"line": '"Policies": ['}),
    ],
    "SG110": [
        ("orders", "Accept", "      Events:\n", "      Events:\n" + KAFKA, {}),
        ("orders", "Work", "      Events:\n", "      Events:\n" + KAFKA, {}),
        ("uploads", "Thumbnail", "      Events:\n", "      Events:\n" + KAFKA, {}),
        ("roles", "Mirror", "      Events:\n", "      Events:\n" + KAFKA, {}),
    ],
    "SG111": [
        ("orders", "Look", "AWSLambdaBasicExecutionRole", "AmazonDynamoDBFullAccess", {}),
        ("orders", "Look", "AWSLambdaBasicExecutionRole",
         "!Sub arn:${AWS::Partition}:iam::aws:policy/AmazonSSMFullAccess", {}),
        ("orders", "Accept", "- CloudWatchPutMetricPolicy: {}", "- SecretsManagerReadWrite", {}),
        ("roles", "CountRole", "policy/AWSXRayDaemonWriteAccess\n",
         "policy/AWSXRayDaemonWriteAccess\n        - §arn:aws:iam::aws:policy/AmazonAPIGatewayAdministrator\n", {}),
    ],
    "SG201": [
        ("uploads", "Report", "Action: s3:ListBucket\n              Resource: !GetAtt Results.Arn",
         "Action: §s3:ListBucket\n              Resource: !Sub ${Results.Arn}/*", {}),
        ("uploads", "ArchiveRole", "Resource: !GetAtt Results.Arn",
         'Resource: !Join ["/", [!GetAtt Results.Arn, "*"]]', {"line": "s3:ListBucket"}),
        ("uploads", "ArchiveRole", "s3:DeleteObject",
         "s3:DeleteObject\n                  - §s3:ListBucketVersions", {}),
        ("plain", "Send", '"Resource": {"Fn::GetAtt": ["Data", "Arn"]}',
         '"Resource": {"Fn::Sub": "arn:aws:s3:::${Data}/*"}', {"line": '"Action": "s3:ListBucket"'}),
        ("roles", "CountPolicy", "Action: s3:PutObject", "Action: [s3:PutObject, s3:ListBucket]", {}),
    ],
    "SG202": [
        ("uploads", "Thumbnail", "Resource: !Sub ${Results.Arn}/thumbnails/*",
         "Resource: !GetAtt Results.Arn", {"line": "Action: s3:PutObject"}),
        ("uploads", "Report", "Resource: !Sub ${Results.Arn}/*",
         "Resource: !Sub arn:${AWS::Partition}:s3:::${Results}", {"line": "- s3:GetObject"}),
        ("uploads", "ArchiveRole", "s3:GetBucketLocation",
         "s3:GetBucketLocation\n                  - §s3:RestoreObject", {}),
        ("plain", "Send", '"Resource": {"Fn::Sub": "${Data.Arn}/*"}',
         '"Resource": {"Fn::GetAtt": "Data.Arn"}', {"line": '"Action": ["s3:GetObject"'}),
        ("roles", "CountPolicy", "${Store.Arn}/counts/*", "${Store.Arn}", {"line": "Action: s3:PutObject"}),
    ],
    "SG203": [
        ("uploads", "Report", "Action: s3:ListBucket",
         "Action: [s3:ListBucket, s3:GetBucketLocation]", {"line": "s3:prefix"}),
        ("uploads", "Report", "s3:prefix", "s3:x-amz-acl", {}),
        ("orders", "Work", "Action: events:PutEvents",
         "Action: events:PutEvents\n              Condition: {StringEquals: {§dynamodb:LeadingKeys: a}}", {}),
        ("flow", "Start", "Resource: !GetAtt TaskRole.Arn",
         "Resource: !GetAtt TaskRole.Arn\n              Condition: {StringLike: {§s3:prefix: a/*}}", {}),
    ],
    "SG204": [
        ("uploads", "Report", "Resource: !Sub ${Results.Arn}/*", 'Resource: !Sub "${Results.Arn}*"', {}),
        ("uploads", "ArchiveRole", "Resource: !Sub ${Results.Arn}/*", 'Resource: [!Sub "${Results.Arn}*"]', {}),
        ("plain", "Send", "${Data.Arn}/*", "${Data.Arn}*", {}),
    ],
    "SG301": [
        ("orders", "Look", "dynamodb:GetItem", "dynamodb:GetItems", {}),
        ("orders", "Work", "dynamodb:UpdateItem", "dynamodb:UpsertItem", {}),
        ("orders", "Look", "dynamodb:BatchGetItem", "dynamodb:TransactGetItems", {"also": "SG203"}),
        ("uploads", "Report", "s3:GetObjectTagging", "s3:HeadObject", {}),
        ("uploads", "ArchiveRole", "s3:DeleteObject", "s3:DeleteObjects", {}),
        ("roles", "CountPolicy", "sqs:SendMessage", "sqs:SendMessageBatch", {"also": "SG507"}),
        ("flow", "RefundPolicy", "lambda:InvokeFunction", "lambda:Invoke", {"also": "SG511"}),
        ("plain", "Send", "ssm:GetParametersByPath", "ssm:GetParameterByPath", {}),
        ("wired", "LostPolicy", "sqs:SendMessage", "sqs:Send", {}),
    ],
    "SG302": [
        ("flow", "Start", "bedrock:InvokeModel", "bedrock-runtime:InvokeModel", {}),
        ("flow", "Start", "states:DescribeExecution", "stepfunctions:DescribeExecution", {}),
        ("orders", "Work", "events:PutEvents", "eventbridge:PutEvents", {}),
        ("uploads", "Report", "ses:SendEmail", "sesv2:SendEmail", {}),
        ("roles", "CountPolicy", "kinesis:ListStreams", "kinesisstreams:ListStreams", {}),
    ],
    "SG303": [
        ("orders", "Work", "dynamodb:UpdateItem", "dynamodb:Upsert*", {}),
        ("uploads", "ArchiveRole", "s3:GetBucketLocation", "s3:FindBucket*", {}),
        ("flow", "RefundPolicy", "'logs:*ResourcePolicy'", "'logs:*ResourcesPolicies'", {}),
    ],
    "SG304": [
        ("orders", "Work", "!Sub arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}",
         "!GetAtt Shop.Arn", {"line": "dynamodb:UpdateItem"}),
        ("orders", "Work", "Resource: !GetAtt Shop.Arn", "Resource: !GetAtt Orders.Arn", {"line": "events:PutEvents"}),
        ("flow", "Start", "execution:${Pay.Name}:*", "stateMachine:${Pay.Name}", {"line": "states:DescribeExecution"}),
        ("roles", "CountPolicy", "Resource: !GetAtt Lost.Arn",
         "Resource: !GetAtt CountRole.Arn", {"line": "sqs:SendMessage", "also": "SG507 SG401"}),
        ("plain", "Send", "parameter/jobs/*", "document/jobs", {"line": "ssm:GetParametersByPath"}),
        ("orders", "Look", "Action: dynamodb:BatchGetItem", "Action: dynamodb:GetRecords", {"also": "SG203"}),
        ("orders", "Accept", "- kms:GenerateDataKey", "- kms:GenerateDataKey\n                - §sqs:PurgeQueue", {}),
    ],
    "SG305": [
        ("uploads", "ArchiveRole", "Resource: !Sub ${Results.Arn}/*",
         'Resource: [!Sub "${Results.Arn}/*", !GetAtt Archive.Arn]', {"also": "SG401"}),
        ("orders", "Look", "- !Sub ${Orders.Arn}/index/*",
         "- !Sub ${Orders.Arn}/index/*\n                - §!GetAtt Jobs.Arn", {}),
        ("flow", "Start", "Resource: !GetAtt TaskRole.Arn", "Resource: [!GetAtt TaskRole.Arn, !Ref Alarms]", {}),
        ("roles", "PollRole", "Resource: !GetAtt Failed.Arn", "Resource: [!GetAtt Failed.Arn, !GetAtt Events.Arn]", {}),
    ],
    "SG306": [
        ("uploads", "Report", "s3:GetObjectTagging", "s3:ListAllMyBuckets", {}),
        ("roles", "CountPolicy", 'Action: kinesis:ListStreams\n            Resource: "*"',
         "Action: §kinesis:ListStreams\n            Resource: !GetAtt Events.Arn", {}),
        ("roles", "PollRole", "sqs:GetQueueAttributes]", "sqs:GetQueueAttributes, sqs:ListQueues]", {}),
        ("flow", "RefundPolicy",
         "Action: [xray:PutTraceSegments, xray:PutTelemetryRecords, xray:GetSamplingRules, "
         "xray:GetSamplingTargets]\n            Resource: '*'",
         "Action: §[xray:PutTraceSegments, xray:PutTelemetryRecords]\n            Resource: !GetAtt Charge.Arn",
         {"also": "SG513"}),
        ("orders", "Work", "Action: dynamodb:UpdateItem", "Action: [dynamodb:UpdateItem, dynamodb:ListStreams]", {}),
        ("orders", "Work", "Action: events:PutEvents\n              Resource: !GetAtt Shop.Arn",
         "Action: §cloudwatch:PutMetricData\n              Resource: !GetAtt Shop.Arn", {}),
    ],
    "SG307": [
        ("orders", "Work", "Resource: !GetAtt Shop.Arn", 'Resource: "*"', {}),
        ("flow", "Start",
         "Resource: !Sub arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:${Pay.Name}:*",
         "Resource: '*'", {}),
        ("uploads", "Thumbnail", "Resource: !Sub ${Results.Arn}/thumbnails/*", 'Resource: ["*"]', {}),
    ],
    "SG308": [
        ("uploads", "Report", "Resource: !Sub ${Results.Arn}/*", "Resource: !Sub arn:aws:s3:::${Results.Arn}/*", {}),
        ("flow", "Start", "arn:${AWS::Partition}:bedrock:${AWS::Region}::foundation-model",
         "arn:aws:bedrock::${AWS::Region}:foundation-model", {"also": "SG304"}),
        ("orders", "Work", "!Sub arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}",
         "arn:aws:dynamodb:table/orders", {"also": "SG304"}),
        ("uploads", "Report", "arn:${AWS::Partition}:ses:${AWS::Region}",
         "arn:amazon:ses:${AWS::Region}", {"also": "SG304"}),
        ("roles", "PollRole", "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}",
         "arn:${AWS::Partition}:logs:${AWS::Region}:1234", {"also": "SG304 SG513"}),
        ("flow", "Start", "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}",
         "arn:${AWS::Partition}:secretsmanager:eu west:${AWS::AccountId}", {"also": "SG304"}),
        ("plain", "Send", '"arn", {"Ref": "AWS::Partition"}, "ssm"',
         '"arn", {"Ref": "AWS::Partition"}, "SSM"', {"line": '"Resource": {\n', "also": "SG304"}),
    ],
    "SG309": [
        ("plain", "Send", '{"Fn::GetAtt": ["Data", "Arn"]}',
         '{"Fn::GetAtt": ["Jobs", "QueueName"]}', {"also": "SG304"}),
        ("orders", "Work", "Resource: !GetAtt Shop.Arn", "Resource: !Ref Shop", {}),
        ("roles", "PollRole", "Resource: !GetAtt Failed.Arn", "Resource: !Ref Failed", {"also": "SG507"}),
        ("roles", "CountPolicy", "Resource: !GetAtt Key.Arn", "Resource: !Ref Key", {"also": "SG505"}),
        ("uploads", "Thumbnail", "Resource: !Sub ${Results.Arn}/thumbnails/*",
         "Resource: !Sub ${Results}/thumbnails/*", {}),
        ("plain", "Send", '{"Fn::GetAtt": ["Data", "Arn"]}', '{"Ref": "Data"}', {}),
        ("flow", "Start", "Resource: !GetAtt TaskRole.Arn", "Resource: !Ref TaskRole", {}),
        ("uploads", "ArchiveRole", "Resource: !GetAtt Results.Arn",
         'Resource: !If [Production, !GetAtt Results.Arn, ""]', {}),
    ],
    "SG310": [
        ("flow", "Start", "Resource: !Sub arn:${AWS::Partition}:bedrock",
         "Resource: arn:${AWS::Partition}:bedrock", {}),
        ("uploads", "Thumbnail", "Resource: !Sub ${Results.Arn}/thumbnails/*",
         'Resource: "${Results.Arn}/thumbnails/*"', {}),
        ("roles", "PollRole", "Resource: !Sub arn:${AWS::Partition}:logs",
         "Resource: arn:${AWS::Partition}:logs", {"also": "SG513"}),
        ("plain", "Send", '{"Fn::Sub": "${Data.Arn}/*"}', '"arn:aws:s3:::${Data}/*"', {}),
        ("uploads", "Report", "s3:prefix: !Sub ${Prefix}*", "s3:prefix: ${Prefix}*", {}),
    ],
    "SG311": [
        ("flow", "Start", "states:${AWS::Region}", "states:${AWS::region}", {"also": "SG321"}),
        ("flow", "Start", "bedrock:${AWS::Region}", "bedrock:${AWS:Region}", {}),
        ("flow", "Start", "secretsmanager:${AWS::Region}", "secretsmanager$:{AWS::Region}", {}),
        ("orders", "Work", "dynamodb:${AWS::Region}:${AWS::AccountId}",
         "dynamodb:${aws::Region}:${AWS::AccountId}", {"also": "SG321"}),
        ("roles", "PollRole", "${AWS::AccountId}", "${Aws::AccountId}", {"also": "SG321 SG513"}),
    ],
    "SG312": [
        ("orders", "Look", '        - Version: "2012-10-17"\n          Statement',
         "        - Statement", {"line": "aws:PrincipalTag"}),
        ("orders", "Look", '        - Version: "2012-10-17"\n          Statement',
         '        - Version: "2008-10-17"\n          Statement', {"line": "aws:PrincipalTag"}),
        ("plain", "Send",
         '"Version": "2012-10-17",\n            "Statement": [\n              {\n'
         '                "Effect": "Allow",\n'
         '                "Action": ["s3:GetObject", "s3:PutObject"],\n'
         '                "Resource": {"Fn::Sub": "${Data.Arn}/*"}',
         '"Statement": [\n              {\n                "Effect": "Allow",\n'
         '                "Action": ["s3:GetObject", "s3:PutObject"],\n'
         '                §"Resource": {"Fn::Sub": "${Data.Arn}/${!aws:userid}/*"}', {}),
    ],
    "SG313": [
        ("orders", "Work",
         "            - Effect: Allow\n              Action: events:PutEvents\n"
         "              Resource: !GetAtt Shop.Arn",
         "            - !If [IsBig, §{Effect: Allow, Action: events:PutEvents}, !Ref AWS::NoValue]", {}),
        ("orders", "Work", "            - Effect: Allow\n              Action: events",
         "            - Effect: allow\n              Action: events", {}),
        ("orders", "Work", "\n              Resource: !GetAtt Shop.Arn",
         "", {"line": "- Effect: Allow\n              Action: events:PutEvents"}),
        ("orders", "Look", "Sid: ReadOrders", "Sid: Read orders", {}),
        ("orders", "Look", "Sid: ReadOrders",
         "Sid: OwnItems",
         {"line": "Sid: OwnItems\n              Effect: Allow\n              Action: dynamodb:BatchGetItem"}),
        ("uploads", "Report", "StringLike:", "StringsLike:", {}),
        ("uploads", "Thumbnail", "Sid: WriteThumbnails", 'Principal: "*"', {}),
        ("flow", "Start", "Action: iam:PassRole", "Actions: iam:PassRole", {}),
        ("flow", "Start", "'2012-10-17'", "'2012-10-18'", {}),
        ("wired", "LostPolicy", "            Principal:\n              Service: events.amazonaws.com\n",
         "", {"line": "- Effect: Allow", "also": "SG504"}),
        ("roles", "PollRole", "Action: sts:AssumeRole", 'Action: sts:AssumeRole\n            §Resource: "*"', {}),
        ("flow", "RefundPolicy", "Resource: [!GetAtt Charge.Arn, !Sub '${Charge.Arn}:*']",
         "Resource: [!GetAtt Charge.Arn]\n            NotResource: '*'", {"line": "- Effect: Allow"}),
        ("plain", "Send", '"Effect": "Allow",\n                "Action": "s3:ListBucket"',
         '"Effect": "All",\n                "Action": "s3:ListBucket"', {}),
    ],
    "SG315": [
        ("flow", "Start", "Resource: !GetAtt TaskRole.Arn", "Resource: '*'", {}),
        ("roles", "CountPolicy", "Action: kinesis:ListStreams",
         "Action: [kinesis:ListStreams, iam:PassRole]", {"line": 'Resource: "*"'}),
        ("uploads", "ArchiveRole", "Action: s3:ListAllMyBuckets",
         "Action: [s3:ListAllMyBuckets, iam:passrole]", {"line": 'Resource: "*"'}),
        ("flow", "Start", "Resource: !GetAtt TaskRole.Arn",
         "Resource: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*", {}),
        ("flow", "RefundPolicy", "'logs:*LogDelivery'", "'logs:*LogDelivery', 'iam:Pass*'", {"line": "Resource: '*'"}),
    ],
    "SG316": [
        ("flow", "Start", "secret:shop/bank-??????", "secret:${TaskRole}/bank", {}),
        ("flow", "Start", "secret:shop/bank-??????", "secret:shop/bank", {}),
        ("flow", "Start",
         "!Sub arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:shop/bank-??????",
         "arn:aws:secretsmanager:eu-west-1:123456789012:secret:SHOP-12345", {}),
        ("flow", "Charge", "SecretArn: !Ref BankPassword",
         "SecretArn: !Sub arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:bank", {}),
        ("plain", "Send", '"ssm", {"Ref": "AWS::Region"}, {"Ref": "AWS::AccountId"}, "parameter/jobs/*"',
         '"secretsmanager", {"Ref": "AWS::Region"}, {"Ref": "AWS::AccountId"}, "secret:jobs"',
         {"line": '"Resource": {\n', "also": "SG304"}),
    ],
    "SG318": [
        ("orders", "Work", "Action: events:PutEvents\n              Resource: !GetAtt Shop.Arn",
         'Action: §"*"\n              Resource: "*"', {}),
        ("roles", "CountPolicy", "Action: kinesis:ListStreams", 'Action: "*"', {}),
        ("uploads", "ArchiveRole", "Action: s3:ListAllMyBuckets", 'Action: ["*:*"]', {}),
        ("flow", "RefundPolicy",
         "Action: [xray:PutTraceSegments, xray:PutTelemetryRecords, xray:GetSamplingRules, xray:GetSamplingTargets]",
         "Action: ['*']", {}),
        ("roles", "CountPolicy", "Action: kinesis:ListStreams", "NotAction: §kinesis:ListStreams", {}),
        ("uploads", "ArchiveRole", "Action: s3:ListAllMyBuckets", "Action: [s3:ListAllMyBuckets, iam:*]", {"also": "SG315"}),
    ],
    "SG320": [
        ("orders", "Look", "                - !Sub ${Orders.Arn}/index/*\n", "", {"line": "- !GetAtt Orders.Arn"}),
        ("orders", "Work",
         "Action: dynamodb:UpdateItem\n"
         "              Resource: !Sub "
         "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}",
         "Action: dynamodb:Query\n"
         "              Resource: §!Sub "
         "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}", {}),
        ("orders", "Work",
         "Action: dynamodb:UpdateItem\n"
         "              Resource: !Sub "
         "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}",
         "Action: [dynamodb:GetItem, dynamodb:Query]\n              Resource: [§!GetAtt Orders.Arn]", {}),
    ],
    "SG321": [
        ("orders", "Work", "Resource: !GetAtt Shop.Arn", "Resource: !GetAtt Shops.Arn", {}),
        ("orders", "Accept", "TableName: !Ref Orders", "TableName: !Ref Order", {"also": "SG505"}),
        ("uploads", "Thumbnail", "${Results.Arn}/thumbnails", "${Result.Arn}/thumbnails", {}),
        ("flow", "RefundPolicy", "Resource: [!GetAtt Charge.Arn,", "Resource: [!GetAtt Charges.Arn,", {}),
        ("plain", "Send", '{"Fn::GetAtt": ["Data", "Arn"]}', '{"Fn::GetAtt": ["Datum", "Arn"]}', {}),
        ("wired", "InboxPolicy", "Resource: !GetAtt Inbox.Arn", "Resource: !GetAtt Outbox.Arn", {}),
    ],
    "SG322": [
        ("orders", "Work", '        - Version: "2012-10-17"\n          Statement:\n            Effect',
         "        - §Statement:\n            Effect", {}),
        ("flow", "RefundPolicy", "        Version: '2012-10-17'\n", "", {"line": "Statement:"}),
        ("plain", "Send", '            "Version": "2012-10-17",\n',
         "", {"line": '          {\n            "Statement"'}),
        ("uploads", "ArchiveRole", '        Version: "2012-10-17"\n        Statement', "        Statement", {}),
    ],
    "SG323": [
        ("uploads", "Report", "Resource: !Sub ${Results.Arn}/*",
         'Resource: [!GetAtt Results.Arn, !Sub "${Results.Arn}/*"]', {}),
        ("uploads", "ArchiveRole", "Resource: !GetAtt Results.Arn",
         'Resource: [!GetAtt Results.Arn, !Sub "${Results.Arn}/*"]', {}),
        ("plain", "Send", '"Resource": {"Fn::GetAtt": ["Data", "Arn"]}',
         '"Resource": [{"Fn::GetAtt": ["Data", "Arn"]}, {"Fn::Sub": "arn:aws:s3:::${Data}/*"}]', {}),
    ],
    "SG324": [
        ("uploads", "ArchiveRole", "- s3:DeleteObject", "- s3:DeleteObject\n                  - §s3:ListBucket", {}),
        ("uploads", "ArchiveRole", "- s3:GetBucketLocation", "- s3:GetObject", {}),
        ("plain", "Send", '"Action": "s3:ListBucket"', '"Action": ["s3:ListBucket", "s3:GetObject"]', {}),
    ],
    "SG325": [
        ("orders", "Work", "dynamodb:UpdateItem", "dynamodb:*", {}),
        ("uploads", "ArchiveRole", "- s3:GetBucketLocation", "- s3:*", {}),
        ("roles", "CountPolicy", "Action: sqs:SendMessage", 'Action: "sqs:*"', {}),
        ("orders", "Work", "Action: events:PutEvents", 'Action: "*"', {}),
        ("plain", "Send", '"Action": ["s3:GetObject"', '"Action": ["s3:*"', {}),
    ],
    "SG326": [
        ("orders", "Work", "dynamodb:${AWS::Region}:${AWS::AccountId}",
         "dynamodb:${AWS::Region}:123456789012", {"line": "Resource: !Sub"}),
        ("flow", "Start", "states:${AWS::Region}", "states:eu-west-1", {}),
        ("roles", "PollRole", "arn:${AWS::Partition}:logs", "arn:aws:logs", {}),
        ("uploads", "Thumbnail", "!Sub ${Results.Arn}/thumbnails/*", "arn:aws:s3:::thumbnails/*", {"line": "arn:aws"}),
    ],
    "SG327": [
        ("uploads", "Thumbnail", "!Sub ${Results.Arn}/thumbnails/*", "!Sub ${Results.Arn}/${aws:username}/*", {}),
        ("orders", "Look", 'Resource: !GetAtt Orders.Arn\n              Condition',
         'Resource: !Sub "${Orders.Arn}/${aws:PrincipalTag/customer}"\n              Condition', {"also": "SG304"}),
    ],
    "SG328": [
        ("uploads", "ArchiveRole", "Action: s3:ListAllMyBuckets",
         "Action: [s3:ListAllMyBuckets, §scheduler:CreateSchedule]", {}),
    ],
    "SG329": [
        ("uploads", "ArchiveRole", "Action: s3:ListAllMyBuckets", "Action: [s3:ListAllMyBuckets, §ecs:RunTask]", {}),
    ],
    "SG330": [
        ("flow", "RefundPolicy", "Resource: [!GetAtt Charge.Arn, !Sub '${Charge.Arn}:*']",
         "Resource: !Sub arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${AWS::StackName}-Charge-*", {}),
    ],
    "SG401": [
        ("uploads", "Thumbnail", "BucketName: !Sub uploads-${AWS::AccountId}",
         "BucketName: !Ref Uploads", {"at": "Uploads"}),
        ("uploads", "Thumbnail", "RESULTS: !Ref Results",
         "RESULTS: !Ref Results\n          UPLOADS: !Ref Uploads", {"at": "Uploads"}),
        ("uploads", "Thumbnail", "CodeUri: thumbnail/",
         'CodeUri: thumbnail/\n      LoggingConfig: {LogGroup: !Sub "/aws/lambda/${Thumbnail}"}', {"at": "Thumbnail"}),
        ("uploads", "ArchiveRole", 'Action: s3:ListAllMyBuckets\n                Resource: "*"',
         "Action: lambda:InvokeFunction\n                Resource: !GetAtt Archive.Arn", {"at": "Archive"}),
        ("flow", "Charge", "StateMachineName: payment", "StateMachineName: !GetAtt Pay.Name", {"at": "Charge"}),
        ("orders", "Accept", "QUEUE: !Ref Jobs",
         "QUEUE: !Ref Jobs\n          URL: !Sub https://${Api}.example.org", {"at": "Api"}),
        ("wired", "Greet", "CodeUri: greet/",
         "CodeUri: greet/\n      Environment: {Variables: {POOL: !Ref People}}", {"at": "People"}),
        ("roles", "CountPolicy", "Resource: !GetAtt Lost.Arn",
         "Resource: !GetAtt Count.Arn", {"at": "Count", "also": "SG304 SG507"}),
    ],
    "SG402": [
        ("orders", "Work", GRANT + '            - Effect', GRANT + LONG + '            - Effect', {"at": "Work"}),
        ("roles", "PollRole", "            Statement:\n              - Effect",
         '            Statement:\n' + LONG.replace('  - {', '    - {') + '              - Effect', {"at": "PollRole"}),
        ("roles", "CountPolicy", "        Statement:\n",
         '        Statement:\n' + LONG.replace('            -', '          -'), {"line": "Version:"}),
        ("orders", "Look", "- AWSLambdaBasicExecutionRole",
         ''.join((f'- arn:aws:iam::123456789012:policy/own-{n}\n        ' for n in range(21))).rstrip(),
         {"at": "Look"}),
    ],
    "SG403": [
        ("orders", "Work", "Queue: !GetAtt Jobs.Arn", "Queue: !GetAtt Jobs.QueueArn", {}),
        ("orders", "Accept", "QUEUE: !Ref Jobs", "QUEUE: !GetAtt Jobs.Url", {}),
        ("flow", "Refund", "ChargeArn: !GetAtt Charge.Arn", "ChargeArn: !GetAtt Charge.FunctionArn", {}),
        ("uploads", "Thumbnail", "!Sub ${Results.Arn}/thumbnails/*", "!Sub ${Results.BucketArn}/thumbnails/*", {}),
    ],
    "SG404": [
        ("uploads", None, "  Results:\n    Type: AWS::S3::Bucket\n",
         "  Results:\n    Type: AWS::S3::Bucket\n    Condition: Production\n",
         {"at": "Thumbnail", "line": "!Sub ${Results.Arn}/thumbnails/*"}),
    ],
    "SG501": [
        ("wired", "NightlyMayClean", "FunctionName: !Ref Clean",
         "FunctionName: !Ref Tell", {"at": "Nightly", "line": "Arn: !GetAtt Clean.Arn"}),
        ("wired", "NightlyMayClean", "Principal: events",
         "Principal: sns", {"at": "Nightly", "line": "Arn: !GetAtt Clean.Arn", "also": "SG503"}),
        ("wired", "NewsMayTell", "Type: AWS::Lambda::Permission",
         "Type: Custom::Permission", {"at": "NewsToTell", "line": "Endpoint:"}),
        ("wired", "FilesMayIndex", "FunctionName: !Ref Index",
         "FunctionName: !Ref Web", {"at": "Files", "line": "Function: !GetAtt Index"}),
        ("wired", "PeopleMayGreet", "FunctionName: !Ref Greet",
         "FunctionName: !Ref Web", {"at": "People", "line": "PreSignUp"}),
        ("plain", "JobMaySend", "AWS::Lambda::Permission", "Custom::Permission", {"at": "Job", "line": '"Targets"'}),
    ],
    "SG502": [
        ("wired", "NightlyMayClean", "\n      SourceArn: !GetAtt Nightly.Arn", "", {"line": "Principal"}),
        ("wired", "NewsMayTell", "\n      SourceArn: !Ref News", "", {"line": "Principal"}),
        ("wired", "FilesMayIndex", "\n      SourceAccount: !Ref AWS::AccountId", "", {"line": "Principal"}),
        ("wired", "PeopleMayGreet", "\n      SourceArn: !GetAtt People.Arn", "", {"line": "Principal"}),
        ("plain", "JobMaySend", ',\n        "SourceArn": {"Fn::GetAtt": ["Job", "Arn"]}', "", {"line": '"Principal"'}),
    ],
    "SG503": [
        ("wired", "NewsMayTell", "SourceArn: !Ref News",
         "SourceArn: !Ref News\n      §SourceAccount: !Ref AWS::AccountId", {}),
        ("wired", "NewsMayTell", "SourceArn: !Ref News", "SourceArn: !GetAtt Inbox.Arn", {"also": "SG501"}),
        ("wired", "NightlyMayClean", "Principal: events.amazonaws.com",
         "Principal: scheduler.amazonaws.com", {"also": "SG501"}),
        ("wired", "BalancerMayWeb", "Principal: apigateway.amazonaws.com",
         "Principal: events.amazonaws.com", {"line": "SourceArn"}),
        ("plain", "JobMaySend", '"events.amazonaws.com"', '"sqs.amazonaws.com"', {"also": "SG501"}),
    ],
    "SG504": [
        ("wired", "LostPolicy", "Queues: [!Ref Lost]",
         "Queues: [!Ref Inbox]", {"at": "Nightly", "line": "Arn: !GetAtt Lost.Arn"}),
        ("wired", "LostPolicy", "Service: events.amazonaws.com",
         "Service: sns.amazonaws.com", {"at": "Nightly", "line": "Arn: !GetAtt Lost.Arn"}),
        ("wired", "InboxPolicy", "Principal: {Service: sns.amazonaws.com}",
         "Principal: {Service: lambda.amazonaws.com}", {"at": "NewsToInbox", "line": "Endpoint"}),
        ("wired", "ArrivedPolicy", "Queues: [!Ref Arrived]",
         "Queues: [!Ref Lost]", {"at": "Files", "line": "Queue: !GetAtt Arrived.Arn"}),
        ("orders", "Work", "Schedule: rate(1 day)",
         "Schedule: rate(1 day)\n            DeadLetterConfig: {§Arn: !GetAtt FailedJobs.Arn}", {}),
        ("wired", "InboxPolicy", "Effect: Allow", "Effect: Deny", {"at": "NewsToInbox", "line": "Endpoint"}),
    ],
    "SG505": [
        ("orders", "Accept", "                - kms:GenerateDataKey\n", "", {"at": "Accept"}),
        ("orders", "Look", "        - KMSDecryptPolicy:\n            KeyId: !Ref DataKey\n", "", {"at": "Look"}),
        ("orders", "Work", "Action: kms:Decrypt", "Action: kms:Encrypt", {"at": "Work"}),
        ("roles", "CountPolicy", "Action: [kms:Decrypt, kms:GenerateDataKey]",
         "Action: kms:GenerateDataKey", {"at": "Count"}),
        ("roles", "Mirror", "Resource: !GetAtt Key.Arn",
         "Resource: arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab", {"at": "Mirror"}),
        ("orders", "News", "Type: AWS::SNS::Topic",
         "Type: AWS::SNS::Topic\n    Properties: {KmsMasterKeyId: !Ref OtherKey}\n"
         '  OtherKey: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Version: "2012-10-17", Statement: '
         '[{Effect: Allow, Principal: {AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"}, Action: kms:*, '
         'Resource: "*"}]}}}', {"at": "Accept"}),
    ],
    "SG506": [
        ("uploads", "ArchiveRole", "Service: lambda.amazonaws.com",
         "Service: events.amazonaws.com", {"at": "Archive", "line": "Role: "}),
        ("roles", "CountRole", "- lambda.amazonaws.com", "- lambda.amazon.com", {"at": "Count", "line": "Role: "}),
        ("roles", "PollRole", "[lambda.amazonaws.com, edgelambda.amazonaws.com]",
         "edgelambda.amazonaws.com", {"at": "Poll", "line": "Role: "}),
        ("flow", "RefundRole", "states.amazonaws.com", "lambda.amazonaws.com", {"at": "Refund", "line": "Role: "}),
        ("flow", "Refund", "Role: !GetAtt RefundRole.Arn", "Role: !GetAtt TaskRole.Arn", {"also": "SG508 SG511 SG513"}),
        ("orders", "Look", "CodeUri: look/",
         "CodeUri: look/\n"
         '      AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Principal: '
         "{Service: edgelambda.amazonaws.com}, Action: sts:AssumeRole}]}", {"line": "AssumeRolePolicyDocument"}),
    ],
    "SG507": [
        ("roles", "CountRole", "AWSLambdaVPCAccessExecutionRole",
         "AWSLambdaBasicExecutionRole", {"at": "Count", "line": "Role: "}),
        ("roles", "CountPolicy", "Action: sqs:SendMessage",
         "Action: sqs:GetQueueUrl", {"at": "Count", "line": "Role: "}),
        ("roles", "CountPolicy", "              - kinesis:GetRecords\n", "", {"at": "Count", "line": "Role: "}),
        ("roles", "PollRole", "sqs:ReceiveMessage, ", "", {"at": "Poll", "line": "EventSourceArn"}),
        ("uploads", "Archive", "Role: !GetAtt ArchiveRole.Arn",
         "Role: !GetAtt ArchiveRole.Arn\n"
         "      VpcConfig: {SubnetIds: [subnet-0123456789abcdef0], SecurityGroupIds: "
         "[sg-0123456789abcdef0]}", {"line": "Role: "}),
        ("uploads", "Archive", "Role: !GetAtt ArchiveRole.Arn",
         "Role: !GetAtt ArchiveRole.Arn\n"
         "      EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: EventBridge, Destination: "
         '"arn:aws:events:eu-west-1:123456789012:event-bus/default"}}}', {"line": "Role: "}),
    ],
    "SG508": [
        ("flow", "Pay", "                - logs:CreateLogDelivery\n", "", {"line": "Level: ERROR"}),
        ("flow", "RefundPolicy", "'logs:*LogDelivery'",
         "'logs:GetLogDelivery'", {"at": "Refund", "line": "Level: ALL"}),
        ("flow", "Pay", "logs:CreateLogDelivery", "logs:CreateLogGroup", {"line": "Level: ERROR"}),
    ],
    "SG509": [
        ("roles", "Mirror", "                Type: SQS\n                Destination: !GetAtt Failed.Arn\n        Visit",
         "                §Destination: !GetAtt Failed.Arn\n        Visit", {}),
        ("roles", "Mirror", "                Type: SQS\n                Destination: !GetAtt Late.Arn\n      Policies",
         "                §Destination: !GetAtt Late.Arn\n      Policies", {}),
        ("orders", "Work", "        Nightly:",
         "        Trail:\n          Type: DynamoDB\n"
         "          Properties: {Stream: !GetAtt Orders.StreamArn, StartingPosition: LATEST, "
         "DestinationConfig: {OnFailure: §{Destination: !GetAtt FailedJobs.Arn}}}\n        Nightly:", {}),
    ],
    "SG510": [
        ("orders", "Accept", "        - SQSSendMessagePolicy:\n            QueueName: !GetAtt Jobs.QueueName\n",
         "", {"line": "QUEUE"}),
        ("flow", "Start", "MACHINE: !Ref Pay", "MACHINE: !Ref Pay\n          §TOPIC: !Ref Alarms", {}),
        ("uploads", "Thumbnail", "Resource: !Sub ${Results.Arn}/thumbnails/*",
         "Resource: arn:aws:s3:::thumbnails/*", {"line": "RESULTS"}),
        ("wired", "Clean", "CodeUri: clean/",
         "CodeUri: clean/\n      Environment: {Variables: §{QUEUE: !Ref Inbox}}", {}),
    ],
    "SG511": [
        ("flow", "Pay", "        - SQSSendMessagePolicy:\n            QueueName: !GetAtt Refused.QueueName\n",
         "", {"line": "Queue: !Ref Refused"}),
        ("flow", "Pay", "        - LambdaInvokePolicy:\n            FunctionName: !Ref Charge\n",
         "", {"line": "ChargeArn"}),
        ("flow", "Pay", "        - DynamoDBCrudPolicy:\n            TableName: !Ref Payments\n",
         "", {"line": "Table: "}),
        ("flow", "RefundPolicy", "Resource: [!GetAtt Charge.Arn, !Sub '${Charge.Arn}:*']",
         "Resource: !GetAtt Start.Arn", {"at": "Refund", "line": "ChargeArn"}),
        ("flow", "Refund", "DefinitionUri: refund.asl.json",
         "Definition: {StartAt: Cry, States: {Cry: {Type: Task, End: true, Resource: "
         "arn:aws:states:::sns:publish, Parameters: {TopicArn: §!Ref Alarms, Message: !Ref Refused}}}}", {}),
        ("flow", "Refund", "DefinitionUri: refund.asl.json",
         "Definition: {StartAt: Go, States: {Go: {Type: Task, End: true, Resource: §!GetAtt Start.Arn}}}", {}),
        ("flow", "Pay", "Topic: !Ref Alarms",
         "Topic: !Ref Alarms\n        §Other: !GetAtt Start.Arn", {"also": "SG401"}),
    ],
    "SG512": [
        ("wired", "BalancerMayWeb",
         "\n      SourceArn: !Sub arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:abcde12345/*",
         "", {"line": "Principal"}),
        ("wired", "BalancerMayWeb",
         "Principal: apigateway.amazonaws.com\n"
         "      SourceArn: !Sub "
         "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:abcde12345/*",
         "Principal: elasticloadbalancing.amazonaws.com", {}),
        ("plain", "JobMaySend",
         '"Principal": "events.amazonaws.com",\n        "SourceArn": {"Fn::GetAtt": ["Job", "Arn"]}',
         '§"Principal": "secretsmanager.amazonaws.com"', {"also": "SG501"}),
    ],
    "SG513": [
        ("uploads", "ArchiveRole", "policy/service-role/AWSLambdaBasicExecutionRole",
         "policy/AWSXRayDaemonWriteAccess", {"at": "Archive", "line": "Role: "}),
        ("roles", "CountRole", "        - arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess\n",
         "", {"at": "Count", "line": "Role: "}),
        ("roles", "PollRole", "logs:PutLogEvents", "logs:GetLogEvents", {"at": "Poll", "line": "Role: "}),
        ("roles", "PollRole", "xray:PutTraceSegments, ", "", {"at": "Poll", "line": "Role: "}),
        ("flow", "RefundPolicy", "xray:PutTraceSegments, ", "", {"at": "Refund", "line": "Role: "}),
    ],
    "SG514": [
        ("flow", "Pay", "Enabled: true", "Enabled: 'true'", {}),
        ("flow", "Pay", "Enabled: true", 'Enabled: !Equals ["a", "a"]', {}),
        ("flow", "Pay", "Tracing:\n        Enabled: true", 'Tracing: {§Enabled: "True"}', {}),
    ],
    "SG515": [
        ("orders", "Accept", "      Events:\n", "      Events:\n" + CERTIFICATE, {}),
        ("uploads", "Thumbnail", "      Events:\n", "      Events:\n" + CERTIFICATE, {}),
        ("roles", "Mirror", "      Events:\n", "      Events:\n" + CERTIFICATE, {}),
    ],
    "SG516": [
        ("wired", None, TELLS.format("", "FunctionName: !GetAtt Tell.Arn"),
         TELLS.format("      FunctionName: tell\n", "§FunctionName: tell"), {"at": "NewsMayTell", "line": "FunctionName: tell"}),
    ],
    "SG517": [
        ("wired", "FilesMayIndex", "s3:::files-${AWS::AccountId}", "s3:::file-${AWS::AccountId}", {}),
        ("wired", "FilesMayIndex", "s3:::files-${AWS::AccountId}", "s3:::files${AWS::AccountId}", {}),
    ],
    "SG518": [
        ("flow", None, "  TaskRole:\n", delivery(WRONG), {"at": "Delivery", "line": "RoleARN"}),
    ],
    "SG519": [
        ("flow", None, "  TaskRole:\n", delivery(LATE), {"at": "Delivery", "line": "RoleARN"}),
    ],
}


class Case(collections.namedtuple("Case", "code template resource old new about")):
    def broken(self):
        """The text of the template, the line where the finding is to be, and the resource that it is to be about."""
        text = read(self.template)
        start, end = span_of(text, self.resource)
        at = text.find(self.old, start, end)
        if at < 0:
            raise ValueError(f"{self.template} has no {self.old!r} in {self.resource}")
        differs = len(os.path.commonprefix([self.old, self.new]))
        place = at + (self.new.index(MARK) if MARK in self.new else differs)
        text = text[:at] + self.new.replace(MARK, "") + text[at + len(self.old):]
        about, line = self.about.get("at", self.resource), self.about.get("line")
        if isinstance(line, int):
            return text, line, about
        if line:
            start, end = span_of(text, about)
            place = text.find(line, start, end)
            place = text.index(line) if place < 0 else place
        elif "at" in self.about:
            place = span_of(text, about)[0]
        return text, text.count("\n", 0, place) + 1, about


def read(template):
    return next(FOLDER.glob(template + ".*")).read_text()


def span_of(text, resource):
    """Where a resource begins and ends, by its indentation; the whole text without a name."""
    if resource is None:
        return 0, len(text)
    key = re.search(rf'^( +)"?{resource}"?:', text, re.M)
    after = re.compile(rf'^ {{0,{len(key[1])}}}[^ \n]', re.M).search(text, key.end())
    return key.start(), after.start() if after else len(text)


def cases():
    for code, rows in BREAKS.items():
        yield from (Case(code, *row) for row in rows)


def lint(samgen, path):
    run = program.run(samgen, "lint", "--format", "json", path)
    if run.returncode not in (0, 1):
        raise RuntimeError(run.stderr)
    return json.loads(run.stdout)["findings"]


def wrong_with(case, samgen, folder):
    """What is wrong, as texts."""
    text, line, about = case.broken()
    path = folder / f"template{next(FOLDER.glob(case.template + '.*')).suffix}"
    path.write_text(text)
    findings = lint(samgen, path)
    found = [f for f in findings if f["rule"] == case.code and f["line"] == line and f["resource"] == about]
    if not found:
        yield f"not found in line {line} at {about}"
    expected = {case.code, *SEQUELS.get(case.code, ()), *case.about.get("also", "").split()}
    for f in findings:
        if f["severity"] != "info" and f["rule"] not in expected or (not found and f["rule"] == case.code):
            yield f"line {f['line']} at {f['resource']}: {f['message']} [{f['rule']}]"


def judge(case, samgen):
    with tempfile.TemporaryDirectory() as folder:
        return list(wrong_with(case, samgen, Path(folder)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samgen", nargs="?", default=program.samgen())
    parser.add_argument("--show", metavar="CODE", default="")
    given = parser.parse_args()
    rules = re.findall(r"^  - code: (\w+)", (program.ROOT / "templates/rules.yaml").read_text(), re.M)
    failed = [f"{path.name} is not good: {finding}" for path in FOLDER.iterdir() for finding in lint(given.samgen, path)]
    failed += [f"no break for {code}" for code in rules if code not in BREAKS and code not in WITHOUT]
    all_cases = [case for case in cases() if case.code.startswith(given.show)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for case, wrong in zip(all_cases, pool.map(lambda case: judge(case, given.samgen), all_cases)):
            failed += [f"{case.code} {case.template} {case.resource}: {case.new.strip()[:70]!r}: {what}" for what in wrong]
    program.show(failed)
    print(f"{len(all_cases)} breaks, {len(rules)} rules, {len(failed)} wrong")
    return 1 if failed or not all_cases else 0


if __name__ == "__main__":
    sys.exit(main())
