"""Random policies and requests: every operator, qualifier, wildcard, variable and Not-element, and who is named."""

ACCOUNT, OTHER = "123456789012", "999999999999"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/FunctionRole/session"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/FunctionRole"
STRANGER = f"arn:aws:sts::{OTHER}:assumed-role/Visitor/session"
USER = f"arn:aws:iam::{ACCOUNT}:user/path/someone"

QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:"
TABLE = f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/"
FUNCTION = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:"
RESOURCES = {
    "s3:GetObject": ["arn:aws:s3:::b/in/a.csv", "arn:aws:s3:::b/in-x/a", "arn:aws:s3:::b2/in/a", "arn:aws:s3:::b/alice/x",
                     "arn:aws:s3:::b/$x", "arn:aws:s3:::b/\u00e9"],
    "s3:PutObject": ["arn:aws:s3:::b/out/a.csv", "arn:aws:s3:::b/bob/x"],
    "s3:ListBucket": ["arn:aws:s3:::b", "arn:aws:s3:::b2"],
    "dynamodb:GetItem": [TABLE + "t", TABLE + "alice"],
    "dynamodb:Query": [TABLE + "t", TABLE + "t/index/i"],
    "sqs:SendMessage": [QUEUE + "q", QUEUE + "q.fifo", QUEUE + "alice-q"],
    "sns:Publish": [f"arn:aws:sns:us-east-1:{ACCOUNT}:t"],
    "secretsmanager:GetSecretValue": [f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:p/db-AbCdEf"],
    "ssm:GetParameter": [f"arn:aws:ssm:us-east-1:{ACCOUNT}:parameter/app/x"],
    "lambda:InvokeFunction": [FUNCTION + "f", FUNCTION + "f:live"],
    "kms:Decrypt": [f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234"],
    "events:PutEvents": [f"arn:aws:events:us-east-1:{ACCOUNT}:event-bus/default"],
}
ACTIONS = list(RESOURCES)

TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:t"
TEAM = "aws:PrincipalTag/team"
# What a request may say of a key, and what a policy may want of it.
TEXTS = {
    TEAM: ["alice", "bob", "Alice", "a*", "", "x?"],
    "aws:PrincipalOrgID": ["o-abc", "O-ABC", "o-abd"],
    "aws:RequestedRegion": ["us-east-1", "eu-west-1"],
    "aws:username": ["alice", "carol"],
}
NUMBERS = {"aws:MultiFactorAuthAge": ["10", "10.0", "3600", "99999", "-1.5", "0"]}
DATES = {"aws:CurrentTime": ["2026-01-01T00:00:00Z", "2027-06-01T12:00:00Z", "2026-01-01T01:00:00+01:00", "2025-12-31"],
         "aws:TokenIssueTime": ["2026-01-01T00:00:00.000Z", "2024-02-29T23:59:59Z"]}
TRUTHS = {"aws:SecureTransport": ["true", "false"], "aws:MultiFactorAuthPresent": ["true", "false"]}
ADDRESSES = {"aws:SourceIp": ["10.0.0.1", "10.1.2.3", "192.0.2.7", "2001:db8::1", "2001:db9::1"]}
RANGES = ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/23", "192.0.2.7", "192.0.2.0/24", "192.0.2.7/32", "2001:db8::/32",
          "2001:db8::1"]
ARNS = {"aws:SourceArn": [TOPIC, "arn:aws:s3:::b", TOPIC + ":sub"]}
BYTES = {"aws:PrincipalTag/bytes": ["QUJD", "QUI=", "QQ=="]}
LISTS = {"aws:TagKeys": ["a", "b", "ab", "A"]}

FAMILIES = [
    (TEXTS, ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
             "StringNotLike"]),
    (NUMBERS, ["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan",
               "NumericGreaterThanEquals"]),
    (DATES, ["DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan",
             "DateGreaterThanEquals"]),
    (TRUTHS, ["Bool"]),
    (ADDRESSES, ["IpAddress", "NotIpAddress"]),
    (ARNS, ["ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike"]),
    (BYTES, ["BinaryEquals"]),
]
KEYS = {key: values for keys, _ in FAMILIES for key, values in keys.items()} | LISTS


def cut(r, text, first):
    """The text with one or two wildcards in it."""
    for _ in range(r.choice([1, 1, 2])):
        i = r.randrange(min(first, len(text)), len(text) + 1)
        text = r.choice([text[:i] + "*", text[:i] + "*" + text[min(len(text), i + r.randrange(4)):],
                         text[:i] + "?" + text[i + 1:]])
    return text


def any_case(r, text):
    return r.choice([text] * 6 + [text.lower(), text.upper()])


def action(r):
    chosen = r.choice(ACTIONS)
    service, name = chosen.split(":")
    return r.choice([chosen, chosen, any_case(r, chosen), f"{service}:{cut(r, name, 0)}", f"{service}:*", "*"])


def variable(r):
    key = any_case(r, r.choice([TEAM, TEAM, "aws:username", "aws:PrincipalOrgID"]))
    return r.choice(["${%s}", "${%s}", "${%s, 'bob'}"]) % key


def resource(r):
    chosen = r.choice(RESOURCES[r.choice(ACTIONS)])
    head, tail = chosen[:chosen.rindex(":") + 1], chosen[chosen.rindex(":") + 1:]
    return r.choice([
        chosen, chosen, "*", cut(r, chosen, len(chosen) // 2), cut(r, chosen, 8),
        head + cut(r, tail, 0), head + variable(r) + r.choice(["", "/*", "-*"]),
        "arn:aws:s3:::b/" + variable(r) + r.choice(["/*", "/x", ""]), "arn:aws:s3:::b/" + r.choice(["${$}x", "${*}", "${x"]),
        TABLE + variable(r), "arn:aws:s3:::B/in/*",
    ])


def condition(r):
    """An operator with a key and its values."""
    if r.random() < .1:
        return r.choice(["Null", "null"]), {r.choice(list(KEYS)): r.choice(["true", "false", ["true"], True])}
    if r.random() < .15:
        operator = r.choice(["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase"])
        values = r.choice([["a"], ["a", "b"], ["b*"], ["?"], ["c"], []])
        return any_case(r, r.choice(["ForAllValues:", "ForAnyValue:"]) + operator), {"aws:TagKeys": values}
    keys, operators = r.choice(FAMILIES)
    key, operator = r.choice(list(keys)), r.choice(operators)
    known = RANGES if keys is ADDRESSES else [v for values in keys.values() for v in values]
    values = r.sample(known, r.randrange(1, min(4, len(known)) + 1))
    if operator.startswith("Arn") or "Like" in operator:
        values = [cut(r, v, 0 if keys is TEXTS else 8) if len(v) > 2 and r.random() < .7 else v for v in values]
    if keys is TEXTS and r.random() < .25:
        values = [v if r.random() < .5 else r.choice(["", "x-"]) + variable(r) for v in values]
    if keys is TEXTS and r.random() < .1:
        values.append(r.choice(["a${*}", "x${?}", "${$}"]))
    if keys is ARNS and r.random() < .2:
        values = [TOPIC[:-1] + variable(r)]
    if r.random() < .03:
        values = [r.choice(["", "junk"])]
    operator += r.choice(["", "", "", "IfExists"])
    if r.random() < .1 and keys is not BYTES:
        operator = r.choice(["ForAllValues:", "ForAnyValue:"]) + operator
    return any_case(r, operator), {any_case(r, key): values if len(values) > 1 or r.random() < .5 else values[0]}


def principal(r):
    named = [SESSION, ROLE, ROLE.replace("role/", "role/path/"), STRANGER, f"arn:aws:iam::{OTHER}:role/Visitor", USER,
             ACCOUNT, OTHER, f"arn:aws:iam::{ACCOUNT}:root", f"arn:aws:iam::{OTHER}:root", "*"]
    if r.random() < .1:
        return "*"
    if r.random() < .1:
        return {"Service": r.choice(["lambda.amazonaws.com", ["sns.amazonaws.com", "s3.amazonaws.com"]])}
    return {"AWS": r.choice([r.choice(named), r.sample(named, 2)])}


def statement(r, resource_policy):
    made = {"Effect": "Allow" if r.random() < .75 else "Deny"}
    made["NotAction" if r.random() < .1 else "Action"] = r.choice([action(r), [action(r) for _ in range(r.randrange(1, 4))]])
    made["NotResource" if r.random() < .12 else "Resource"] = r.choice(
        ["*", resource(r), [resource(r) for _ in range(r.randrange(1, 4))]])
    if resource_policy:
        made["NotPrincipal" if made["Effect"] == "Deny" and r.random() < .15 else "Principal"] = principal(r)
    for _ in range(r.choice([0, 0, 1, 1, 2])):
        operator, test = condition(r)
        made.setdefault("Condition", {}).setdefault(operator, {}).update(test)
    return made


def policy(r, resource_policy=False):
    made = {"Version": "2012-10-17"} if r.random() < .97 else {}
    statements = [statement(r, resource_policy) for _ in range(r.randrange(1, 6))]
    if r.random() < .03 and "Resource" in statements[0]:  # seldom, because the judge is known to fail here
        statements[0]["Resource"] = r.choice(["bucket", "arn:aws:s3", "arn:aws:s3:::b/${?}*"])
    made["Statement"] = statements[0] if len(statements) == 1 and r.random() < .5 else statements
    return made


def lists_of(document):
    made = document["Statement"]
    return made if isinstance(made, list) else [made]


def unique_keys(document):
    """IAM takes no key twice, in any case; the judge refuses them too."""
    for made in lists_of(document):
        names = [name.lower() for name in made.get("Condition", {})]
        tests = [[key.lower() for key in test] for test in made.get("Condition", {}).values()]
        if len(set(names)) != len(names) or any(len(set(keys)) != len(keys) for keys in tests):
            return False
    return True


def document(r, resource_policy=False):
    while not unique_keys(made := policy(r, resource_policy)):
        pass
    return made


def situation(r):
    """Policies and a caller that many requests are decided by."""
    made = {"policies": [document(r) for _ in range(r.choice([1, 1, 2]))], "principal": SESSION}
    if r.random() < .2:
        made["boundary"] = document(r)
    if r.random() < .35:
        made["resourcePolicy"] = document(r, resource_policy=True)
        made["principal"] = r.choice([SESSION, SESSION, ROLE, STRANGER, USER])
    return made


def request(r, identifier):
    chosen = r.choice(ACTIONS)
    service, name = chosen.split(":")  # the judge's driver knows kms: in lower case only
    made = {"id": identifier, "action": f"{service}:{any_case(r, name)}", "resource": r.choice(RESOURCES[chosen]),
            "context": {"aws:ResourceAccount": ACCOUNT}}  # a bucket's ARN does not tell
    for key in r.sample(list(KEYS), r.randrange(0, 8)):
        some = r.sample(KEYS[key], r.randrange(0, 3))
        made["context"][any_case(r, key)] = some if key in LISTS else r.choice(KEYS[key])
    return made
