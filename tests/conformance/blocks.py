"""Every grant's block, pasted under a function, through the SAM translator.

Each grant is printed in every style, with names and with ${Id} of every type its options allow. SAM must accept the
blocks, what they refer to must exist, and each ARN, resolved as CloudFormation does it, must have its kind's form.
"""
import json
import logging
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import samtranslator
    import yaml
    from samtranslator.translator.transform import transform
    from samtranslator.yaml_helper import yaml_parse
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)
try:
    from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER as SCHEMAS
except ImportError:
    SCHEMAS = None

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
logging.disable(logging.CRITICAL)
ROOT = Path(__file__).resolve().parents[2]
SAMGEN = os.environ.get("SAMGEN", str(ROOT / "build/release/bin/samgen"))
PSEUDO = {"AWS::Partition": "aws", "AWS::Region": "us-east-1", "AWS::AccountId": "123456789012"}
HEAD = "AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\n"
FUNCTION = "{Runtime: python3.13, Handler: app.handler, CodeUri: s3://code/code.zip}"
PROPERTIES = {
    "AWS::Serverless::Function": FUNCTION,
    "AWS::Serverless::StateMachine": "{DefinitionUri: s3://code/flow.json, Role: arn:aws:iam::123456789012:role/r}",
    "AWS::Serverless::Api": "{StageName: prod, DefinitionUri: s3://code/api.json}",
    "AWS::Serverless::HttpApi": "{DefinitionUri: s3://code/api.json}",
}
# What CloudFormation's guide says that Ref and GetAtt return, where it is not Ref=name and Arn=arn. In a value
# `name` and `arn` are the resource's; the rest stands as it is.
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
AWS::Bedrock::AgentAlias Ref=AGENT12345|name AgentAliasId=name
""".strip().splitlines() for type_ in line.split()[:1]}
errors = []


def load(path):
    return yaml.safe_load(path.read_text())


def fill(pattern, name):
    return pattern.format(partition="aws", region="us-east-1", account="123456789012", name=name)


FILES = [load(f) for f in sorted((ROOT / "templates/grants").glob("*.yaml"))]
KINDS = {k["name"]: k for f in [load(ROOT / "templates/resources.yaml")] + FILES for k in f.get("kinds", [])}
GRANTS = [g for f in FILES for g in f["grants"] if "needs" in g]
ARN_OF = {"AWS::RDS::DBCluster": "db-cluster", "AWS::DynamoDB::Table": "table"}  # types that several kinds know


def name_of(kind):
    return KINDS[kind]["example"].lstrip(KINDS[kind].get("drop") or "\0")


class Resolver:
    """Gives intrinsics the values that CloudFormation would give: Ref of a queue is its URL."""

    def __init__(self, template, ids):
        self.template, self.kinds = template, {name: kind for name, (kind, _) in ids.items()}

    def attribute(self, id_, attribute):
        if id_ in PSEUDO or id_ in self.template["Parameters"]:
            return PSEUDO.get(id_) or self.template["Parameters"][id_]["Default"]
        type_ = self.template["Resources"][id_]["Type"]
        known = list(SCHEMAS.get_resource_schema("us-east-1", type_).get_atts) if SCHEMAS else [attribute]
        assert attribute in known + ["Ref"], f"{type_} has no attribute {attribute}"
        kind = ARN_OF.get(type_, self.kinds[id_])
        arn = fill(KINDS[kind].get("arn", "-"), name_of(kind)) + ("-AbCdEf" if "suffix" in KINDS[kind] else "")
        returned = {"Ref": "name", "Arn": "arn", **RETURNS.get(type_, {})}[attribute]
        return re.sub(r"\bname$", name_of(kind), re.sub(r"^arn(?!:aws)", arn, returned))

    def sub(self, text, variables):
        def one(match):
            key = match[1]
            if key.startswith("!"):
                return "${" + key[1:] + "}"
            return self(variables[key]) if key in variables else self.attribute(*(key + ".Ref").split(".")[:2])
        return re.sub(r"\$\{([^}]*)\}", one, text)

    def __call__(self, node):
        if isinstance(node, list):
            return [self(item) for item in node]
        if not isinstance(node, dict):
            return node
        key, value = next(iter(node.items()), ("", None))
        intrinsic = {
            "Ref": lambda: self.attribute(value, "Ref"),
            "Fn::GetAtt": lambda: self.attribute(*value),
            "Fn::Sub": lambda: self.sub(*([value, {}] if isinstance(value, str) else value)),
            "Fn::Select": lambda: self(value[1])[int(value[0])],
            "Fn::Split": lambda: self(value[1]).split(value[0]),
        }
        return intrinsic[key]() if key in intrinsic else {k: self(v) for k, v in node.items()}


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
    done = subprocess.run([SAMGEN, *args], capture_output=True, text=True)
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


def roles(blocks, ids):
    """The role that SAM makes of each block: a resolver, and its inline policy documents."""
    text = template_of(ids)
    for i, block in enumerate(blocks):
        text += f"  F{i}:\n    Type: AWS::Serverless::Function\n    Properties:\n"
        text += re.sub("[{}]|, ", "\n      ", FUNCTION) + "\n" + re.sub("^(?=.)", " " * 6, block, flags=re.M)
    made = transform(yaml_parse(text), {}, None)
    for i in range(len(blocks)):
        role = made["Resources"][f"F{i}Role"]["Properties"]
        yield Resolver(made, ids), [policy["PolicyDocument"] for policy in role.get("Policies", [])]


def check_arns(where, documents):
    resources = [statement["Resource"] for document in documents for statement in document["Statement"]]
    for text in [text for r in resources for text in (r if isinstance(r, list) else [r])]:
        if text != "*" and (not re.fullmatch(r"arn:aws:[a-z0-9-]+:[a-z0-9*-]*:(\d{12})?:.+", text) or
                            re.search(r"https?:|arn:.*arn:|\$\{(?![*?$]\})", text)):
            errors.append(f"{where}: no ARN: {text}")


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
    printed = [(" ".join(call), used, block) for call, used in cases for block in [samgen(*call)] if block]
    try:
        for (where, used, _), (resolve, documents) in zip(printed, roles([p[2] for p in printed], ids)):
            documents = resolve(documents)
            check_arns(where, documents)
            text = json.dumps(documents)
            for kind, _ in used.values():
                if '"Version"' in text and not any(e in text for e in expected(grant, kind)):  # a template may be wider
                    errors.append(f"{where}: none of {expected(grant, kind)} is in {text}")
    except Exception as refused:
        errors.append(f"{grant['name']}: {type(refused).__name__} {getattr(refused, 'message', refused)}")
    return len(printed)


def check_sam_templates():
    blocks = []
    for policy in map(load, sorted((ROOT / "templates/policies").glob("*.yaml"))):
        args = ["sam-template", policy["name"], "-q"]
        for p in policy.get("parameters", []):
            value = fill(KINDS[p["kind"]]["arn"], name_of(p["kind"])) if p["holds"] == "arn" else name_of(p["kind"])
            args += ["--set", f"{p['name']}={'/' * (p['holds'] == 'slashed')}{value}"]
        blocks.append(samgen(*args) or "")
    for resolve, documents in roles(blocks, {}):
        check_arns("sam-template", resolve(documents))
    return len(blocks)


def check_samples():
    printed = samgen("generate", f"{ROOT}/samples/samgen.yaml", "-q", "--template", f"{ROOT}/samples/template.yaml")
    blocks = [re.sub("^  ", "", b, flags=re.M) for b in re.split(r"^\w+:\n", printed or "", flags=re.M)[1:]]
    ids = {"Incoming": ("bucket", "AWS::S3::Bucket"), "DataKey": ("key", "AWS::KMS::Key"),
           "Jobs": ("queue", "AWS::SQS::Queue"), "Orders": ("table", "AWS::Serverless::SimpleTable")}
    return len(list(roles(blocks, ids)))


def main():
    with tempfile.TemporaryDirectory() as folder:
        count = sum(check_grant(grant, Path(folder)) for grant in GRANTS) + check_sam_templates() + check_samples()
    print(*errors, f"{count} blocks of {len(GRANTS)} grants, {len(errors)} errors", sep="\n")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
