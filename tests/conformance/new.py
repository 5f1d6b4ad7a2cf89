"""Projects that `samgen new` makes, before cfn-lint, the SAM translator, boto3, Node.js, Python and samgen itself.

    new.py          the projects whose answers are recorded
    new.py --all    every event with every runtime and every grant; the tools themselves are asked

Events meet runtimes, in a VPC and not, and grants with what they name created where that can be. A project must be
accepted by SAM and cfn-lint without a circle, its spec must ask for what its template has, and its handler must run with
its own test event. boto3 checks what a handler calls, but nothing is sent: each call is put to `samgen check` instead,
which must allow it, and deny it on another resource, and deny what the grant does not say.
"""
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from judge import cfnlint, program, reader, recorded, sam
from project import handlers
from project.plans import GRANTS, projects

SAMGEN = program.samgen()
ALL = "--all" in sys.argv[1:]
errors, counts = [], Counter()

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
    "bedrock": {"Converse": "modelId"}, "ses": {"SendEmail": "FromEmailAddress"}, "comprehend": {"DetectSentiment": None},
    "polly": {"SynthesizeSpeech": None}, "textract": {"DetectDocumentText": None}, "rekognition": {"DetectLabels": None},
}
SERVICES = {"stepfunctions": "states", "bedrock-runtime": "bedrock", "sesv2": "ses"}
ACTIONS = {"ListObjectsV2": "ListBucket", "Invoke": "InvokeFunction", "Converse": "InvokeModel"}
DESTROYS = {"s3": "DeleteBucket", "dynamodb": "DeleteTable", "sqs": "DeleteQueue", "sns": "DeleteTopic",
            "kinesis": "DeleteStream", "secretsmanager": "DeleteSecret", "firehose": "DeleteDeliveryStream",
            "ssm": "DeleteParameters", "kms": "ScheduleKeyDeletion", "lambda": "DeleteFunction",
            "states": "DeleteStateMachine", "events": "DeleteEventBus", "translate": "DeleteTerminology",
            "cloudwatch": "DeleteAlarms", "bedrock": "DeleteGuardrail", "ses": "DeleteIdentity", "comprehend": "DeleteEndpoint",
            "polly": "DeleteLexicon", "textract": "DeleteAdapter", "rekognition": "DeleteCollection"}
ARNS = {"s3": "arn:aws:s3:::%s", "dynamodb": f"arn:aws:dynamodb:{ACCOUNT}table/%s", "sqs": f"arn:aws:sqs:{ACCOUNT}%s",
        "sns": f"arn:aws:sns:{ACCOUNT}%s", "kinesis": f"arn:aws:kinesis:{ACCOUNT}stream/%s",
        "secretsmanager": f"arn:aws:secretsmanager:{ACCOUNT}secret:%s-AbCdEf",
        "firehose": f"arn:aws:firehose:{ACCOUNT}deliverystream/%s", "ssm": f"arn:aws:ssm:{ACCOUNT}parameter/%s",
        "kms": f"arn:aws:kms:{ACCOUNT}key/%s", "lambda": f"arn:aws:lambda:{ACCOUNT}function:%s",
        "states": f"arn:aws:states:{ACCOUNT}stateMachine:%s", "events": f"arn:aws:events:{ACCOUNT}event-bus/%s",
        "bedrock": "arn:aws:bedrock:us-east-1::foundation-model/%s", "ses": f"arn:aws:ses:{ACCOUNT}identity/%s"}
REF_IS_ARN = {"AWS::SNS::Topic", "AWS::SecretsManager::Secret"}



def samgen(*args):
    return program.run(SAMGEN, *args)


def make(folder, *args):
    done = samgen("new", folder, *args, "-q")
    if done.returncode:
        errors.append(f"samgen new {' '.join(args)}: exit {done.returncode}: {done.stderr[:300]}")
        return None
    written = {str(f) for f in folder.rglob("*") if f.is_file()}
    if written != set(done.stdout.split()):
        errors.append(f"samgen new {' '.join(args)}: prints {done.stdout.split()}, but wrote {sorted(written)}")
    counts["projects"] += 1
    return folder


def function_of(template):
    return next(item for item in template["Resources"].items() if item[1]["Type"] == "AWS::Serverless::Function")


# -- the templates --

def check_spec(where, folder, template):
    """The Policies are those of the spec beside the template, and nothing is left over of what was filled in."""
    left = re.findall(r"(?<!\$)\{[a-z-]+\}", "".join(f.read_text() for f in folder.rglob("*.[yjm][ads]*") if f.is_file()))
    if left:
        errors.append(f"{where}: left over: {left}")
    name, function = function_of(template)
    done = samgen("generate", folder / "samgen.yaml", "--function", name, "--template", folder / "template.yaml", "-q")
    spec, have = (reader.load(done.stdout) or {}).get("Policies"), function["Properties"].get("Policies")
    if done.returncode or not re.search("--style|--partition", where) and spec != have:
        errors.append(f"{where}: the spec gives other Policies than the template has: {done.stderr}\n"
                      f"{recorded.differences(have, spec, 'template.yaml', 'samgen.yaml')}")
    done = samgen("apply", folder / "template.yaml", "--spec", folder / "samgen.yaml", "--check", "-q")
    if done.returncode:
        errors.append(f"{where}: apply would change it: exit {done.returncode}: {done.stdout[:300]}{done.stderr[:300]}")
    counts["specs applied"] += 1


def without_words(template):
    """What SAM and cfn-lint judge: descriptions may be worded in another way."""
    if isinstance(template, dict):
        return {key: without_words(value) for key, value in template.items() if key != "Description"}
    return template


def judged(templates, folders):
    """where -> what SAM and cfn-lint say against each template, as texts."""
    said = {where: [] for where in templates}
    for where, template in templates.items():
        try:
            graph = sam.graph_of(sam.transformed(template)["Resources"])
            circle = [name for name in graph if name in sam.reached(graph, name)]
            said[where] += [f"a circle of {circle}"] if circle else []
        except Exception as refused:
            said[where].append(f"SAM: {[cause.message for cause in getattr(refused, 'causes', [])]} {refused}")
    owners = {str(folder / "template.yaml"): where for where, folder in folders.items()}
    for finding in cfnlint.run(*owners):
        said[owners[finding["Filename"]]].append(f"cfn-lint: {finding['Rule']['Id']} {finding['Message']}")
    return said


# -- the handlers --

def stand_ins(template):
    """Values of the environment variables before anything is deployed, and what each stands for."""
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
        errors.append(f"{where}: samgen check {' '.join(request)}: expected {['allowed', 'denied'][wanted]}: {done.stdout}{done.stderr}")


def check_call(where, folder, template, known, service, operation, params):
    """The role allows the call, not the same elsewhere, and nothing the grants do not say."""
    service = SERVICES.get(service, service)
    name = function_of(template)[0]
    parameter = USES[service][operation]
    flat = {**params, **params.get("Entries", [{}])[0]}
    action, context, end = f"{service}:{ACTIONS.get(operation, operation)}", [], ""
    if operation == "ListObjectsV2":
        context = ["--context", "s3:prefix=" + params.get("Prefix", "")]
    elif operation == "PutEvents":
        context = ["--context", "events:source=" + flat["Source"], "--context", "events:detail-type=" + flat["DetailType"]]
    elif service == "ses":
        context = ["--context", "ses:FromAddress=" + params["FromEmailAddress"]]
    elif service == "s3":
        end = "/" + params["Key"]
    elif "IndexName" in params or "Qualifier" in params:
        end = f"/index/{params['IndexName']}" if "IndexName" in params else f":{params['Qualifier']}"
    value = flat[parameter] if parameter else None
    value = value.split("@")[-1] if service == "ses" else value  # the identity of an address is its domain
    if str(value).startswith("us."):  # an inference profile
        value = f"arn:aws:bedrock:{ACCOUNT}inference-profile/{value}"
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
    if not re.search(r"\bvpc\b|event-source", where):
        decide(where, folder, name, 1, ["ec2:CreateNetworkInterface", "*"])
    elif "--vpc" in where:
        decide(where, folder, name, 0, ["ec2:CreateNetworkInterface", "*"])
    if event and event[1] in POLLS and "${Mine}" not in where:
        decide(where, folder, name, 0, POLLS[event[1]].split())


def check_python(where, folder, template):
    """The calls of the handler, with the environment values that stand for resources."""
    environment, known = {}, {}
    for name, value, known in stand_ins(template):
        environment[name] = value
    calls = handlers.run_python(folder, environment)
    counts["Python handlers"] += 1
    check_events(where, folder, template)
    return calls, known


def check_handler(where, folder, template, nodes):
    """The calls and what they stand for; a handler for Node.js is left in `nodes`."""
    if (folder / "src/app.mjs").exists():
        nodes[where] = folder
        return [], {}
    try:
        return check_python(where, folder, template)
    except Exception as failed:
        errors.append(f"{where}: handler: {type(failed).__name__}: {failed}")
        return [], {}


def check_calls(answers, folders, templates, made):
    """Each call by boto3, then by samgen check."""
    calls = [(where, call, *handlers.question_of(call)) for where, (made_calls, _) in made.items() for call in made_calls]
    questions = {name: question for _, _, name, question in calls}
    live = {name: call for _, call, name, _ in calls}
    said = answers.ask(questions, lambda _: handlers.by_boto3(live))
    for where, (service, method, params), name, _ in calls:
        operation, complaint = said.get(name, (None, None))
        if complaint:
            errors.append(f"{where}: boto3 says of {service}.{method}({params}): {complaint}")
        elif operation:
            check_call(where, folders[where], templates[where], made[where][1], service, operation, params)


def without_comments(source):
    return re.sub(r"(?m)^ *//.*\n", "", source)


def check_nodes(answers, nodes):
    """What Node.js said of each handler and its test event."""
    folders = {f"Node.js: {where}": folder for where, folder in nodes.items()}
    sources = {name: without_comments((folder / "src/app.mjs").read_text()) + (folder / "events/event.json").read_text()
               for name, folder in folders.items()}
    said = answers.ask(sources, lambda _: {name: handlers.run_node(folder) for name, folder in folders.items()}, shown=False)
    counts["Node.js handlers"] = len(said)
    errors.extend(f"{name.removeprefix('Node.js: ')}: handler: {complaint}" for name, complaint in said.items() if complaint)


def main():
    versions = lambda: [*sam.versions(), cfnlint.version(), handlers.boto3_version(), handlers.node_version()]
    answers = recorded.Live() if ALL else recorded.Recorded("new", versions)
    folders, templates, made, nodes = {}, {}, {}, {}
    if ALL:
        program.lift_limit()
    with tempfile.TemporaryDirectory() as base:
        for number, args in enumerate(projects(ALL)):
            where, folder = " ".join(args), Path(base, str(number), "shop")
            folder.parent.mkdir()
            if make(folder, *args):
                folders[where], templates[where] = folder, reader.load((folder / "template.yaml").read_text())
                check_spec(where, folder, templates[where])
                made[where] = check_handler(where, folder, templates[where], nodes)
        said = answers.ask({where: without_words(template) for where, template in templates.items()},
                           lambda _: judged(templates, folders))
        counts["judged by SAM and cfn-lint"] = len(said)
        errors.extend(f"{where}: {complaint}" for where, complaints in said.items() for complaint in complaints)
        check_calls(answers, folders, templates, made)
        check_nodes(answers, nodes)
    program.show([f"samgen new {error}" for error in errors])
    print(", ".join(f"{n} {what}" for what, n in counts.items()) + f", {len(errors)} wrong")
    return 1 if errors or answers.finish() else 0


if __name__ == "__main__":
    sys.exit(main())
