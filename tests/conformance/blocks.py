"""Every grant's block, pasted under a function, through the SAM translator.

    blocks.py [--all]    a third of the calls, or all

Each grant is printed in every style, with names and with ${Id} of every type its options allow. SAM must accept the
blocks, what they refer to must exist, and each ARN, resolved as CloudFormation does it, must have its kind's form.
What SAM makes of Policies is recorded: its policy templates (policies.py) and what is said below of the rest, which a
recording compares with the translator. Which attributes a type has is recorded from the schemas of cfn-lint.
"""
import json
import re
import sys
import tempfile
from pathlib import Path

from judge import cfnlint, program, reader, recorded, sam
from judge.intrinsics import PSEUDO, STACK, Intrinsics

ROOT, SAMGEN = program.ROOT, program.samgen()
ALL = "--all" in sys.argv[1:] or recorded.recording()
HEAD = "AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\n"
FUNCTION = "{Runtime: python3.13, Handler: app.handler, CodeUri: s3://code/code.zip}"
PROPERTIES = {
    "AWS::Serverless::Function": FUNCTION,
    "AWS::Serverless::StateMachine": "{DefinitionUri: s3://code/flow.json, Role: arn:aws:iam::123456789012:role/r}",
    "AWS::Serverless::Api": "{StageName: prod, DefinitionUri: s3://code/api.json}",
    "AWS::Serverless::HttpApi": "{DefinitionUri: s3://code/api.json}",
    "AWS::Serverless::GraphQLApi": "{SchemaInline: 'type Query {one: String}', Auth: {Type: AWS_IAM}}",
}
# What CloudFormation's guide says that Ref and GetAtt return, where it is not Ref=name and Arn=arn. In a value
# `name` and `arn` are the resource's; the rest is returned as written.
RETURNS = {type_: dict(item.split("=", 1) for item in line.split()[1:]) for line in """
AWS::SQS::Queue Ref=https://host/q QueueUrl=https://host/q QueueName=name
AWS::SNS::Topic Ref=arn TopicArn=arn TopicName=name
AWS::KMS::Key KeyId=name
AWS::MSK::Cluster Ref=arn
AWS::MSK::ServerlessCluster Ref=arn
AWS::MSK::Topic Ref=arn:aws:kafka:us-east-1:123456789012:topic/events/uuid/name
AWS::RDS::DBCluster DBClusterArn=arn DBClusterResourceId=cluster-ABCDEFGHIJKL01234
AWS::RDS::DBInstance DbiResourceId=name
AWS::RDS::DBProxy DBProxyArn=arn:aws:rds:us-east-1:123456789012:db-proxy:name
AWS::ECS::TaskDefinition Ref=arn TaskDefinitionArn=arn
AWS::StepFunctions::StateMachine Ref=arn Name=name
AWS::SecretsManager::Secret Ref=arn Id=arn
AWS::Logs::LogGroup Arn=arn:*
AWS::DynamoDB::Table StreamArn=arn/stream/2015-11-30T20:10:00.000
AWS::CodeCommit::Repository Ref=uuid Name=name
AWS::Bedrock::ApplicationInferenceProfile Ref=arn InferenceProfileArn=arn InferenceProfileId=name
AWS::Bedrock::Guardrail Ref=arn GuardrailArn=arn GuardrailId=name
AWS::Bedrock::KnowledgeBase KnowledgeBaseArn=arn KnowledgeBaseId=name
AWS::Bedrock::Agent AgentArn=arn AgentId=name
AWS::AppSync::GraphQLApi Ref=arn ApiId=name
AWS::AppSync::Api Ref=arn ApiArn=arn ApiId=name
AWS::S3Tables::TableBucket Ref=arn TableBucketARN=arn
AWS::S3Vectors::VectorBucket Ref=arn VectorBucketArn=arn
AWS::DSQL::Cluster Identifier=name ResourceArn=arn
AWS::OpenSearchServerless::Collection Id=name
AWS::BedrockAgentCore::Runtime AgentRuntimeArn=arn AgentRuntimeId=name
AWS::Events::ApiDestination ArnForPolicy=arn Arn=arn/uuid
AWS::Batch::JobDefinition Ref=arn:3 JobDefinitionArn=arn:3
AWS::Batch::JobQueue Ref=arn JobQueueArn=arn
AWS::SageMaker::Endpoint Ref=arn EndpointName=name
AWS::Bedrock::AgentAlias Ref=AGENT12345|name AgentAliasId=name
""".strip().splitlines() for type_ in line.split()[:1]}
# Types of SAM, and the types that it makes of them
BY_SAM = {"AWS::Serverless::Function": "AWS::Lambda::Function", "AWS::Serverless::SimpleTable": "AWS::DynamoDB::Table",
          "AWS::Serverless::StateMachine": "AWS::StepFunctions::StateMachine", "AWS::Serverless::Api": "AWS::ApiGateway::RestApi",
          "AWS::Serverless::HttpApi": "AWS::ApiGatewayV2::Api",
          "AWS::Serverless::GraphQLApi": "AWS::AppSync::GraphQLApi"}
ATTRIBUTES = recorded.Recorded("blocks", lambda: [cfnlint.version(), *sam.versions()])
SAM_TEMPLATES = {name: row[1] for name, row in recorded.read("policies").items()}
errors = []


def load(path):
    return reader.load(path.read_text())


def fill(pattern, name):
    return pattern.format(partition="aws", region="us-east-1", account="123456789012", name=name, qualifier="1",
                          suffix="amazonaws.com")


FILES = [load(f) for f in sorted((ROOT / "templates/grants").glob("*.yaml"))]
KINDS = {k["name"]: k for f in [load(ROOT / "templates/resources.yaml")] + FILES for k in f.get("kinds", [])}
GRANTS = [g for f in FILES for g in f["grants"] if "needs" in g]
ARN_OF = {"AWS::RDS::DBCluster": "db-cluster", "AWS::DynamoDB::Table": "table"}  # types that several kinds know


def name_of(kind):
    return KINDS[kind]["example"].lstrip(KINDS[kind].get("drop") or "\0")


class Resolver(Intrinsics):
    """Gives intrinsics the values that CloudFormation would give."""

    def __init__(self, ids):
        self.ids = {**ids, "Topic": ("topic", "AWS::SNS::Topic")}

    def attribute(self, name, attribute):
        if name in PSEUDO:
            return PSEUDO[name]
        kind, type_ = self.ids[name]
        if type_ == "Parameter":
            return KINDS[kind]["example"]
        type_ = BY_SAM.get(type_, type_)
        if attribute not in attributes_of(type_) + ["Ref"]:
            raise LookupError(f"{type_} has no attribute {attribute}")
        kind = ARN_OF.get(type_, kind)
        arn = fill(KINDS[kind].get("arn", "-"), name_of(kind)) + ("-AbCdEf" if "suffix" in KINDS[kind] else "")
        returned = {"Ref": "name", "Arn": "arn", **RETURNS.get(type_, {})}[attribute]
        return re.sub(r"\bname$", name_of(kind), re.sub(r"^arn(?!:aws)", arn, returned))


def attributes_of(type_):
    """What Fn::GetAtt takes of a type, by cfn-lint's schemas."""
    def live(_):
        from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER as schemas
        return {type_: sorted(schemas.get_resource_schema("us-east-1", type_).get_atts)}
    return ATTRIBUTES.ask({type_: None}, live).get(type_, [])


def calls(grant):
    """Options given together, and the one that varies, so that each option and each need of the grant is met."""
    options, one_of = grant.get("options", []), grant.get("one-of", [])
    required = [o["name"] for o in options if o.get("required")]
    wants = sorted(([w.split(":")[0] for w in n.get("when", [])] for n in grant["needs"]), key=len)
    single = [(o["name"], next((w for w in wants if o["name"] in w), []) + [o["name"]]) for o in options]
    for varies, names in [(None, w) for w in wants] + single:
        yield list(dict.fromkeys(required + names + ([] if set(names) & set(one_of) else one_of[:1]))), varies


def variants(grant):
    """The arguments of every call, with a literal and with each type: (arguments, {id: (kind, type)})."""
    kinds = {o["name"]: o["kind"] for o in grant.get("options", [])}
    for names, varies in calls(grant):
        kind = KINDS[kinds[varies]] if varies else {}
        free = kind and not any(kind.get(k) for k in ("choices", "shape")) and kind.get("value", "text") == "text"
        for type_ in [None] + kind.get("types", []) + ["Parameter"] * bool(free):
            args, ids = [], {}
            for name in names:
                value = KINDS[kinds[name]]["example"]
                if name == varies and type_:
                    id_ = re.sub("[^A-Za-z0-9]", "", kinds[name] + type_)
                    ids[id_], value = (kinds[name], type_), "${" + id_ + "}"
                args += ["--" + name] + [value] * (KINDS[kinds[name]].get("value") != "flag")
            yield args, ids


def samgen(*args):
    done = program.run(SAMGEN, *args)
    if done.returncode == 0:
        return done.stdout
    errors.append(f"{' '.join(args)}: exit {done.returncode}: {done.stderr[:300]}")


def template_of(ids):
    parameters, resources = "Parameters:\n  Any: {Type: String}\n", "Resources:\n  Topic: {Type: AWS::SNS::Topic}\n"
    for name, (kind, type_) in ids.items():
        if type_ == "Parameter":
            parameters += f"  {name}: {{Type: String, Default: {json.dumps(KINDS[kind]['example'])}}}\n"
        else:
            resources += f"  {name}: {{Type: {type_}, Properties: {PROPERTIES.get(type_, '{}')}}}\n"
    return HEAD + parameters + resources


# -- what SAM makes of Policies --

def as_list(value):
    return value if isinstance(value, list) else [value]


def plain(document):
    """With lists where one text may stand, so that documents can be compared."""
    made = []
    for statement in as_list(document["Statement"]):
        statement = {**statement, **{key: as_list(statement[key]) for key in ("Action", "Resource")}}
        tests = statement.pop("Condition", {})
        if tests:
            statement["Condition"] = {operator: {key: as_list(values) for key, values in test.items()}
                                      for operator, test in tests.items()}
        made.append(statement)
    return {**document, "Statement": made}


def of_template(name, given):
    """The document of a policy template, from the recorded data of SAM."""
    parameters, statements = SAM_TEMPLATES[name]
    if set(parameters) - set(given):
        raise LookupError(f"{name} lacks {set(parameters) - set(given)}")

    def fill_in(text):
        return re.sub(r"\{(\w+)\}", lambda found: {**STACK, **given}[found[1]], text)

    made = []
    for actions, resources, tests in statements:
        statement = {"Effect": "Allow", "Action": actions, "Resource": [fill_in(text) for text in resources]}
        for operator_key, values in tests.items():
            operator, key = operator_key.split(" ")
            statement.setdefault("Condition", {}).setdefault(operator, {})[key] = [fill_in(value) for value in values]
        made.append(statement)
    return {"Statement": made}


def inline_documents(resolve, block):
    """The resolved documents that SAM gives the role of a function with this block."""
    for entry in reader.load(block)["Policies"]:
        if isinstance(entry, dict) and "Statement" in entry:
            yield plain(resolve(entry))
        elif isinstance(entry, dict):
            (name, given), = entry.items()
            yield of_template(name, resolve(given))


def by_translator(blocks, ids):
    """The same by the translator itself."""
    text = template_of(ids)
    for i, block in enumerate(blocks):
        text += f"  F{i}:\n    Type: AWS::Serverless::Function\n    Properties:\n"
        text += re.sub("[{}]|, ", "\n      ", FUNCTION) + "\n" + re.sub("^(?=.)", " " * 6, block, flags=re.M)
    made, resolve = sam.transformed(sam.parsed(text))["Resources"], Resolver(ids)
    for i in range(len(blocks)):
        role = made[f"F{i}Role"]["Properties"]
        yield [plain(resolve(policy["PolicyDocument"])) for policy in role.get("Policies", [])]


def roles(where, blocks, ids):
    """The documents of the role of each block; a block that cannot be read has none and is reported."""
    resolve, made = Resolver(ids), []
    for name, block in zip(where, blocks):
        try:
            made.append(list(inline_documents(resolve, block)))
        except (LookupError, reader.Unreadable) as wrong:
            errors.append(f"samgen {name}: {type(wrong).__name__}: {wrong}\n{block}")
            made.append([])
    if recorded.recording():
        for name, ours, theirs in zip(where, made, by_translator(blocks, ids)):
            if ours != theirs:
                errors.append(f"samgen {name}: SAM makes another role than is said here:\n"
                              f"{recorded.differences(theirs, ours, 'SAM', 'blocks.py')}")
    return made


def check_arns(where, documents):
    resources = [text for document in documents for statement in document["Statement"] for text in statement["Resource"]]
    for text in resources:
        if text != "*" and (not re.fullmatch(r"arn:aws:[a-z0-9-]+:[a-z0-9*-]*:(\d{12})?:.+", text) or
                            re.search(r"https?:|arn:.*arn:|\$\{(?![*?$]\})", text)):
            errors.append(f"samgen {where}: expected an ARN or *, resolved as CloudFormation does: {text}")


def expected(grant, kind):
    """What a reference must resolve to: the ARN in one of its forms, or the name where a need builds around it."""
    forms = [KINDS[kind].get("arn")] + [o["arn"] for o in KINDS[kind].get("others", []) if not o.get("prefixes")]
    needs = json.dumps([[n["resources"], n.get("conditions")] for n in grant["needs"]])
    around = [c for o in grant.get("options", []) if o["kind"] == kind
              for c in re.findall(r'([/:"]){' + o["name"] + (r'(?:\.name)?}' if not forms[0] else r'\.name}'), needs)]
    return [fill(form, name_of(kind)) for form in forms if form] + [c + name_of(kind) for c in around]


def check_grant(grant, folder):
    made = {tuple(args): (args, ids) for args, ids in variants(grant)}.values()
    ids = {name: what for _, used in made for name, what in used.items()}
    (template := folder / "template.yaml").write_text(template_of(ids))
    cases = [([grant["name"], *args, "-q", "--style", style, *extra], used) for args, used in made
             for extra in ([], ["--template", str(template)]) for style in ("auto", "template", "inline")
             if (used or not extra) and (extra or all(type_ != "Parameter" for _, type_ in used.values()))]
    printed = [(" ".join(call), used, block) for call, used in (cases if ALL else cases[sum(map(ord, grant["name"])) % 3::3])
               for block in [samgen(*call)] if block]
    where = [call.replace(str(template), "TEMPLATE") for call, _, _ in printed]
    for name, (_, used, block), documents in zip(where, printed, roles(where, [p[2] for p in printed], ids)):
        check_arns(name, documents)
        text = json.dumps(documents)
        for kind, type_ in used.values():
            forms = expected(grant, kind)
            if '"Version"' in text and not any(form in text for form in forms):  # a policy template may be wider
                errors.append(f"samgen {name}: of a resource of type {type_}, expected one of {forms}, resolved; printed:\n{block}")
    return len(printed)


def check_sam_templates():
    calls = []
    for policy in map(load, sorted((ROOT / "templates/policies").glob("*.yaml"))):
        args = ["sam-template", policy["name"], "-q"]
        for p in policy.get("parameters", []):
            value = fill(KINDS[p["kind"]]["arn"], name_of(p["kind"])) if p["holds"] == "arn" else name_of(p["kind"])
            args += ["--set", f"{p['name']}={'/' * (p['holds'] == 'slashed')}{value}"]
        calls.append(args)
    blocks, where = [samgen(*args) or "" for args in calls], [" ".join(args) for args in calls]
    for name, documents in zip(where, roles(where, blocks, {})):
        check_arns(name, documents)
    return len(blocks)


def check_samples():
    printed = samgen("generate", f"{ROOT}/samples/samgen.yaml", "-q", "--template", f"{ROOT}/samples/template.yaml")
    blocks = [re.sub("^  ", "", b, flags=re.M) for b in re.split(r"^\w+:\n", printed or "", flags=re.M)[1:]]
    ids = {"Incoming": ("bucket", "AWS::S3::Bucket"), "DataKey": ("key", "AWS::KMS::Key"),
           "Jobs": ("queue", "AWS::SQS::Queue"), "Orders": ("table", "AWS::Serverless::SimpleTable")}
    return len(roles([f"generate samples/samgen.yaml, block {n}" for n in range(len(blocks))], blocks, ids))


def main():
    if ALL:
        program.lift_limit()
    with tempfile.TemporaryDirectory() as folder:
        count = sum(check_grant(grant, Path(folder)) for grant in GRANTS) + check_sam_templates() + check_samples()
    program.show(errors)
    print(f"{count} blocks of {len(GRANTS)} grants, {len(errors)} wrong")
    return 1 if errors or ATTRIBUTES.finish(whole=ALL) or count < len(GRANTS) else 0


if __name__ == "__main__":
    sys.exit(main())
