"""trust, invoke-permission and resource-policy against the SAM translator and cfn-lint.

    places.py [SAMGEN]

Every permission that SAM makes for an event is what invoke-permission prints for the same source, but for the SourceArn
that SAM leaves out for S3; every source is tried. Every trust policy is the one that SAM gives the role. What is printed
passes cfn-lint within a template.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared"
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
try:
    import samtranslator  # noqa: F401
    sys.path.insert(0, str(SHARED / "oracle"))
    import effective
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

ARN_OF = effective.arn_of
effective.arn_of = lambda kind, name: (f"arn:aws:iot:us-east-1:123456789012:rule/{name}" if kind == "AWS::IoT::TopicRule"
                                       else ARN_OF(kind, name))
SAMGEN = sys.argv[1] if len(sys.argv) > 1 else os.environ["SAMGEN"]
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
SUPPORT = """
  Jobs: {Type: AWS::SQS::Queue}
  Secret: {Type: AWS::SecretsManager::Secret}
  Bus: {Type: AWS::Events::EventBus, Properties: {Name: orders}}
  Stream: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1}}
"""
bad = []


def ask(*words):
    run = subprocess.run([SAMGEN, *words, "--format", "json"], capture_output=True, text=True, timeout=60)
    if run.returncode:
        bad.append(f"{' '.join(words)}: exit {run.returncode}: {run.stderr.strip()}")
        return {}
    return json.loads(run.stdout)


def plain(template, properties):
    """With intrinsics resolved, and the function by its name however it is named."""
    resolved = dict(effective.Resolver(template)(properties))
    name = resolved["FunctionName"].split(":function:")[-1]
    resolved["FunctionName"] = {"catch:live": "catchaliaslive"}.get(name, name)
    return resolved


def compare_permissions(made, path):
    ours, printed = {}, {}
    made["Resources"].setdefault("CatchAliaslive", {"Type": "AWS::Lambda::Alias"})
    for name, words in PERMISSIONS.items():
        known = [] if "${F" in words else ["--template", path]
        resources = ask("invoke-permission", *words.split(), *known)
        want = plain(made, made["Resources"][name]["Properties"])
        got = [plain(made, resource["Properties"]) for resource in resources.values()]
        if "--source s3 " in words:
            want["SourceArn"] = "arn:aws:s3:::in-123456789012"
        if want not in got:
            bad.append(f"{words}\n  SAM     {want}\n  samgen  {got}")
        printed.update({f"P{len(printed)}{key}": value for key, value in resources.items()})
        ours[name] = got
    theirs = {name for name, one in made["Resources"].items() if one["Type"] == "AWS::Lambda::Permission"}
    for name in sorted(theirs - set(PERMISSIONS)):
        bad.append(f"SAM makes {name}, which is not compared")
    return printed


def every_source_is_tried():
    words = " ".join([*PERMISSIONS.values(), *OTHERS])
    folder = Path(__file__).resolve().parents[2] / "templates/places/invoke"
    for path in sorted(folder.glob("*.yaml")):
        needs_none = "\ninstead:" in path.read_text()
        if not needs_none and f"--source {path.stem} " not in words:
            bad.append(f"{path.stem} is not tried")
        run = subprocess.run([SAMGEN, "invoke-permission", "--source", path.stem], capture_output=True, text=True)
        if needs_none and (run.returncode != 2 or "needs no permission" not in run.stderr):
            bad.append(f"{path.stem}: exit {run.returncode}: {run.stderr}")


def compare_trusts(made):
    def same(document):
        return json.dumps(document, sort_keys=True)
    for role, service in TRUSTS.items():
        want = made["Resources"][role]["Properties"]["AssumeRolePolicyDocument"]
        got = ask("trust", "--service", service).get("AssumeRolePolicyDocument")
        if same(want) != same(got):
            bad.append(f"trust {service}\n  SAM     {want}\n  samgen  {got}")


def lint(resources):
    text = TEMPLATE + SUPPORT
    tree = effective.yaml_parse(text)
    tree["Resources"].update(resources)
    for found in found_by_lint(tree):
        where = found["Location"]["Path"] or []
        id = where[1] if len(where) > 1 else None
        part = found["Rule"]["Id"] in ("E3003", "E3660")  # a property of a resource whose others are the user's
        if id in resources and found["Level"] == "Error" and not part:
            bad.append(f"cfn-lint: {found['Rule']['Id']} {found['Message']}: {json.dumps(resources[id])}")
    return len(resources)


def no_circle_is_closed(path):
    """A bucket that waits for its permission; what a reference would do is tried too, so that cfn-lint is known to see it."""
    def circles(permission):
        tree = effective.yaml_parse(TEMPLATE)
        del tree["Resources"]["F"]["Properties"]["Events"], tree["Resources"]["Catch"]
        del tree["Resources"]["Machine"]["Properties"]["Events"]
        tree["Resources"]["Waiting"] = permission
        tree["Resources"]["Incoming"]["DependsOn"] = "Waiting"
        tree["Resources"]["Incoming"]["Properties"]["NotificationConfiguration"] = {
            "LambdaConfigurations": [{"Event": "s3:ObjectCreated:*", "Function": {"Fn::GetAtt": ["F", "Arn"]}}]}
        return [found for found in found_by_lint(tree) if found["Rule"]["Id"] == "E3004"]
    printed = ask("invoke-permission", *PERMISSIONS["FS3Permission"].split(), "--template", path, "-q")
    (permission,) = printed.values()
    if "SourceArn" not in permission["Properties"] or circles(permission):
        bad.append(f"a circle, or no SourceArn: {permission}")
    permission["Properties"]["SourceArn"] = {"Fn::GetAtt": ["Incoming", "Arn"]}
    if not circles(permission):
        bad.append("cfn-lint does not see the circle that a reference closes")


def found_by_lint(tree):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(tree, file)
        file.flush()
        run = subprocess.run(["cfn-lint", "--format", "json", "--regions", "us-east-1", "--", file.name],
                             capture_output=True, text=True, timeout=300)
    return json.loads(run.stdout or "[]")


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "template.yaml")
        Path(path).write_text(TEMPLATE)
        made = effective.transform(effective.load(path), {}, effective.NoManaged())
        printed = compare_permissions(made, path)
        try:
            no_circle_is_closed(path)
        except FileNotFoundError:
            pass  # said below
    every_source_is_tried()
    compare_trusts(made)
    for words in OTHERS:
        printed.update({f"O{len(printed)}{key}": one for key, one in ask("invoke-permission", *words.split()).items()})
    for words in POLICIES:
        for key, one in ask("resource-policy", *words.split(), "--role", "arn:aws:iam::111122223333:role/r").items():
            printed[f"R{len(printed)}{key}"] = one
    count = 0
    try:
        count = lint(printed)
    except FileNotFoundError:
        print("cfn-lint is not there, so nothing is linted")
    print("\n".join(bad))
    print(f"{len(PERMISSIONS)} permissions of SAM, {len(TRUSTS)} trust policies, {count} resources linted, {len(bad)} wrong")
    return 1 if bad else 0


sys.exit(main())
