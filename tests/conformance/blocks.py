"""Every grant's block, pasted under a function, through the SAM translator.

Each grant is printed in every style, with names and with ${Id} of every type its options allow, with and without
--template. SAM must accept the blocks, what they refer to must exist, and each ARN in the roles, resolved as
CloudFormation does it, must have the form of its kind. The policy templates are compared with SAM's own.
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
STACK = {"partition": "aws", "region": "us-east-1", "account": "123456789012"}
PSEUDO = {"AWS::Partition": "aws", "AWS::Region": "us-east-1", "AWS::AccountId": "123456789012",
          "AWS::URLSuffix": "amazonaws.com"}
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


def wrong(where, what):
    errors.append(f"{where}: {what}")


def load(path):
    return yaml.safe_load(path.read_text())


def fill(pattern, name):
    for key, value in {**STACK, "name": name}.items():
        pattern = pattern.replace("{" + key + "}", value)
    return pattern


FILES = [load(f) for f in sorted((ROOT / "templates/grants").glob("*.yaml"))]
KINDS = {k["name"]: k for f in [load(ROOT / "templates/resources.yaml")] + FILES for k in f.get("kinds", [])}
GRANTS = [g for f in FILES for g in f["grants"] if g["name"] != "sam-template"]
ARN_OF = {"AWS::RDS::DBCluster": "db-cluster", "AWS::DynamoDB::Table": "table"}  # types that several kinds know


def name_of(kind):
    return KINDS[kind]["example"].lstrip(KINDS[kind].get("drop") or "\0")


class Resolver:
    """Gives intrinsics the values that CloudFormation would give: Ref of a queue is its URL."""

    def __init__(self, template, kinds):
        self.template, self.kinds = template, kinds

    def attribute(self, id_, attribute):
        if id_ in PSEUDO:
            return PSEUDO[id_]
        if id_ in self.template["Parameters"]:
            return self.template["Parameters"][id_]["Default"]
        type_ = self.template["Resources"][id_]["Type"]
        if SCHEMAS and attribute != "Ref":
            known = list(SCHEMAS.get_resource_schema("us-east-1", type_).get_atts)
            assert attribute in known, f"{type_} has no attribute {attribute}"
        value = {"Ref": "name", "Arn": "arn", **RETURNS.get(type_, {})}[attribute]
        kind = ARN_OF.get(type_, self.kinds[id_])
        arn = fill(KINDS[kind].get("arn", "-"), name_of(kind)) + ("-AbCdEf" if "suffix" in KINDS[kind] else "")
        return re.sub(r"^arn(?!:aws:)", arn, value) if value.startswith("arn") and value[:8] != "arn:aws:" \
            else re.sub(r"\bname$", name_of(kind), value)

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
    required = [o["name"] for o in grant.get("options", []) if o.get("required")]
    one_of = grant.get("one-of", [])
    wants = sorted(([w.split(":")[0] for w in n.get("when", [])] for n in grant["needs"]), key=len)
    for varies, names in [(None, w) for w in wants] + [
            (o["name"], next((w for w in wants if o["name"] in w), []) + [o["name"]]) for o in grant.get("options", [])]:
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
                    value = re.sub("[^A-Za-z0-9]", "", kinds[name] + type_)
                    ids[value] = kinds[name], type_
                    value = "${" + value + "}"
                args += ["--" + name] + [value] * (KINDS[kinds[name]].get("value") != "flag")
            yield args, ids


def samgen(*args):
    done = subprocess.run([SAMGEN, *args], capture_output=True, text=True)
    if done.returncode == 0:
        return done.stdout
    return wrong(" ".join(args), f"exit {done.returncode}: {done.stderr[:300]}")


def template_of(ids):
    parameters = {name: {"Type": "String", "Default": KINDS[k]["example"]} for name, (k, t) in ids.items()
                  if t == "Parameter"}
    resources = {name: {"Type": t, "Properties": yaml.safe_load(PROPERTIES.get(t, "{}"))}
                 for name, (_, t) in ids.items() if t != "Parameter"}
    resources["Other"] = {"Type": "AWS::SNS::Topic"}
    return HEAD + "Parameters: " + json.dumps(parameters) + "\n" + yaml.safe_dump({"Resources": resources})


def roles(blocks, ids):
    """The role that SAM makes of each block: a resolver, and its inline policy documents."""
    text = template_of(ids)
    for i, block in enumerate(blocks):
        text += f"  F{i}:\n    Type: AWS::Serverless::Function\n    Properties:\n"
        text += re.sub("[{}]|, ", "\n      ", FUNCTION) + "\n" + re.sub("^(?=.)", " " * 6, block, flags=re.M)
    made = transform(yaml_parse(text), {}, type("NoManaged", (), {"load": lambda self: {}})())
    resolver = Resolver(made, {name: kind for name, (kind, _) in ids.items()})
    for i in range(len(blocks)):
        yield resolver, [p["PolicyDocument"] for p in made["Resources"][f"F{i}Role"]["Properties"].get("Policies", [])]


def as_list(value):
    return value if isinstance(value, list) else [value]


def check_arns(where, documents):
    for text in [r for d in documents for s in d["Statement"] for r in as_list(s["Resource"])]:
        if text != "*" and (not re.fullmatch(r"arn:aws:[a-z0-9-]+:[a-z0-9*-]*:(\d{12})?:.+", text) or
                            re.search(r"https?:|arn:.*arn:|\$\{(?![*?$]\})", text)):
            wrong(where, f"no ARN: {text}")


def expected(grant, kind):
    """What a reference must resolve to: the ARN in one of its forms, or the name where a need builds around it."""
    forms = [KINDS[kind].get("arn")] + [o["arn"] for o in KINDS[kind].get("others", []) if not o.get("prefixes")]
    needs = json.dumps([[n["resources"], n.get("conditions")] for n in grant["needs"]])
    around = [c for o in grant.get("options", []) if o["kind"] == kind
              for c in re.findall(r'([/:"]){' + o["name"] + (r'(?:\.name)?}' if not forms[0] else r'\.name}'), needs)]
    return [fill(form, name_of(kind)) for form in forms if form] + [c + name_of(kind) for c in around]


def check_grant(grant, folder):
    made = list(variants(grant))
    ids = {name: what for _, used in made for name, what in used.items()}
    template = folder / "template.yaml"
    template.write_text(template_of(ids))
    printed = []
    for args, used in made:
        for extra in [[]] * all(t != "Parameter" for _, t in used.values()) + [["--template", str(template)]] * bool(used):
            for style in ("auto", "template", "inline"):
                call = [grant["name"], *args, "-q", "--style", style, *extra]
                printed.append((" ".join(call), used, samgen(*call)))
    printed = [p for p in printed if p[2]]
    try:
        for (where, used, _), (resolve, documents) in zip(printed, roles([p[2] for p in printed], ids)):
            documents = resolve(documents)
            check_arns(where, documents)
            text = json.dumps(documents)
            for kind, _ in used.values():
                if not any(e in text for e in expected(grant, kind)) and "Version" in text:  # templates may be wider
                    wrong(where, f"none of {expected(grant, kind)} is in {text}")
    except Exception as refused:
        wrong(grant["name"], f"{type(refused).__name__} {getattr(refused, 'message', refused)}")
    return len(printed)


def ours(node):
    """A text of SAM's data in the notation of templates/policies."""
    text, variables = node["Fn::Sub"] if isinstance(node, dict) and isinstance(node["Fn::Sub"], list) else (
        node["Fn::Sub"] if isinstance(node, dict) else node, {})
    for variable, ref in variables.items():
        text = text.replace("${" + variable + "}", "{" + ref["Ref"] + "}")
    return re.sub(r"\$\{AWS::(Partition|Region|Account)(Id)?\}", lambda m: "{" + m[1].lower() + "}", text)


def check_policies():
    """templates/policies against SAM's own data, and a call of `sam-template` for each."""
    data = Path(samtranslator.__file__).parent / "policy_templates_data/policy_templates.json"
    theirs = json.loads(data.read_text())["Templates"]
    policies = {p["name"]: p for p in map(load, sorted((ROOT / "templates/policies").glob("*.yaml")))}
    if set(policies) != set(theirs):
        wrong("templates/policies", f"differs from SAM's list: {sorted(set(policies) ^ set(theirs))}")
    blocks = []
    for name, policy in policies.items():
        parameters, args = policy.get("parameters", []), ["sam-template", name, "-q"]
        conditions = [{(c["operator"], c["key"]): c["values"] for c in s.get("conditions", [])}
                      for s in policy["statements"]]
        have = [(s["actions"], s["resources"], c) for s, c in zip(policy["statements"], conditions)]
        want = [(as_list(s["Action"]), [ours(r) for r in as_list(s["Resource"])],
                 {(o, k): [ours(v) for v in as_list(v)] for o, t in s.get("Condition", {}).items()
                  for k, v in t.items()}) for s in theirs.get(name, {"Definition": {"Statement": []}})["Definition"]["Statement"]]
        if have != want or {p["name"] for p in parameters} != set(theirs[name].get("Parameters", {})):
            wrong(name, f"differs from SAM's: {want}")
        for p in parameters:
            value = name_of(p["kind"]) if p["holds"] != "arn" else fill(KINDS[p["kind"]]["arn"], name_of(p["kind"]))
            args += ["--set", f"{p['name']}={'/' * (p['holds'] == 'slashed')}{value}"]
        blocks += [b for b in [samgen(*args)] if b]
    for resolve, documents in roles(blocks, {}):
        check_arns("sam-template", resolve(documents))
    return len(blocks)


def check_spec():
    printed = samgen("generate", str(ROOT / "samples/samgen.yaml"), "-q", "--template", str(ROOT / "samples/template.yaml"))
    blocks = [re.sub("^  ", "", b, flags=re.M) for b in re.split(r"^\w+:\n", printed or "", flags=re.M)[1:]]
    ids = {"Incoming": ("bucket", "AWS::S3::Bucket"), "DataKey": ("key", "AWS::KMS::Key"), "Jobs": (
        "queue", "AWS::SQS::Queue"), "Orders": ("table", "AWS::Serverless::SimpleTable")}
    return len(list(roles(blocks, ids)))


def main():
    with tempfile.TemporaryDirectory() as folder:
        count = sum(check_grant(grant, Path(folder)) for grant in GRANTS)
    count += check_policies() + check_spec()
    print("\n".join(errors))
    print(f"{count} blocks of {len(GRANTS)} grants, {len(errors)} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
