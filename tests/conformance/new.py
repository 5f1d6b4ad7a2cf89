"""Projects that `samgen new` makes, before cfn-lint, the SAM translator, Python, Node.js and samgen itself.

Every event with every runtime, in a VPC and not, and every grant with what it names created where that can be. A project
must be accepted by SAM and cfn-lint without a circle, its spec must ask for what its template has, and its handler must
run with its own test event. boto3 checks what a handler calls, but nothing is sent: each call is put to `samgen check`
instead, which must allow it, and deny it on another resource, and deny what the grant does not say.

Without --all, each event meets some of the runtimes, and every third grant one language.
"""
import json
import logging
import os
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
import types
from collections import Counter
from pathlib import Path
from unittest import mock

try:
    import boto3
    import cfnlint  # noqa: F401
    import yaml
    from samtranslator.translator.transform import transform
    from samtranslator.yaml_helper import yaml_parse
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

os.environ.update(AWS_DEFAULT_REGION="us-east-1", AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x")
logging.disable(logging.CRITICAL)
ROOT = Path(__file__).resolve().parents[2]
SAMGEN = os.environ.get("SAMGEN", str(ROOT / "build/release/bin/samgen"))
FUNCTIONS = ROOT / "templates/functions"
NODE = shutil.which("node")
ALL = "--all" in sys.argv[1:]
errors, counts = [], Counter()


def load(path):
    return yaml.safe_load(path.read_text())


RUNTIMES = {r["name"]: r["language"] for r in load(FUNCTIONS / "runtimes.yaml")["runtimes"]}
LANGUAGES = {language: runtime for runtime, language in reversed(RUNTIMES.items())}
EVENTS = {f.stem: load(f) for f in sorted((FUNCTIONS / "events").glob("*.yaml"))}
CREATED = {f.stem for f in (FUNCTIONS / "resources").glob("*.yaml") if "parts" in load(f)}
FILES = [load(f) for f in sorted((ROOT / "templates/grants").glob("*.yaml"))]
KINDS = {k["name"]: k for f in [load(ROOT / "templates/resources.yaml")] + FILES for k in f.get("kinds", [])}
GRANTS = {g["name"]: g for f in FILES for g in f["grants"]}
# What goes with the events; ${Id} of the event where it has a resource.
CALLS = ["s3-read --bucket ${Uploads} --prefix in/", "dynamodb-put --table ${Orders} --kms-key ${Key}",
         "sqs-send --queue ${Jobs} + s3-write --bucket out-bucket", "secretsmanager-read --secret ${Token}",
         "s3-read --bucket one-bucket + s3-read --bucket two-bucket", "", "textract-detect + sns-publish --topic ${News}"]
RAW = {"allow": "allow sqs:PurgeQueue --resource arn:aws:sqs:us-east-1:123456789012:jobs",
       "sam-template": "sam-template S3ReadPolicy --set BucketName=my-bucket"}
# Further ways to name things, and resources that the event and a grant share.
SPECIAL = [
    ("s3", "s3-read --bucket ${Uploads} --prefix in/ + s3-write --bucket ${Uploads} --prefix out/"),
    ("s3", "s3-read --bucket ${Uploads} --prefix in/ --prefix on/ + s3-list --bucket ${Uploads}"),
    ("s3", "s3-read --bucket ${Data} --key list.csv --kms-key ${Key}"),
    ("s3", "s3-delete --bucket ${Uploads} + dynamodb-crud --table ${Orders} --style inline"),
    ("s3", "s3-read-write --bucket ${Uploads} --partition auto"),
    ("sqs", "sqs-consume --queue ${Mine} --kms-key ${Key} + sqs-send --queue ${Next}"),
    ("sqs", "sqs-send --queue ${Jobs}"),
    ("dynamodb", "dynamodb-get --table ${Orders} + dynamodb-stream-read --table ${Orders}"),
    ("dynamodb", "dynamodb-put --table ${Orders}"),
    ("kinesis", "kinesis-read --stream ${Records} + kinesis-write --stream ${Out}"),
    ("sns", "sns-publish --topic ${Messages} + kms-encrypt --kms-key ${Key}"),
    ("none", "dynamodb-query --table ${Orders} --index by-id"),
    ("none", "lambda-invoke --function other --qualifier live"),
    ("none", "kinesis-write --stream arn:aws:kinesis:eu-west-1:123456789012:stream/clicks"),
    ("none", "sqs-send --queue arn:aws:sqs:eu-west-1:123456789012:jobs"),
    ("none", "secretsmanager-read --secret db/password --kms-key alias/data"),
    ("none", "ssm-read --path /app + ssm-read --parameter /app/db"),
    ("none", "stepfunctions-start --state-machine ${Flow} --sync"),
    ("api", "vpc + xray + eventbridge-put --bus ${Bus} --source com.example.shop"),
]
# What the role of a function with the event must allow beyond its grants.
POLLS = {"sqs": "sqs:ReceiveMessage ${Jobs.Arn}", "kinesis": "kinesis:GetRecords ${Records.Arn}",
         "dynamodb": "dynamodb:GetRecords ${Orders.StreamArn}"}
ACCOUNT = "us-east-1:123456789012:"
# The calls of the examples, each with the parameter that names its resource.
USES = {
    "s3": {"GetObject": "Bucket", "PutObject": "Bucket", "DeleteObject": "Bucket", "ListObjectsV2": "Bucket"},
    "dynamodb": dict.fromkeys(["GetItem", "PutItem", "DeleteItem", "Query"], "TableName"),
    "sqs": {"SendMessage": "QueueUrl"}, "sns": {"Publish": "TopicArn"}, "kinesis": {"PutRecord": "StreamARN"},
    "secretsmanager": {"GetSecretValue": "SecretId"}, "firehose": {"PutRecord": "DeliveryStreamName"},
    "ssm": {"GetParameter": "Name", "GetParametersByPath": "Path", "PutParameter": "Name"},
    "kms": {"Encrypt": "KeyId", "Decrypt": "KeyId"}, "lambda": {"Invoke": "FunctionName"},
    "states": {"StartExecution": "stateMachineArn", "StartSyncExecution": "stateMachineArn"},
    "events": {"PutEvents": "EventBusName"}, "translate": {"TranslateText": None}, "cloudwatch": {"PutMetricData": None},
}
SERVICES = {"stepfunctions": "states"}
ACTIONS = {"ListObjectsV2": "ListBucket", "Invoke": "InvokeFunction"}
DESTROYS = {"s3": "DeleteBucket", "dynamodb": "DeleteTable", "sqs": "DeleteQueue", "sns": "DeleteTopic",
            "kinesis": "DeleteStream", "secretsmanager": "DeleteSecret", "firehose": "DeleteDeliveryStream",
            "ssm": "DeleteParameters", "kms": "ScheduleKeyDeletion", "lambda": "DeleteFunction",
            "states": "DeleteStateMachine", "events": "DeleteEventBus", "translate": "DeleteTerminology",
            "cloudwatch": "DeleteAlarms"}
ARNS = {"s3": "arn:aws:s3:::%s", "dynamodb": f"arn:aws:dynamodb:{ACCOUNT}table/%s", "sqs": f"arn:aws:sqs:{ACCOUNT}%s",
        "sns": f"arn:aws:sns:{ACCOUNT}%s", "kinesis": f"arn:aws:kinesis:{ACCOUNT}stream/%s",
        "secretsmanager": f"arn:aws:secretsmanager:{ACCOUNT}secret:%s-AbCdEf",
        "firehose": f"arn:aws:firehose:{ACCOUNT}deliverystream/%s", "ssm": f"arn:aws:ssm:{ACCOUNT}parameter/%s",
        "kms": f"arn:aws:kms:{ACCOUNT}key/%s", "lambda": f"arn:aws:lambda:{ACCOUNT}function:%s",
        "states": f"arn:aws:states:{ACCOUNT}stateMachine:%s", "events": f"arn:aws:events:{ACCOUNT}event-bus/%s"}
REF_IS_ARN = {"AWS::SNS::Topic", "AWS::SecretsManager::Secret"}


class Answer(dict):
    """Stands for what a service answers: whatever is asked of it is there."""

    def __missing__(self, key):
        if key == "FailedEntryCount":
            return 0
        if key == "CiphertextBlob":
            return b"1"
        return mock.MagicMock(read=lambda: b"{}") if key in ("Body", "Payload") else mock.MagicMock()


calls, clients = [], {}


def client(service):
    """A client that notes its calls; what boto3 itself finds wrong with their parameters is raised."""
    if service not in clients:
        made = clients[service] = boto3.session.Session().client(service)
        made.meta.events.register("provide-client-params",
                                  lambda params, model, **_: calls.append((service, model.name, params)))
        made.meta.events.register("before-call", lambda **_: (types.SimpleNamespace(status_code=200), Answer()))
    return clients[service]


def samgen(*args):
    return subprocess.run([SAMGEN, *map(str, args)], capture_output=True, text=True)


def make(folder, *args):
    done = samgen("new", folder, *args, "-q")
    if done.returncode:
        errors.append(f"new {' '.join(args)}: exit {done.returncode}: {done.stderr[:300]}")
        return None
    written = {str(f) for f in folder.rglob("*") if f.is_file()}
    if written != set(done.stdout.split()):
        errors.append(f"new {' '.join(args)}: says {done.stdout.split()}, wrote {sorted(written)}")
    counts["projects"] += 1
    return folder


def function_of(template):
    return next(item for item in template["Resources"].items() if item[1]["Type"] == "AWS::Serverless::Function")


def named_in(value, ids):
    """The resources that a value refers to."""
    if isinstance(value, list):
        return set().union(*(named_in(v, ids) for v in value))
    if not isinstance(value, dict):
        return set()
    found = named_in(list(value.values()), ids) | {value.get("Ref")}
    for key in ("Fn::GetAtt", "DependsOn"):
        given = value.get(key, [])
        given = [given.split(".")[0]] if isinstance(given, str) else given
        found |= set(given[:1] if key == "Fn::GetAtt" else given)
    sub = value.get("Fn::Sub", "")
    found |= set(re.findall(r"\$\{([A-Za-z0-9]+)", sub if isinstance(sub, str) else sub[0]))
    return found & ids


def circle(resources):
    """The resources that are left when all that needs nothing more is taken away."""
    ids = set(resources)
    needs = {id: named_in(resource, ids) for id, resource in resources.items()}
    while ready := {id for id in needs if not needs[id]}:
        needs = {id: needs[id] - ready for id in needs if id not in ready}
    return sorted(needs)


def check_template(where, folder):
    """SAM takes it without a circle, and its Policies are those of the spec beside it."""
    text = (folder / "template.yaml").read_text()
    left = re.findall(r"(?<!\$)\{[a-z-]+\}", "".join(f.read_text() for f in folder.rglob("*.[yjm][ads]*") if f.is_file()))
    if left:
        errors.append(f"{where}: left over: {left}")
    try:
        made = transform(yaml_parse(text.replace("CodeUri: src/", "CodeUri: s3://code/code.zip")), {}, None)
        counts["translated"] += 1
        if circle(made["Resources"]):
            errors.append(f"{where}: a circle in {circle(made['Resources'])}")
    except Exception as refused:
        errors.append(f"{where}: SAM: {[c.message for c in getattr(refused, 'causes', [])]} {refused}")
    name, function = function_of(yaml_parse(text))
    done = samgen("generate", folder / "samgen.yaml", "--function", name, "--template", folder / "template.yaml", "-q")
    spec = (yaml_parse(done.stdout) or {}).get("Policies")
    if done.returncode or not re.search("--style|--partition", where) and spec != function["Properties"].get("Policies"):
        errors.append(f"{where}: the spec gives {spec} {done.stderr}")
    done = samgen("apply", folder / "template.yaml", "--spec", folder / "samgen.yaml", "--check", "-q")
    if done.returncode:
        errors.append(f"{where}: apply would change it: exit {done.returncode}: {done.stdout[:300]}{done.stderr[:300]}")
    counts["specs applied"] += 1


def stand_ins(template):
    """Environment values that no template needs to be deployed for, and what each stands for."""
    known, values = {}, function_of(template)[1]["Properties"].get("Environment", {}).get("Variables", {})
    for number, (name, value) in enumerate(values.items()):
        if not isinstance(value, str):
            # boto3 looks into the ARN of a stream
            form = ARNS["kinesis"] if name.startswith("STREAM_ARN") else f"arn:aws:x:{ACCOUNT}%s"
            text = form % f"value-{number}" if "_ARN" in name else f"value-{number}"
            known[text], value = value, text
        yield name, value, known


def resource_of(template, service, value):
    """The ARN that `samgen check` understands."""
    if isinstance(value, dict) and "Fn::Sub" not in value:
        (how, what), = value.items()
        id = what if how == "Ref" else what[0]
        type = template["Resources"][id]["Type"]
        return ARNS["ssm"] % ("${%s}" % id) if service == "ssm" else "${%s%s}" % (id, "" if type in REF_IS_ARN else ".Arn")
    value = value["Fn::Sub"] if isinstance(value, dict) else value
    if service == "sqs" and "/" in value:
        _, _, host, account, queue = value.split("/")
        return f"arn:aws:sqs:{host.split('.')[1]}:{account}:{queue}"
    return value if value.startswith("arn:") else ARNS[service] % value.lstrip("/" if service == "ssm" else "")


def decide(where, folder, name, wanted, request):
    done = samgen("check", folder / "template.yaml", "--function", name, *request, "-q")
    counts["decisions"] += 1
    if done.returncode != wanted:
        errors.append(f"{where}: {' '.join(request)}: exit {done.returncode}: {done.stdout}{done.stderr}")


def check_call(where, folder, template, known, call):
    """The role allows the call, not the same elsewhere, and nothing the grants do not say."""
    service, operation, params = call
    service = SERVICES.get(service, service)
    name = function_of(template)[0]
    parameter = USES[service][operation]
    flat = {**params, **params.get("Entries", [{}])[0]}
    action, context, end = f"{service}:{ACTIONS.get(operation, operation)}", [], ""
    if operation == "ListObjectsV2":
        context = ["--context", "s3:prefix=" + params.get("Prefix", "")]
    elif operation == "PutEvents":
        context = ["--context", "events:source=" + flat["Source"], "--context", "events:detail-type=" + flat["DetailType"]]
    elif service == "s3":
        end = "/" + params["Key"]
    elif "IndexName" in params or "Qualifier" in params:
        end = f"/index/{params['IndexName']}" if "IndexName" in params else f":{params['Qualifier']}"
    value = flat[parameter] if parameter else None
    resource = resource_of(template, service, known.get(value, value)) + end if parameter else "*"
    decide(where, folder, name, 0, [action, resource, *context])
    decide(where, folder, name, 1, [f"{service}:{DESTROYS[service]}", resource, *context])
    if parameter:
        decide(where, folder, name, 1, [action, ARNS[service] % "another" + end, *context])
    if "--style inline" in where:
        said = {a for word in where.split() if word in GRANTS for need in GRANTS[word]["needs"] for a in need["actions"]}
        for other in {f"{service}:{ACTIONS.get(o, o)}" for o in USES[service]} - said:
            decide(where, folder, name, 1, [other, resource, *context])


def check_events(where, folder, template):
    name, function = function_of(template)
    event = re.match("--event (\\S+)", where)
    decide(where, folder, name, 0, ["logs:PutLogEvents", f"arn:aws:logs:{ACCOUNT}log-group:/aws/lambda/x:log-stream:y"])
    if not re.search(r"\bvpc\b", where):
        decide(where, folder, name, 1, ["ec2:CreateNetworkInterface", "*"])
    elif "--vpc" in where:
        decide(where, folder, name, 0, ["ec2:CreateNetworkInterface", "*"])
    if event and event[1] in POLLS and "${Mine}" not in where:
        decide(where, folder, name, 0, POLLS[event[1]].split())


def run_python(where, folder):
    source = folder / "src/app.py"
    template = yaml_parse((folder / "template.yaml").read_text())
    environment, known = {}, {}
    for name, value, known in stand_ins(template):
        environment[name] = value
    calls.clear()
    compile(source.read_text(), str(source), "exec")
    with mock.patch.dict(os.environ, environment), mock.patch("boto3.client", client), mock.patch("builtins.print"):
        answer = runpy.run_path(str(source))["handler"](json.loads((folder / "events/event.json").read_text()),
                                                       types.SimpleNamespace(aws_request_id="1"))
    if answer and answer.get("batchItemFailures"):
        raise ValueError("an item failed")
    json.dumps(answer)
    counts["Python handlers"] += 1
    check_events(where, folder, template)
    for call in list(calls):
        check_call(where, folder, template, known, call)


STUB = """const answer = (name) => new Proxy(function () {}, {
  get: (_, key) => key === "then" ? undefined : key === "FailedEntryCount" ? 0 : key === "Payload" ? Buffer.from("{}")
    : key === Symbol.iterator ? undefined : key === "map" ? () => [] : key === "length" ? 0 : answer(key),
  apply: () => Promise.resolve(answer("answer")),
});
export class CLASS { constructor() { return answer("client"); } }
"""
RUN = """import { readFileSync } from "node:fs";
const { handler } = await import(process.argv[1]);
const answer = await handler(JSON.parse(readFileSync(process.argv[2])), { awsRequestId: "1" });
if (answer?.batchItemFailures?.length) process.exit(1);
"""


def run_node(where, folder):
    source = folder / "src/app.mjs"
    for class_, package in re.findall(r'import \{ (\w+) \} from "(@aws-sdk/[a-z0-9-]+)"', source.read_text()):
        stub = folder / "src/node_modules" / package
        stub.mkdir(parents=True, exist_ok=True)
        (stub / "package.json").write_text('{"type": "module", "main": "index.js"}')
        (stub / "index.js").write_text(STUB.replace("CLASS", class_))
    done = subprocess.run([NODE, "--input-type=module", "-e", RUN, str(source), str(folder / "events/event.json")],
                          capture_output=True, text=True)
    if done.returncode:
        raise ValueError(done.stdout[-300:] + done.stderr[-600:])
    counts["Node.js handlers"] += 1


def check_project(folder, *args):
    where = " ".join(args)
    if not make(folder, *args):
        return
    check_template(where, folder)
    try:
        if (folder / "src/app.py").exists():
            run_python(where, folder)
        elif NODE:
            run_node(where, folder)
    except Exception as failed:
        errors.append(f"{where}: handler: {type(failed).__name__}: {failed}")


def calls_of(grant):
    """A call with literal values, and one where everything that a template can create is named by ${Id}."""
    if grant["name"] in RAW:
        return [RAW[grant["name"]].split()]
    options = {o["name"]: o["kind"] for o in grant.get("options", [])}
    names = [o["name"] for o in grant.get("options", []) if o.get("required")] + grant.get("one-of", [])[:1]
    literal, created = [grant["name"]], [grant["name"]]
    for name in names + ["kms-key"] * ("kms-key" in options and "kms-key" not in names):
        kind = options[name]
        literal += ["--" + name, KINDS[kind]["example"]]
        created += ["--" + name, "${%s}" % name.replace("-", "").capitalize() if kind in CREATED else KINDS[kind]["example"]]
    return [literal, created] if literal != created else [literal]


def lint(base):
    templates = sorted(map(str, base.glob("*/template.yaml")))
    program = "import sys; from cfnlint.runner.cli import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", program, "--format", "json", *templates], capture_output=True, text=True)
    counts["linted"] = len(templates)
    if done.returncode not in (0, 2, 4, 6, 8, 10, 12, 14):
        errors.append(f"cfn-lint: {done.stderr[:500]}")
        return
    said = {(m["Rule"]["Id"], m["Message"]): m["Filename"] for m in json.loads(done.stdout or "[]")}
    for (rule, message), name in said.items():
        errors.append(f"cfn-lint: {rule} {message}: {Path(name).parent.name}")


def projects():
    """The arguments of each project, which begin with the event."""
    combinations = [(event, runtime, vpc) for event in EVENTS for runtime in RUNTIMES for vpc in ([], ["--vpc"])]
    for n, (event, runtime, vpc) in enumerate(combinations):
        if ALL or n % 5 == 0:
            yield ["--event", event, "--runtime", runtime, *vpc, *CALLS[n // 2 % len(CALLS)].split()]
    for event, call in SPECIAL:
        for runtime in LANGUAGES.values():
            yield ["--event", event, "--runtime", runtime, *call.split()]
    for n, grant in enumerate(GRANTS.values()):
        calls = calls_of(grant)
        for call in calls if ALL else calls[-1:]:
            for m, runtime in enumerate(LANGUAGES.values()):
                if ALL or (n % 3 == 0 and n // 3 % len(LANGUAGES) == m):
                    style = ["--style", "inline"] if "${" in " ".join(call) else []
                    yield ["--event", "none", "--runtime", runtime, *call, *style]


def main():
    with tempfile.TemporaryDirectory() as folder:
        for number, args in enumerate(projects()):
            check_project(Path(folder) / f"p{number}", *args)
        lint(Path(folder))
    print(*errors, ", ".join(f"{n} {what}" for what, n in counts.items()) + f", {len(errors)} errors", sep="\n")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
