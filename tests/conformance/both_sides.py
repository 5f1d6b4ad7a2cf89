"""resource-policy decided together with the grant: across accounts both sides are needed and enough.

    both_sides.py [SAMGEN]

For every grant of the catalog, with the options of its example, the statements of resource-policy are read beside those of
the grant. Each of their requests is allowed with both, denied with either alone; in one account the grant alone is
enough, but for keys and roles, whose own policy must allow; and another role is let in by nobody.
"""
import json
import re
import shlex
import sys
import tempfile
from pathlib import Path

from judge import program

SAMGEN = sys.argv[1] if len(sys.argv) > 1 else program.samgen()
HERE, THERE = "123456789012", "111122223333"
OWN, OTHER = f"arn:aws:iam::{HERE}:role/reader", f"arn:aws:iam::{THERE}:role/reader"
PSEUDO = {"AWS::Partition": "aws", "AWS::Region": "us-east-1", "AWS::AccountId": HERE}
LEAST = 38  # grants whose resources can have a policy
MUST_ALLOW = ("kms", "sts")  # in the same account too
bad = []


def run(*words, codes=(0,)):
    done = program.run(SAMGEN, *words)
    if done.returncode not in codes:
        bad.append(f"{' '.join(words)}: exit {done.returncode}: {done.stderr.strip()}")
    return done


def resolve(node):
    if isinstance(node, list):
        return [resolve(item) for item in node]
    if not isinstance(node, dict):
        return node
    if list(node) == ["Ref"]:
        return PSEUDO[node["Ref"]]
    if list(node) == ["Fn::Sub"]:
        return re.sub(r"\$\{(AWS::\w+)\}", lambda found: PSEUDO[found[1]], node["Fn::Sub"])
    return {key: resolve(value) for key, value in node.items()}


def grants():
    lines = run("list").stdout.splitlines()
    names = [line.split()[0] for line in lines if re.match(r"\s+[a-z0-9]+(-[a-z0-9]+)* ", line)]
    for name in names:
        example = re.search(r"^Example: samgen (.*)$", run("help", name).stdout, re.M)
        if example:
            yield name, shlex.split(example[1])


def inline(words):
    block = json.loads(run(*words, "--style", "inline", "--no-logs", "--format", "json", "-q").stdout)
    return [one for entry in block["Policies"] if isinstance(entry, dict) for one in resolve(entry).get("Statement", [])]


def context_of(statement):
    keys = {}
    for operator, wanted in statement.get("Condition", {}).items():
        for key, values in wanted.items():
            values = values if isinstance(values, list) else [values]
            if operator != "Null":
                keys[key] = [value.replace("*", "x") for value in values][:1]
    return keys


def requests_of(statements, arn_of):
    for statement in statements:
        for action in statement["Action"]:
            for resource in arn_of(statement):
                resource = resource.replace("-??????", "-AbCdEf").replace("*", "x")
                yield {"action": action, "resource": resource, "context": context_of(statement)}


def decide(folder, requests, principal, owner, policy=None, resource_policy=None):
    words = ["check", "--requests", "-", "--principal", principal, "--resource-account", owner, "-q"]
    for option, statements in (("--policy", policy), ("--resource-policy", resource_policy)):
        path = Path(folder) / f"{option[2:]}.json"
        if statements is not None:
            path.write_text(json.dumps({"Version": "2012-10-17", "Statement": statements}))
            words += [option, str(path)]
    if "--policy" not in words and "--resource-policy" not in words:
        return [False for _ in requests]
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    done = program.run(SAMGEN, *words, input=lines)
    if done.returncode > 1:
        bad.append(f"check: {done.stderr.strip()}")
    return [json.loads(line)["decision"] == "allowed" for line in done.stdout.splitlines()]


def try_grant(folder, name, words):
    done = run("resource-policy", "--role", OTHER, "--account", HERE, "--bare", "--format", "json", *words, codes=(0, 2))
    if done.returncode:
        return 0  # no resource of the grant can have a policy; LEAST says how many can
    callee, granted = resolve(json.loads(done.stdout)), inline(words)
    by_sid = {statement["Sid"]: statement for statement in granted if "Sid" in statement}
    requests = list(requests_of(callee, lambda statement: by_sid.get(statement.get("Sid"), statement)["Resource"]))
    if not requests:
        bad.append(f"{name}: no requests")
    others = json.loads(json.dumps(callee).replace(OTHER, OWN + "2"))  # what the policy says without the grant's part
    same = json.loads(json.dumps(callee).replace(OTHER, OWN))
    key = [request["action"].split(":")[0] in MUST_ALLOW for request in requests]
    truths = [
        ("across accounts, both sides", [True] * len(requests), decide(folder, requests, OTHER, HERE, granted, callee)),
        ("across accounts, the grant alone", [False] * len(requests), decide(folder, requests, OTHER, HERE, granted, others)),
        ("across accounts, the policy alone", [False] * len(requests), decide(folder, requests, OTHER, HERE, [], callee)),
        ("another role", [False] * len(requests), decide(folder, requests, OTHER + "2", HERE, granted, callee)),
        ("one account, the grant alone", [not must for must in key], decide(folder, requests, OWN, HERE, granted, others)),
        ("one account, both sides", [True] * len(requests), decide(folder, requests, OWN, HERE, granted, same)),
    ]
    for what, want, got in truths:
        for request, expected, decided in zip(requests, want, got):
            if expected != decided:
                bad.append(f"{name}: {what}: {request} is {'allowed' if decided else 'denied'}")
        if len(want) != len(got):
            bad.append(f"{name}: {what}: {len(got)} answers to {len(want)} requests")
    return len(requests)


def main():
    tried = total = count = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, words in grants():
            requests = try_grant(folder, name, words)
            total, tried, count = total + 1, tried + (requests > 0), count + requests
    program.show(bad)
    print(f"{total} grants, {tried} with a policy on the other side ({LEAST} at least), {count} requests, {len(bad)} wrong")
    return 1 if bad or tried < LEAST else 0


sys.exit(main())
