"""Random `allow` calls, through the SAM translator and an IAM simulator: they allow what was asked for, and nothing else.

    allow.py [SAMGEN] [--calls N] [--seed S] [-v]

Each call has one to three actions of one service, ARNs of types they work on, and sometimes a condition. Asked are each
action on each of its resources, with and without what the condition wants; an action that was not asked for; and a
resource that was not. The judges are the scripts of ../shared/oracle and the npm package they name.
"""
import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ORACLE = ROOT.parent / "shared/oracle"
NPM = Path(os.environ.get("NPM_DIR") or Path.home() / ".cache/samgen-oracle/npm")
try:
    import samtranslator  # noqa: F401
    sys.path.insert(0, str(ORACLE))
    import effective
    if not NPM.joinpath("node_modules/@cloud-copilot/iam-simulate").exists():
        raise ImportError(f"no @cloud-copilot/iam-simulate in {NPM}")
    subprocess.run(["node", "--version"], check=True, capture_output=True)
except (ImportError, OSError, subprocess.CalledProcessError) as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

STACK = {"partition": "aws", "region": "us-east-1", "account": "123456789012"}
HEAD = "AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\nResources:\n"
FUNCTION = "  {name}:\n    Type: AWS::Serverless::Function\n    Properties:\n" \
           "      Runtime: python3.13\n      Handler: app.handler\n      CodeUri: s3://code/code.zip\n"
# A condition, a context that meets it, and one that does not. Requests for any action carry these keys.
CONDITIONS = [
    ("StringEquals:aws:RequestedRegion=us-east-1", {"aws:RequestedRegion": "us-east-1"}, {"aws:RequestedRegion": "eu-west-1"}),
    ("StringLike:aws:PrincipalTag/team=a*", {"aws:PrincipalTag/team": "alpha"}, {}),
    ("Bool:aws:SecureTransport=true", {"aws:SecureTransport": "true"}, {"aws:SecureTransport": "false"}),
    ("IpAddress:aws:SourceIp=10.0.0.0/8", {"aws:SourceIp": "10.1.2.3"}, {"aws:SourceIp": "11.1.2.3"}),
    ("StringNotEqualsIfExists:aws:PrincipalTag/team=b", {}, {"aws:PrincipalTag/team": "b"}),
]
# A reference, in a stack that has such a resource: its type, an action, what stands behind ${Id}, the ARN asked about
HERE = "us-east-1:123456789012"
REFERENCES = [
    ("AWS::DynamoDB::Table", "dynamodb:GetItem", "", f"arn:aws:dynamodb:{HERE}:table/NAME"),
    ("AWS::DynamoDB::Table", "dynamodb:Query", "/index/*", f"arn:aws:dynamodb:{HERE}:table/NAME/index/by-date"),
    ("AWS::S3::Bucket", "s3:ListBucket", "", "arn:aws:s3:::NAME"),
    ("AWS::S3::Bucket", "s3:GetObject", "/in/*", "arn:aws:s3:::NAME/in/key"),
    ("AWS::SQS::Queue", "sqs:PurgeQueue", "", f"arn:aws:sqs:{HERE}:NAME"),
    ("AWS::SNS::Topic", "sns:Publish", "", f"arn:aws:sns:{HERE}:NAME"),
    ("AWS::KMS::Key", "kms:Decrypt", "", f"arn:aws:kms:{HERE}:key/NAME"),
    ("AWS::Kinesis::Stream", "kinesis:PutRecord", "", f"arn:aws:kinesis:{HERE}:stream/NAME"),
    ("AWS::KinesisFirehose::DeliveryStream", "firehose:PutRecord", "", f"arn:aws:firehose:{HERE}:deliverystream/NAME"),
    ("AWS::SecretsManager::Secret", "secretsmanager:GetSecretValue", "", f"arn:aws:secretsmanager:{HERE}:secret:NAME-AbCdEf"),
    ("AWS::Events::EventBus", "events:PutEvents", "", f"arn:aws:events:{HERE}:event-bus/NAME"),
    ("AWS::IAM::Role", "iam:PassRole", "", "arn:aws:iam::123456789012:role/NAME"),
]
# Where the simulator has the bare reference, which templates/actions corrects
CORRECTED = {line.split("\t")[2] for line in (ROOT / "tools/action-overrides.tsv").read_text().splitlines()[1:]}


class Service:
    """The actions and ARN forms of one file of templates/actions."""

    def __init__(self, path):
        self.prefix = path.stem
        self.types, self.actions = {}, {}
        for words in (line.split(" ") for line in path.read_text(encoding="utf-8").splitlines()):
            if words[0] == ".type":
                self.types[words[1]] = words[3]
            elif not words[0].startswith("."):
                uses = [re.sub(r"!?(=\d+)?$", "", use) for use in words[2].split(",")]
                self.actions[words[0]] = [use for use in uses if f"{self.prefix}:{use}" not in CORRECTED]

    def arn(self, kind, name):
        form = self.types[kind]
        form = f"arn:{{partition}}:{self.prefix}:{{region}}:{{account}}{form}" if form.startswith(":") else form
        return re.sub(r"\{(\w+)\}", lambda found: STACK.get(found[1], name), form)


def choose(rng, services):
    """A call: its words, the requests it must allow and those it must deny (action, resource, context)."""
    service = rng.choice(services)
    usable = [name for name, uses in service.actions.items() if f"{service.prefix}:{name}" not in CORRECTED]
    kind = rng.choice([use for name in usable for use in service.actions[name]])
    fitting = [name for name in usable if kind in service.actions[name]]
    others = [name for name in usable if name not in fitting]
    asked = rng.sample(fitting, min(len(fitting), rng.randint(1, 3)))
    resource, outside = ("*", None) if kind == "*" else (service.arn(kind, "mine"), service.arn(kind, "yours"))
    condition, met, unmet = rng.choice(CONDITIONS) if rng.random() < 0.4 else ("", {}, None)
    words = [f"{service.prefix}:{name if rng.random() < 0.7 else name.lower()}" for name in asked] + ["--resource", resource]
    words += ["--condition", condition] if condition else []
    full = [f"{service.prefix}:{name}" for name in asked]
    allow = [(name, resource, met) for name in full]
    deny = [(name, resource, unmet) for name in full if unmet is not None]
    deny += [(name, outside, met) for name in full if outside and "*" not in resource and outside != resource]
    left = [name for name in fitting + others if name not in asked and kind in service.actions[name]]
    deny += [(f"{service.prefix}:{name}", resource, met) for name in rng.sample(left, min(len(left), 2))]
    return words, allow, deny


def reference_calls():
    """The rows of REFERENCES as calls, each with the resource that its stack needs."""
    for number, (kind, action, rest, arn) in enumerate(REFERENCES):
        name = f"Thing{number}"
        allow = [(action, arn.replace("NAME", name.lower()), {})]
        deny = [(action, arn.replace("NAME", "another"), {})]
        yield [action, "--resource", f"${{{name}}}{rest}"], allow, deny, f"  {name}: {{Type: {kind}}}\n"


def block(samgen, words):
    run = subprocess.run([samgen, "allow", *words, "--no-logs"], capture_output=True, text=True, timeout=20)
    return run.stdout if run.returncode == 0 else None, run.stderr.strip()


def decide(queries):
    run = subprocess.run(["node", ORACLE / "decide.mjs"], input="\n".join(map(json.dumps, queries)), text=True,
                         capture_output=True, env={**os.environ, "NPM_DIR": str(NPM)})
    return [json.loads(line) for line in run.stdout.splitlines()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("samgen", nargs="?", default=os.environ.get("SAMGEN", str(ROOT / "build/release/bin/samgen")))
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-v", action="store_true", dest="verbose")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    services = [Service(path) for path in sorted((ROOT / "templates/actions").glob("*.txt"))]
    services = [s for s in services if any(uses for uses in s.actions.values())]
    template, calls, wrong = HEAD, {}, []
    asked = [(*choose(rng, services), "") for _ in range(arguments.calls)] + list(reference_calls())
    for number, (words, allow, deny, resources) in enumerate(asked):
        made, told = block(arguments.samgen, words)
        if arguments.verbose:
            print("allow", *words)
        if made is None:
            wrong.append((words, "refused: " + told))
            continue
        calls[f"F{number}"] = (words, allow, deny)
        template += FUNCTION.format(name=f"F{number}") + textwrap.indent(made, " " * 6) + resources
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write(template)
        file.flush()
        roles = effective.effective(file.name)["functions"]
    queries, owners = [], []
    for name, (words, allow, deny) in calls.items():
        for want, requests in (("Allowed", allow), ("ImplicitlyDenied", deny)):
            for action, resource, context in requests:
                queries.append({"id": len(queries), "policies": roles[name]["inline"], "action": action, "resource": resource,
                                "context": context})
                owners.append((words, want))
    decisions, unjudged = decide(queries), 0
    for query, decision, (words, want) in zip(queries, decisions, owners):
        if re.search("(no|multiple).resource.types", decision.get("detail", "")):
            unjudged += 1  # the reference has two ARN forms in one, or one type twice: the simulator takes neither
        elif decision["result"] != want:
            wrong.append((words, f"{query['action']} on {query['resource']} with {query['context']}: "
                                 f"{decision['result']} {decision.get('detail', '')}, not {want}"))
    for words, what in wrong:
        print("allow", *words, "\n   ", what)
    print(f"{len(calls)} of {len(asked)} calls made a block, {len(decisions) - unjudged} of {len(queries)} requests "
          f"decided, {len(wrong)} wrong")
    return 1 if wrong or len(decisions) != len(queries) or unjudged * 20 > len(queries) or not calls else 0


if __name__ == "__main__":
    sys.exit(main())
