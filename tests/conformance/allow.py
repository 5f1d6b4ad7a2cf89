"""Random `allow` calls, through the SAM translator and an IAM simulator: they allow what was asked for, and nothing else.

    allow.py [SAMGEN] [-v]                     the calls whose answers are recorded
    allow.py [SAMGEN] --more CALLS [--seed S]  other calls, the tools themselves asked

Each call has one to three actions of one service, ARNs of types they work on, and sometimes a condition. Asked are each
action on each of its resources, with and without what the condition wants; an action that was not asked for; and a
resource that was not. Recorded are the calls, what samgen printed for them, and what the simulator said of the role that
SAM made of that: a call that prints something else has no answer.
"""
import argparse
import collections
import re
import shlex
import sys
import textwrap

from judge import intrinsics, npm, program, reader, recorded, sam
from judge.draw import Draw
from judge.intrinsics import HERE, STACK

CALLS = 110
FREE = {"sts:GetCallerIdentity"}  # allowed whatever a policy says
HEAD = "AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\nResources:\n"
FUNCTION = "  {name}:\n    Type: AWS::Serverless::Function\n    Properties:\n" \
           "      Runtime: python3.13\n      Handler: app.handler\n      CodeUri: s3://code/code.zip\n"
UNJUDGED = re.compile("(no|multiple).resource.types")  # the reference has two ARN forms in one, or one type twice
# A condition, a context that meets it, and one that does not. Requests for any action carry these keys.
CONDITIONS = [
    ("StringEquals:aws:RequestedRegion=us-east-1", {"aws:RequestedRegion": "us-east-1"}, {"aws:RequestedRegion": "eu-west-1"}),
    ("StringLike:aws:PrincipalTag/team=a*", {"aws:PrincipalTag/team": "alpha"}, {}),
    ("Bool:aws:SecureTransport=true", {"aws:SecureTransport": "true"}, {"aws:SecureTransport": "false"}),
    ("IpAddress:aws:SourceIp=10.0.0.0/8", {"aws:SourceIp": "10.1.2.3"}, {"aws:SourceIp": "11.1.2.3"}),
    ("StringNotEqualsIfExists:aws:PrincipalTag/team=b", {}, {"aws:PrincipalTag/team": "b"}),
]
# A reference, in a stack that has such a resource: its type, an action, what follows ${Id}, the ARN asked about
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
# Where AWS gives ids, a name cannot be in the ARN
IDS = {"appsync": ("abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba")}
# Where the simulator has the bare reference, which templates/actions corrects
CORRECTED = {line.split("\t")[2] for line in (program.ROOT / "tools/action-overrides.tsv").read_text().splitlines()[1:]}


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
    """A call: its words, and groups of requests, each with what must become of them: [want, context, resource, actions]."""
    service = rng.choice(services)
    usable = [name for name, uses in service.actions.items() if f"{service.prefix}:{name}" not in CORRECTED]
    kind = rng.choice([use for name in usable for use in service.actions[name]])
    fitting = [name for name in usable if kind in service.actions[name]]
    asked = rng.sample(fitting, min(len(fitting), rng.randint(1, 3)))
    mine, yours = IDS.get(service.prefix, ("mine", "yours"))
    resource, outside = ("*", None) if kind == "*" else (service.arn(kind, mine), service.arn(kind, yours))
    condition, met, unmet = rng.choice(CONDITIONS) if rng.random() < 0.4 else ("", {}, None)
    words = [f"{service.prefix}:{name if rng.random() < 0.7 else name.lower()}" for name in asked] + ["--resource", resource]
    words += ["--condition", condition] if condition else []
    full = [f"{service.prefix}:{name}" for name in asked]
    groups = [["A", met, resource, full]]
    if unmet is not None:
        groups.append(["I", unmet, resource, full])
    if outside and "*" not in resource and outside != resource:
        groups.append(["I", met, outside, full])
    left = [name for name in fitting if name not in asked]
    left = [name for name in left if f"{service.prefix}:{name}" not in FREE]
    if left:
        groups.append(["I", met, resource, [f"{service.prefix}:{name}" for name in rng.sample(left, min(len(left), 2))]])
    return words, groups, ""


def reference_calls():
    """The rows of REFERENCES as calls, each with the resource that its stack needs."""
    for number, (kind, action, rest, arn) in enumerate(REFERENCES):
        name = f"Thing{number}"
        groups = [["A", {}, arn.replace("NAME", name.lower()), [action]], ["I", {}, arn.replace("NAME", "another"), [action]]]
        yield [action, "--resource", f"${{{name}}}{rest}"], groups, f"  {name}: {{Type: {kind}}}\n"


def block(samgen, words):
    """What is printed, and the complaint instead."""
    run = program.run(samgen, "allow", *words, "--no-logs")
    return run.stdout if run.returncode == 0 else None, run.stderr.strip()


def without_sids(text):
    """The policies of a block; what a statement is called changes no decision."""
    policies = reader.load(text)["Policies"]
    for policy in policies:
        policy["Statement"] = [{key: value for key, value in statement.items() if key != "Sid"}
                               for statement in policy["Statement"]]
    return policies


def new_calls(seed, count):
    """words as one text -> groups, resources of the stack."""
    rng = Draw(seed)
    services = [Service(path) for path in sorted((program.ROOT / "templates/actions").glob("*.txt"))]
    services = [s for s in services if any(uses for uses in s.actions.values())]
    calls = [choose(rng, services) for _ in range(count)] + list(reference_calls())
    return {shlex.join(words): (groups, resources) for words, groups, resources in calls}


def judged(calls, blocks):
    """words -> groups with the simulator's letters after them, for the roles that SAM makes of the blocks."""
    template = HEAD
    for number, words in enumerate(blocks):
        template += FUNCTION.format(name=f"F{number}") + textwrap.indent(blocks[words], " " * 6) + calls[words][1]
    made = sam.transformed(sam.parsed(template))["Resources"]
    resolve, requests = intrinsics.OfStack(made), []
    for number, words in enumerate(blocks):
        policies = [resolve(policy["PolicyDocument"]) for policy in made[f"F{number}Role"]["Properties"]["Policies"]]
        requests += [{"policies": policies, "action": action, "resource": resource, "context": context}
                     for _, context, resource, actions in calls[words][0] for action in actions]
    letters = iter("x" if UNJUDGED.search(answer) else answer[0].replace("x", "!") for answer in npm.simulate(requests))
    return {words: [[*group, "".join(next(letters) for _ in group[3])] for group in calls[words][0]] for words in blocks}


def wrong_with(groups, counts):
    """What is not as it must be, as texts."""
    for want, context, resource, actions, letters in groups:
        for action, letter in zip(actions, letters, strict=True):
            counts[letter] += 1
            if letter not in (want, "x"):
                yield (f"{action} on {resource} with {context or 'no context'}: expected {npm.WORDS[want]}, the simulator says "
                       f"{npm.WORDS.get(letter, 'that it cannot judge')}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samgen", nargs="?", default=program.samgen())
    parser.add_argument("--more", type=int, metavar="CALLS")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-v", action="store_true", dest="verbose")
    given = parser.parse_args()
    if given.more:
        program.lift_limit()
    answers = recorded.Recorded("allow", lambda: [*sam.versions(), npm.version(npm.SIMULATOR)])
    if given.more or recorded.recording():
        calls = new_calls(given.seed if given.more else "recorded", given.more or CALLS)
    else:
        calls = dict.fromkeys(answers.rows)
    blocks, wrong, counts = {}, [], collections.Counter()
    for words in calls:
        blocks[words], complaint = block(given.samgen, shlex.split(words))
        if blocks[words] is None:
            wrong.append(f"samgen allow {words}\n    expected a block; refused: {complaint}")
            del blocks[words]
    questions = {words: without_sids(text) for words, text in blocks.items()}
    live = lambda _: judged(calls, blocks)
    for words, groups in (live(None) if given.more else answers.ask(questions, live)).items():
        if given.verbose:
            print("allow", words)
        for what in wrong_with(groups, counts):
            wrong.append(f"samgen allow {words}\n    {what}\n{textwrap.indent(blocks[words], '    | ')}")
    program.show(wrong)
    print(f"{len(calls)} calls, {counts.total() - counts['x']} of {counts.total()} requests decided, {len(wrong)} wrong")
    unanswered = 0 if given.more else answers.finish()
    return 1 if wrong or unanswered or counts["x"] * 20 > counts.total() or counts["A"] < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
