"""trust, invoke-permission, resource-policy and --as against the SAM translator and cfn-lint.

    places.py [SAMGEN]

Every permission that SAM makes for an event is what invoke-permission prints for the same source, but for the SourceArn
that SAM leaves out for S3; every source is tried. Every trust policy is the one that SAM gives the role. What is printed
passes cfn-lint within a template. What SAM makes of that template is recorded, and what cfn-lint says of what is printed.
"""
import json
import sys
import tempfile
from pathlib import Path

from judge import cfnlint, program, reader, recorded, sam
from judge.intrinsics import OfStack

SAMGEN = sys.argv[1] if len(sys.argv) > 1 else program.samgen()
TEMPLATE = """
Transform: AWS::Serverless-2016-10-31
Resources:
  Incoming: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "in-${AWS::AccountId}"}}
  Alerts: {Type: AWS::SNS::Topic}
  Pool: {Type: AWS::Cognito::UserPool}
  Rest:
    Type: AWS::Serverless::Api
    Properties: {StageName: prod, Auth: {Authorizers: {Mine: {FunctionArn: !GetAtt F.Arn}}}}
  Http: {Type: AWS::Serverless::HttpApi}
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      InlineCode: "def handler(event, context): pass"
      FunctionUrlConfig: {AuthType: NONE}
      Events:
        S3: {Type: S3, Properties: {Bucket: !Ref Incoming, Events: "s3:ObjectCreated:*"}}
        Sns: {Type: SNS, Properties: {Topic: !Ref Alerts}}
        Tick: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
        Rule: {Type: EventBridgeRule, Properties: {Pattern: {source: [a.b]}}}
        Get: {Type: Api, Properties: {RestApiId: !Ref Rest, Method: get, Path: "/orders/{id}"}}
        Deep: {Type: Api, Properties: {RestApiId: !Ref Rest, Method: delete, Path: "/a/{id}/b/{proxy+}"}}
        Any: {Type: Api, Properties: {RestApiId: !Ref Rest, Method: any, Path: "/{proxy+}"}}
        Root: {Type: Api, Properties: {RestApiId: !Ref Rest, Method: get, Path: "/"}}
        HGet: {Type: HttpApi, Properties: {ApiId: !Ref Http, Method: GET, Path: "/orders/{id}"}}
        HAny: {Type: HttpApi, Properties: {ApiId: !Ref Http, Method: ANY, Path: "/orders"}}
        Iot: {Type: IoTRule, Properties: {Sql: "SELECT * FROM 'x'"}}
        Logs: {Type: CloudWatchLogs, Properties: {LogGroupName: /aws/x, FilterPattern: a}}
        Cog: {Type: Cognito, Properties: {UserPool: !Ref Pool, Trigger: PreSignUp}}
        Alexa: {Type: AlexaSkill, Properties: {SkillId: amzn1.ask.skill.1}}
  Catch:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      InlineCode: "def handler(event, context): pass"
      AutoPublishAlias: live
      Events:
        Rest: {Type: HttpApi}
        Sns: {Type: SNS, Properties: {Topic: !Ref Alerts}}
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: {StartAt: A, States: {A: {Type: Pass, End: true}}}
      Events:
        Later: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 day)}}
        Rule: {Type: EventBridgeRule, Properties: {Pattern: {source: [a.b]}}}
        Get: {Type: Api, Properties: {RestApiId: !Ref Rest, Method: get, Path: "/start"}}
"""
# SAM's permission -> the words that ask samgen for it
PERMISSIONS = {
    "FS3Permission": "--source s3 --function F --bucket ${Incoming}",
    "FSnsPermission": "--source sns --function F --topic ${Alerts}",
    "FTickPermission": "--source eventbridge --function F --rule ${FTick}",
    "FRulePermission": "--source eventbridge --function F --rule ${FRule}",
    "FGetPermissionprod": "--source apigateway --function F --api ${Rest} --method GET --path /orders/{id}",
    "FDeepPermissionprod": "--source apigateway --function F --api ${Rest} --method DELETE --path /a/{id}/b/{proxy+}",
    "FAnyPermissionprod": "--source apigateway --function F --api ${Rest} --path /{proxy+}",
    "FRootPermissionprod": "--source apigateway --function F --api ${Rest} --method GET --path /",
    "RestMineAuthorizerPermission": "--source api-authorizer --function F --api ${Rest}",
    "FHGetPermission": "--source apigateway --function F --api ${Http} --method GET --path /orders/{id}",
    "FHAnyPermission": "--source apigateway --function F --api ${Http} --path /orders",
    "FIotPermission": "--source iot --function F --rule ${FIot}",
    "FLogsPermission": "--source logs --function F --log-group /aws/x",
    "FCognitoPermission": "--source cognito --function F --user-pool ${Pool}",
    "FAlexaPermission": "--source alexa --function F --skill amzn1.ask.skill.1",
    "FUrlPublicPermissions": "--source function-url --function F",
    "FURLInvokeAllowPublicAccess": "--source function-url --function F",
    "CatchRestPermission": "--source apigateway --function Catch --qualifier live --api ${ServerlessHttpApi}",
    "CatchSnsPermission": "--source sns --function Catch --qualifier live --topic ${Alerts}",
}
# What SAM has no event for
OTHERS = [
    "--source websocket --function F --api a1b2c3d4e5 --route $connect",
    "--source alb --function F --target-group arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/f/73e2d6bc24d8a067",
    "--source secretsmanager --function F --secret db",
    "--source config --function F",
    "--source ses --function F --receipt-rule inbox:receipt-rule/store",
    "--source bedrock --function F --agent AGENT12345",
    "--source codecommit --function F --repository website",
    "--source appsync --function F --api abcdefghijklmnopqrstuvwxyz",
    "--source appsync-events --function F --api abcdefghijklmnopqrstuvwxyz",
    "--source cloudfront --function F --distribution EDFDVBD6EXAMPLE",
    "--source connect --function F --instance 12345678-1234-1234-1234-123456789012",
    "--source vpc-lattice --function F --target-group tg-0123456789abcdef0",
    "--source wisdom.amazonaws.com --function F --source-arn arn:aws:wisdom:us-east-1:123456789012:assistant/a --source-account 123456789012",
    "--source cloudwatch-alarm --function F --alarm too-many-errors",
    "--source lex --function F --bot-alias ABCDEFGHIJ/TSTALIASID",
    "--source s3 --function resize-image --bucket my-bucket",
    "--source s3 --function arn:aws:lambda:us-east-1:123456789012:function:resize:live --bucket my-bucket",
]
TRUSTS = {"FRole": "lambda", "MachineRole": "states", "MachineLaterRole": "scheduler", "MachineRuleRole": "events",
          "MachineGetRole": "apigateway"}
POLICIES = [
    "s3-read --bucket my-bucket --prefix in/", "sqs-send --queue ${Jobs}", "sqs-consume --queue jobs",
    "sns-publish --topic ${Alerts}", "secretsmanager-read --secret ${Secret}", "eventbridge-put",
    "eventbridge-put --bus ${Bus} --source a.b", "lambda-invoke --function ${F}", "kinesis-read --stream ${Stream}",
    "kinesis-write --stream clicks", "kms-decrypt --kms-key ${Key}", "efs-mount --file-system ${Files}",
    "allow ecr:BatchGetImage --resource arn:aws:ecr:us-east-1:123456789012:repository/a/b",
    "allow lambda:GetLayerVersion --resource arn:aws:lambda:us-east-1:123456789012:layer:tools:3",
    "allow codeartifact:ReadFromRepository --resource arn:aws:codeartifact:us-east-1:123456789012:repository/packages/internal",
    "allow codeartifact:GetAuthorizationToken --resource arn:aws:codeartifact:us-east-1:123456789012:domain/packages",
    "allow backup:CopyIntoBackupVault --resource arn:aws:backup:us-east-1:123456789012:backup-vault:nightly",
    "allow s3:GetObject --resource arn:aws:s3:us-east-1:123456789012:accesspoint/reports/object/a.txt",
    "opensearch-read --domain search-prod", "apigateway-invoke --api a1b2c3d4e5 --stage prod",
    "kafka-consume --cluster arn:aws:kafka:us-east-1:123456789012:cluster/events/12345678-1234-1234-1234-123456789012-5",
]
# What is not for SAM's Policies: each grant in each form
FORMS = ["--as role", "--as role --trust states", "--as role --trust pipes", "--as role --trust edgelambda", "--as policy --roles FRole,CatchRole",
         "--as managed-policy", "--as managed-policy --roles MachineRole"]
GRANTED = [
    "s3-read --bucket my-bucket --prefix in/ --kms-key alias/data", "sqs-consume --queue ${Jobs}", "vpc + xray + lambda-insights",
    "dynamodb-get --table orders --leading-key ${aws:userid}", "secretsmanager-read --secret ${Secret}", "kinesis-write --stream ${Stream}",
    "sam-template SQSPollerPolicy --set QueueName=${Jobs} + iam-pass-role --role reader --service ecs-tasks.amazonaws.com",
]
SUPPORT = """
  Jobs: {Type: AWS::SQS::Queue}
  Secret: {Type: AWS::SecretsManager::Secret}
  Bus: {Type: AWS::Events::EventBus, Properties: {Name: orders}}
  Stream: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1}}
"""
PARTIAL = ("E3003", "E3660")  # of a resource whose other properties are the user's
bad = []


def ask(*words):
    run = program.run(SAMGEN, *words, "--format", "json")
    if run.returncode:
        bad.append(f"samgen {' '.join(words)}: exit {run.returncode}: {run.stderr.strip()}")
        return {}
    return json.loads(run.stdout)


def made_by_sam(answers):
    """id -> what counts here of each resource that SAM makes of the template: its type, its name, or all of a permission."""
    def live(_):
        made = {}
        for name, resource in sam.transformed(reader.load(TEMPLATE))["Resources"].items():
            properties, kind = resource.get("Properties", {}), resource["Type"]
            if kind == "AWS::IAM::Role":
                properties = {"AssumeRolePolicyDocument": properties["AssumeRolePolicyDocument"]}
            elif kind != "AWS::Lambda::Permission":
                properties = {key: properties[key] for key in ("BucketName", "FunctionName") if key in properties}
            made[name] = {"Type": kind, "Properties": properties}
        return {"the template": made}
    return answers.ask({"the template": TEMPLATE}, live, shown=False).get("the template", {})


def plain(made, properties):
    """With intrinsics resolved, and the function by its name however it is named."""
    resolved = dict(OfStack({**made, "CatchAliaslive": {"Type": "AWS::Lambda::Alias"}})(properties))
    name = resolved["FunctionName"].split(":function:")[-1]
    resolved["FunctionName"] = {"catch:live": "catchaliaslive"}.get(name, name)
    return resolved


def compare_permissions(made, path):
    """What is printed for each permission: words -> resources."""
    printed = {}
    for name, words in PERMISSIONS.items():
        known = [] if "${F" in words else ["--template", path]
        printed[words] = ask("invoke-permission", *words.split(), *known)
        want = plain(made, made[name]["Properties"])
        got = [plain(made, resource["Properties"]) for resource in printed[words].values()]
        if "--source s3 " in words:
            want["SourceArn"] = "arn:aws:s3:::in-123456789012"
        if want not in got:
            bad.append(f"samgen invoke-permission {words}: expected {name} of SAM\n"
                       f"{recorded.differences([want], got, 'SAM', 'samgen')}")
    theirs = {name for name, one in made.items() if one["Type"] == "AWS::Lambda::Permission"}
    for name in sorted(theirs - set(PERMISSIONS)):
        bad.append(f"SAM makes {name}, which is not compared")
    return printed


def every_source_is_tried():
    words = " ".join([*PERMISSIONS.values(), *OTHERS])
    for path in sorted((program.ROOT / "templates/places/invoke").glob("*.yaml")):
        needs_none = "\ninstead:" in path.read_text()
        if not needs_none and f"--source {path.stem} " not in words:
            bad.append(f"the source {path.stem} is not tried")
        run = program.run(SAMGEN, "invoke-permission", "--source", path.stem)
        if needs_none and (run.returncode != 2 or "needs no permission" not in run.stderr):
            bad.append(f"samgen invoke-permission --source {path.stem}: expected exit 2 and that it needs no permission; "
                       f"exit {run.returncode}: {run.stderr}")


def compare_trusts(made):
    for role, service in TRUSTS.items():
        want = made[role]["Properties"]["AssumeRolePolicyDocument"]
        got = ask("trust", "--service", service).get("AssumeRolePolicyDocument")
        if want != got:
            bad.append(f"samgen trust --service {service}: expected what SAM gives {role}\n"
                       f"{recorded.differences(want, got, 'SAM', 'samgen')}")


# -- cfn-lint --

def lint_live(questions):
    """words -> what cfn-lint says of the resources printed for them, all in one template."""
    tree, owners = reader.load(TEMPLATE + SUPPORT), {}
    for number, (words, resources) in enumerate(questions.items()):
        for name, resource in resources.items():
            owners[f"P{number}{name}"] = words
            tree["Resources"][f"P{number}{name}"] = resource
    said = {words: [] for words in questions}
    for found in cfnlint.of_tree(tree):
        where = found["Location"]["Path"] or []
        words = owners.get(where[1]) if len(where) > 1 else None
        if words and found["Level"] == "Error" and found["Rule"]["Id"] not in PARTIAL:
            said[words].append(f"{found['Rule']['Id']} {found['Message']}")
    return said


def lint(answers, printed):
    for words, findings in answers.ask(printed, lint_live).items():
        for finding in findings:
            bad.append(f"samgen {words}: cfn-lint: {finding}\n    {json.dumps(printed[words])}")
    return sum(map(len, printed.values()))


def circles_live(questions):
    """name -> whether cfn-lint sees a circle when a bucket waits for its permission."""
    said = {}
    for name, permission in questions.items():
        tree = reader.load(TEMPLATE)
        del tree["Resources"]["F"]["Properties"]["Events"], tree["Resources"]["Catch"]
        del tree["Resources"]["Machine"]["Properties"]["Events"]
        tree["Resources"]["Waiting"] = permission
        tree["Resources"]["Incoming"]["DependsOn"] = "Waiting"
        tree["Resources"]["Incoming"]["Properties"]["NotificationConfiguration"] = {
            "LambdaConfigurations": [{"Event": "s3:ObjectCreated:*", "Function": {"Fn::GetAtt": ["F", "Arn"]}}]}
        said[name] = any(found["Rule"]["Id"] == "E3004" for found in cfnlint.of_tree(tree))
    return said


def no_circle_is_closed(answers, path):
    """What a reference would do is tried too, so that cfn-lint is known to see it."""
    printed = ask("invoke-permission", *PERMISSIONS["FS3Permission"].split(), "--template", path, "-q")
    (permission,) = printed.values()
    if "SourceArn" not in permission["Properties"]:
        bad.append(f"the permission of the bucket has no SourceArn: {permission}")
    closing = {**permission, "Properties": {**permission["Properties"], "SourceArn": {"Fn::GetAtt": ["Incoming", "Arn"]}}}
    said = answers.ask({"a bucket that waits for its permission": permission,
                        "a bucket that waits for a permission with a reference to it": closing}, circles_live)
    if len(said) == 2 and list(said.values()) != [False, True]:
        bad.append(f"expected a circle by cfn-lint with the reference alone: {said}")


def main():
    answers = recorded.Recorded("places", lambda: [*sam.versions(), cfnlint.version()])
    made = made_by_sam(answers)
    printed = {}
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "template.yaml"))
        Path(path).write_text(TEMPLATE)
        if made:
            compare_trusts(made)
            printed = {"invoke-permission " + words: one for words, one in compare_permissions(made, path).items()}
        no_circle_is_closed(answers, path)
    every_source_is_tried()
    for words in OTHERS:
        printed["invoke-permission " + words] = ask("invoke-permission", *words.split())
    for words in POLICIES:
        printed["resource-policy " + words] = ask("resource-policy", *words.split(), "--role", "arn:aws:iam::111122223333:role/r")
    for words in [f"{granted} {form}" for granted in GRANTED for form in FORMS]:
        printed[words] = ask(*words.split())
    count = lint(answers, printed)
    program.show(bad)
    print(f"{len(PERMISSIONS)} permissions of SAM, {len(TRUSTS)} trust policies, {count} resources linted, {len(bad)} wrong")
    return 1 if bad or answers.finish() else 0


if __name__ == "__main__":
    sys.exit(main())
