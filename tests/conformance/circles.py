"""No circle: grants on resources that need the function, judged by the graph of what the SAM translator makes.

    circles.py [SAMGEN] [--show NAME]

Each case is a template and grants for a function of it. Written plainly into Policies they close a circle, or (`way` is
"plain") do not: the translator's graph must agree. After `samgen apply` the graph has no circle, every request that the
case asks for is allowed, a second run changes nothing, and each circle that samgen reports is one. The graphs are recorded.
"""
import argparse
import copy
import json
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from judge import program, reader, sam
from judge.recorded import Recorded, digest
from judge.sam import reached

HEAD = """Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Handler: app.handler, Runtime: python3.13, CodeUri: s3://code/app.zip}}
Parameters: {Stage: {Type: String, Default: dev}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
"""
BUCKET_EVENT = '{Arrived: {Type: S3, Properties: {Bucket: !Ref Data, Events: "s3:ObjectCreated:*"}}}'
F = "  F: {Type: AWS::Serverless::Function}\n"
F_ON_BUCKET = "  F: {Type: AWS::Serverless::Function, Properties: {Events: %s}}\n" % BUCKET_EVENT
BUCKET = "  Data: {Type: AWS::S3::Bucket}\n"
READ = "s3-read --bucket ${Data}"
MAY_READ = [("s3:GetObject", "${Data.Arn}/k"), ("s3:ListBucket", "${Data.Arn}")]
ROOT_STATEMENT = '{Effect: Allow, Principal: {AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"}, Action: "kms:*", Resource: "*"}'
KEY = """  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Version: "2012-10-17"
        Statement:
          - %s
          - {Effect: Allow, Principal: {AWS: !GetAtt FRole.Arn}, Action: kms:Decrypt, Resource: "*"}
""" % ROOT_STATEMENT
TABLE = """  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      KeySchema: [{AttributeName: id, KeyType: HASH}]
"""


@dataclass
class Case:
    """way: "apart" a policy resource, "named" the name in place of the reference, "plain" nothing to avoid."""
    name: str
    way: str
    resources: str
    grants: str
    allowed: list
    function: str = "F"

    def text(self):
        return HEAD + self.resources


CASES = [
    Case("a bucket that calls the function", "apart", BUCKET + F_ON_BUCKET, READ, MAY_READ),
    Case("the bucket after the function in the file", "apart", F_ON_BUCKET + BUCKET, READ, MAY_READ),
    Case("a bucket with a literal name", "named",
         "  Data: {Type: AWS::S3::Bucket, Properties: {BucketName: my-data}}\n" + F_ON_BUCKET, READ, MAY_READ),
    Case("a bucket named by a parameter", "named",
         "  Data: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Stage}}\n" + F_ON_BUCKET, READ, MAY_READ),
    Case("a bucket named by Fn::Sub", "named",
         '  Data: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "${AWS::StackName}-in"}}\n' + F_ON_BUCKET, READ,
         MAY_READ),
    Case("a bucket named by Fn::Join", "apart",
         '  Data: {Type: AWS::S3::Bucket, Properties: {BucketName: !Join ["-", [in, !Ref Stage]]}}\n' + F_ON_BUCKET, READ,
         MAY_READ),
    Case("a bucket named after the function", "apart",
         '  Data: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "data-${F}"}}\n' + F, READ, MAY_READ),
    Case("a bucket named after the bucket that calls", "apart",
         BUCKET + '  Copy: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "${Data}-copy"}}\n' + F_ON_BUCKET,
         "s3-write --bucket ${Copy}", [("s3:PutObject", "${Copy.Arn}/k")]),
    Case("a bucket and a prefix", "apart", BUCKET + F_ON_BUCKET, READ + " --prefix in/",
         [("s3:GetObject", "${Data.Arn}/in/k")]),
    Case("two grants, one of which closes a circle", "apart", BUCKET + "  Jobs: {Type: AWS::SQS::Queue}\n" + F_ON_BUCKET,
         READ + " + sqs-send --queue ${Jobs}", MAY_READ + [("sqs:SendMessage", "${Jobs.Arn}")]),
    Case("two grants that close circles", "apart", BUCKET + F_ON_BUCKET, READ + " + s3-write --bucket ${Data}",
         MAY_READ + [("s3:PutObject", "${Data.Arn}/k")]),
    Case("a bucket that notifies without an S3 event", "apart", F + """  Data:
    Type: AWS::S3::Bucket
    Properties:
      NotificationConfiguration:
        LambdaConfigurations: [{Event: "s3:ObjectCreated:*", Function: !GetAtt F.Arn}]
""", READ, MAY_READ),
    Case("a function with a condition", "apart",
         BUCKET + "  F: {Type: AWS::Serverless::Function, Condition: IsProd, Properties: {Events: %s}}\n" % BUCKET_EVENT,
         READ, MAY_READ),
    Case("a function with an alias", "apart", BUCKET + "  F:\n    Type: AWS::Serverless::Function\n"
         "    Properties: {AutoPublishAlias: live, Events: %s}\n" % BUCKET_EVENT, READ, MAY_READ),
    Case("a bucket that depends on the function", "apart", F + "  Data: {Type: AWS::S3::Bucket, DependsOn: F}\n", READ,
         MAY_READ),
    Case("a bucket that depends on a function that depends on it", "apart",
         F + "  G: {Type: AWS::Serverless::Function, DependsOn: F}\n  Data: {Type: AWS::S3::Bucket, DependsOn: [G]}\n", READ,
         MAY_READ),
    Case("a bucket encrypted by a key that names the role", "apart", KEY + F + """  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: {SSEAlgorithm: aws:kms, KMSMasterKeyID: !Ref Key}
""", READ, MAY_READ),
    Case("a bucket without an event", "plain", BUCKET + F, READ, MAY_READ),
    Case("a bucket that calls another function", "plain",
         BUCKET + F_ON_BUCKET + "  G: {Type: AWS::Serverless::Function}\n", READ, MAY_READ, "G"),
    Case("a user pool with a trigger", "apart", F + """  Pool:
    Type: AWS::Cognito::UserPool
    Properties: {LambdaConfig: {PreSignUp: !GetAtt F.Arn}}
""", "cognito-read --user-pool ${Pool}", [("cognito-idp:AdminGetUser", "${Pool.Arn}")]),
    Case("a user pool with a name, which is not its id", "apart", F + """  Pool:
    Type: AWS::Cognito::UserPool
    Properties: {UserPoolName: people, LambdaConfig: {PreSignUp: !GetAtt F.Arn}}
""", "cognito-read --user-pool ${Pool}", [("cognito-idp:AdminGetUser", "${Pool.Arn}")]),
    Case("a user pool with a Cognito event", "apart", """  Pool: {Type: AWS::Cognito::UserPool}
  F:
    Type: AWS::Serverless::Function
    Properties: {Events: {Sign: {Type: Cognito, Properties: {UserPool: !Ref Pool, Trigger: PreSignUp}}}}
""", "cognito-read --user-pool ${Pool}", [("cognito-idp:AdminGetUser", "${Pool.Arn}")]),
    Case("a key whose policy names the role", "apart", KEY + F, "kms-decrypt --kms-key ${Key}",
         [("kms:Decrypt", "${Key.Arn}")]),
    Case("a topic with an inline subscription", "apart", F + """  News:
    Type: AWS::SNS::Topic
    Properties: {Subscription: [{Protocol: lambda, Endpoint: !GetAtt F.Arn}]}
""", "sns-publish --topic ${News}", [("sns:Publish", "${News}")]),
    Case("a topic with a name and an inline subscription", "named", F + """  News:
    Type: AWS::SNS::Topic
    Properties: {TopicName: news, Subscription: [{Protocol: lambda, Endpoint: !GetAtt F.Arn}]}
""", "sns-publish --topic ${News}", [("sns:Publish", "${News}")]),
    Case("a topic with an SNS event", "plain", """  News: {Type: AWS::SNS::Topic}
  F: {Type: AWS::Serverless::Function, Properties: {Events: {Told: {Type: SNS, Properties: {Topic: !Ref News}}}}}
""", "sns-publish --topic ${News}", [("sns:Publish", "${News}")]),
    Case("a function that calls itself", "apart", F, "lambda-invoke --function ${F}", [("lambda:InvokeFunction", "${F.Arn}")]),
    Case("a named function that calls itself", "named",
         "  F: {Type: AWS::Serverless::Function, Properties: {FunctionName: again}}\n", "lambda-invoke --function ${F}",
         [("lambda:InvokeFunction", "${F.Arn}")]),
    Case("a function that calls its caller", "apart", F + """  G:
    Type: AWS::Serverless::Function
    Properties: {Policies: [{LambdaInvokePolicy: {FunctionName: !Ref F}}]}
""", "lambda-invoke --function ${G}", [("lambda:InvokeFunction", "${G.Arn}")]),
    Case("a function whose target has its name in the environment", "apart", F + """  G:
    Type: AWS::Serverless::Function
    Properties: {Environment: {Variables: {CALLER: !Ref F}}}
""", "lambda-invoke --function ${G}", [("lambda:InvokeFunction", "${G.Arn}")]),
    Case("a queue with a policy for the role", "plain", F + """  Jobs: {Type: AWS::SQS::Queue}
  JobsPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Jobs]
      PolicyDocument:
        Statement: [{Effect: Allow, Principal: {AWS: !GetAtt FRole.Arn}, Action: "sqs:*", Resource: !GetAtt Jobs.Arn}]
""", "sqs-send --queue ${Jobs}", [("sqs:SendMessage", "${Jobs.Arn}")]),
    Case("a queue that is polled", "plain", """  Jobs: {Type: AWS::SQS::Queue}
  F: {Type: AWS::Serverless::Function, Properties: {Events: {Job: {Type: SQS, Properties: {Queue: !GetAtt Jobs.Arn}}}}}
""", "sqs-send --queue ${Jobs}", [("sqs:SendMessage", "${Jobs.Arn}")]),
    Case("a queue encrypted by a key that names the role", "apart",
         KEY + F + "  Jobs: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: !Ref Key}}\n", "sqs-send --queue ${Jobs}",
         [("sqs:SendMessage", "${Jobs.Arn}")]),
    Case("a dead-letter queue", "plain", """  Jobs: {Type: AWS::SQS::Queue}
  F:
    Type: AWS::Serverless::Function
    Properties: {DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Jobs.Arn}}
""", "sqs-consume --queue ${Jobs}", [("sqs:ReceiveMessage", "${Jobs.Arn}")]),
    Case("a table whose stream is read", "plain", TABLE + """      StreamSpecification: {StreamViewType: NEW_IMAGE}
  F:
    Type: AWS::Serverless::Function
    Properties:
      Events: {Change: {Type: DynamoDB, Properties: {Stream: !GetAtt Orders.StreamArn, StartingPosition: LATEST}}}
""", "dynamodb-crud --table ${Orders}", [("dynamodb:PutItem", "${Orders.Arn}")]),
    Case("a table whose policy names the role", "apart", F + TABLE + """      ResourcePolicy:
        PolicyDocument:
          Statement: [{Effect: Allow, Principal: {AWS: !GetAtt FRole.Arn}, Action: "dynamodb:GetItem", Resource: "*"}]
""", "dynamodb-read --table ${Orders}", [("dynamodb:Query", "${Orders.Arn}")]),
    Case("a state machine that calls the function", "apart", F + """  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: s3://code/machine.json
      DefinitionSubstitutions: {Step: !GetAtt F.Arn}
""", "stepfunctions-start --state-machine ${Machine}", [("states:StartExecution", "${Machine}")]),
    Case("a state machine that may call the function", "apart", F + """  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: s3://code/machine.json
      Policies: [{LambdaInvokePolicy: {FunctionName: !Ref F}}]
""", "stepfunctions-start --state-machine ${Machine}", [("states:StartExecution", "${Machine}")]),
    Case("a plain state machine", "apart", F + """  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/machine
      DefinitionString: !Sub '{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${F.Arn}", "End": true}}}'
""", "stepfunctions-start --state-machine ${Machine}", [("states:StartExecution", "${Machine}")]),
    Case("a state machine that calls the function that starts it", "apart", """  F:
    Type: AWS::Serverless::Function
    Properties: {Environment: {Variables: {MACHINE: !Ref Machine}}}
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties: {DefinitionUri: s3://code/machine.json}
""", "lambda-invoke --function ${F}", [("lambda:InvokeFunction", "${F.Arn}")], "Machine"),
    Case("an API between two functions", "apart", """  Api: {Type: AWS::Serverless::Api, Properties: {StageName: live}}
  F:
    Type: AWS::Serverless::Function
    Properties: {Events: {Get: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /, Method: get}}}}
  G:
    Type: AWS::Serverless::Function
    Properties: {Environment: {Variables: {URL: !Sub "https://${Api}.example.org"}}}
""", "lambda-invoke --function ${G}", [("lambda:InvokeFunction", "${G.Arn}")]),
    Case("the implicit API", "apart", """  F:
    Type: AWS::Serverless::Function
    Properties: {Events: {Get: {Type: Api, Properties: {Path: /, Method: get}}}}
  G:
    Type: AWS::Serverless::Function
    Properties: {Environment: {Variables: {URL: !Sub "https://${ServerlessRestApi}.example.org"}}}
""", "lambda-invoke --function ${G}", [("lambda:InvokeFunction", "${G.Arn}")]),
    Case("an event bus with a rule", "plain", """  Bus: {Type: AWS::Events::EventBus, Properties: {Name: orders}}
  F:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Placed: {Type: EventBridgeRule, Properties: {EventBusName: !Ref Bus, Pattern: {source: [shop]}}}
""", "eventbridge-put --bus ${Bus}", [("events:PutEvents", "${Bus.Arn}")]),
    Case("a parameter that holds the function's name", "apart", F + """  Known:
    Type: AWS::SSM::Parameter
    Properties: {Type: String, Value: !Ref F}
""", "ssm-read --parameter ${Known}", [("ssm:GetParameter", "arn:aws:ssm:us-east-1:123456789012:parameter/known")]),
    Case("a secret that the function rotates", "plain", F + """  Password: {Type: AWS::SecretsManager::Secret}
  Rotation:
    Type: AWS::SecretsManager::RotationSchedule
    Properties: {SecretId: !Ref Password, RotationLambdaARN: !GetAtt F.Arn}
""", "secretsmanager-read --secret ${Password}", [("secretsmanager:GetSecretValue", "${Password}")]),
    Case("a circle through a bucket, a key and another function", "apart", """  F:
    Type: AWS::Serverless::Function
  G:
    Type: AWS::Serverless::Function
    Condition: IsProd
    Properties: {Environment: {Variables: {NEXT: !If [IsProd, !Ref F, none]}}}
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement:
          - %s
          - !If [IsProd, {Effect: Allow, Principal: {AWS: !GetAtt G.Arn}, Action: "kms:*", Resource: "*"}, !Ref AWS::NoValue]
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: {SSEAlgorithm: aws:kms, KMSMasterKeyID: !GetAtt Key.Arn}
""" % ROOT_STATEMENT, READ, MAY_READ),
]


class Judge:
    def __init__(self, samgen, show):
        self.samgen, self.show = samgen, show
        self.answers = Recorded("circles", sam.versions)

    def run(self, *words):
        return program.run(self.samgen, *words)

    def graph(self, name, question, tree, shown=True):
        """The translator's graph of a tree; an empty one when it was never asked about it, which finish() reports."""
        return self.answers.ask({name: question}, lambda _: {name: sam.graph(tree)}, shown).get(name, {})

    def plainly(self, case, path):
        """The graph with what samgen prints for the grants in Policies."""
        tree = reader.load(path.read_text())
        printed = self.run(*["--no-logs", "--format", "json", "--template", str(path)], *words_of(case))
        assert printed.returncode == 0, printed.stderr
        properties = tree["Resources"][case.function].setdefault("Properties", {})
        policies = properties.get("Policies", [])
        entries = json.loads(printed.stdout)["Policies"]
        properties["Policies"] = (policies if isinstance(policies, list) else [policies]) + entries
        return self.graph(f"{case.name}: written plainly", {"template": digest(case.text()), "entries": entries}, tree)

    def judge(self, case):
        """What is wrong, as texts."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "template.yaml"
            path.write_text(case.text())
            before = self.graph(f"{case.name}: before", case.text(), reader.load(case.text()), shown=False)
            if is_circular(before):
                return ["it has a circle before anything is added"]
            plain = self.plainly(case, path)
            if is_circular(plain) != (case.way != "plain"):
                return [f"written plainly it has {'a' if is_circular(plain) else 'no'} circle by SAM: {plain}"]
            apply = ["apply", str(path), "--function", case.function]
            first = self.run(*apply, *words_of(case))
            if self.show:
                print(path.read_text(), first.stderr, sep="\n")
            if first.returncode != 0:
                return [f"apply exits with {first.returncode}: {first.stderr}"]
            return [*self.wrong_with(case, path, plain, first.stderr), *self.wrong_again(apply, case)]

    def wrong_with(self, case, path, plain, said):
        text = path.read_text()
        tree = reader.load(text)
        apart = [name for name, body in tree["Resources"].items() if body["Type"] == "AWS::IAM::Policy"]
        circles = re.findall(r"would be circular \((.*?)\), so ", said)
        if is_circular(self.graph(f"{case.name}: after apply", text, copy.deepcopy(tree))):
            yield f"the result has a circle by SAM:\n{text}"
        if bool(apart) != (case.way == "apart"):
            yield f"policy resources: {apart or 'none'}; expected: {'one' if case.way == 'apart' else 'none'}"
        if bool(circles) != (case.way != "plain"):
            yield f"{len(circles)} circles are reported: {said}"
        if case.way == "named" and "the name is written instead" not in said:
            yield f"the message does not say that a name is written: {said}"
        for circle in circles:
            chain = circle.split(" -> ")
            if chain[0] != chain[-1] or not all(needs(plain, a, b) for a, b in zip(chain, chain[1:])):
                yield f"by SAM this is not a circle: {circle}; needs: {plain}"
        for action, resource in case.allowed:
            asked = self.run("check", str(path), "--function", case.function, "--set", "Stage=prod", action, resource)
            if asked.returncode != 0:
                yield f"{action} on {resource} is expected to be allowed: {asked.stdout}{asked.stderr}"

    def wrong_again(self, apply, case):
        again = self.run(*apply, "--check", *words_of(case))
        if again.returncode != 0:
            yield f"a second run exits with {again.returncode}: {again.stdout}{again.stderr}"


def words_of(case):
    return case.grants.split()


def is_circular(graph):
    return any(name in reached(graph, name) for name in graph)


def needs(graph, name, other):
    """ "F.Alias" is what SAM makes of F: an id that begins with FAlias."""
    ends = [[made for made in graph if made == word or "." in word and made.startswith(word.replace(".", ""))]
            for word in (name, other)]
    return any(end in reached(graph, start) for start in ends[0] for end in ends[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samgen", nargs="?", default=program.samgen())
    parser.add_argument("--show", metavar="NAME")
    given = parser.parse_args()
    judge, failed = Judge(given.samgen, given.show), 0
    cases = [case for case in CASES if not given.show or given.show in case.name]
    for case in cases:
        wrong = judge.judge(case)
        failed += bool(wrong)
        for reason in wrong:
            print(f"{case.name}: {reason.strip()}")
    print(f"{len(cases)} cases, {failed} wrong")
    failed += judge.answers.finish(whole=not given.show)
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
