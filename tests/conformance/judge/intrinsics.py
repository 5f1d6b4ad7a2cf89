"""Intrinsics with the values that CloudFormation gives them: Ref of a queue is its URL, Ref of a topic its ARN."""
import re

PSEUDO = {"AWS::Partition": "aws", "AWS::Region": "us-east-1", "AWS::AccountId": "123456789012", "AWS::StackName": "stack",
          "AWS::URLSuffix": "amazonaws.com", "AWS::NoValue": None}
STACK = {"partition": "aws", "region": "us-east-1", "account": "123456789012"}
HERE = "us-east-1:123456789012"
# Type -> the ARN of a resource, and the property that names it
ARNS = {
    "AWS::Cognito::UserPool": ("arn:aws:cognito-idp:{here}:userpool/{name}", ""),
    "AWS::DynamoDB::Table": ("arn:aws:dynamodb:{here}:table/{name}", "TableName"),
    "AWS::Events::EventBus": ("arn:aws:events:{here}:event-bus/{name}", "Name"),
    "AWS::Events::Rule": ("arn:aws:events:{here}:rule/{name}", "Name"),
    "AWS::IAM::Role": ("arn:aws:iam::123456789012:role/{name}", "RoleName"),
    "AWS::IoT::TopicRule": ("arn:aws:iot:{here}:rule/{name}", "RuleName"),
    "AWS::KMS::Key": ("arn:aws:kms:{here}:key/{name}", ""),
    "AWS::Kinesis::Stream": ("arn:aws:kinesis:{here}:stream/{name}", "Name"),
    "AWS::KinesisFirehose::DeliveryStream": ("arn:aws:firehose:{here}:deliverystream/{name}", "DeliveryStreamName"),
    "AWS::Lambda::Function": ("arn:aws:lambda:{here}:function:{name}", "FunctionName"),
    "AWS::S3::Bucket": ("arn:aws:s3:::{name}", "BucketName"),
    "AWS::SNS::Topic": ("arn:aws:sns:{here}:{name}", "TopicName"),
    "AWS::SQS::Queue": ("arn:aws:sqs:{here}:{name}", "QueueName"),
    "AWS::SecretsManager::Secret": ("arn:aws:secretsmanager:{here}:secret:{name}-AbCdEf", "Name"),
    "AWS::StepFunctions::StateMachine": ("arn:aws:states:{here}:stateMachine:{name}", "StateMachineName"),
}
REF_IS_ARN = ("AWS::SNS::Topic", "AWS::SecretsManager::Secret", "AWS::StepFunctions::StateMachine")
ARN_ATTRIBUTES = ("Arn", "TopicArn")
NAME_ATTRIBUTES = ("Name", "QueueName", "TopicName")


class Unresolved(KeyError):
    """A reference to nothing, or an attribute that is not known here."""


class Intrinsics:
    """Evaluates a value; attribute() says what a reference gives."""

    def attribute(self, name, attribute):
        raise NotImplementedError

    def sub(self, text, variables):
        def one(match):
            key = match[1]
            if key.startswith("!"):
                return "${" + key[1:] + "}"
            return self(variables[key]) if key in variables else self.attribute(*(key + ".Ref").split(".")[:2])
        return re.sub(r"\$\{([^}]*)\}", one, text)

    def __call__(self, node):
        if isinstance(node, list):
            return [value for value in map(self, node) if value is not None]
        if not isinstance(node, dict):
            return node
        key, value = next(iter(node.items()), ("", None))
        intrinsic = {
            "Ref": lambda: self.attribute(value, "Ref"),
            "Fn::GetAtt": lambda: self.attribute(*(value.split(".", 1) if isinstance(value, str) else value)),
            "Fn::Sub": lambda: self.sub(*([value, {}] if isinstance(value, str) else value)),
            "Fn::Join": lambda: value[0].join(self(value[1])),
            "Fn::Select": lambda: self(value[1])[int(value[0])],
            "Fn::Split": lambda: self(value[1]).split(value[0]),
        }
        if len(node) == 1 and key in intrinsic:
            return intrinsic[key]()
        return {name: self(item) for name, item in node.items()}


class OfStack(Intrinsics):
    """In a stack whose resources have the names of their ids, in small letters, where they are not named."""

    def __init__(self, resources):
        self.resources = resources

    def name(self, id_):
        resource = self.resources[id_]
        named = self(resource.get("Properties", {}).get(ARNS.get(resource["Type"], ("", ""))[1]))
        return named if isinstance(named, str) else id_.lower()

    def attribute(self, name, attribute):
        if name in PSEUDO:
            return PSEUDO[name]
        if name not in self.resources:
            raise Unresolved(name)
        kind = self.resources[name]["Type"]
        own = self.name(name)
        arn = ARNS.get(kind, ("arn:aws:unknown:{here}:{name}",))[0].format(here=HERE, name=own)
        if attribute in ARN_ATTRIBUTES or attribute == "Ref" and kind in REF_IS_ARN:
            return arn
        if attribute == "Ref" and kind == "AWS::SQS::Queue":
            return f"https://sqs.us-east-1.amazonaws.com/123456789012/{own}"
        if attribute == "Ref" or attribute in NAME_ATTRIBUTES:
            return own
        raise Unresolved(f"{name}.{attribute} of {kind}")
