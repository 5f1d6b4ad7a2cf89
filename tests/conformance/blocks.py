"""Every grant's block, pasted under a function, through the SAM translator.

Each grant is printed in every style, with names and with ${Id} of every type its options allow, with and without
--template. SAM must accept the blocks; what they refer to must exist; and each ARN in the roles, resolved as
CloudFormation does it, must have the form of its kind. The policy templates are compared with SAM's own.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import logging
    import yaml
    import samtranslator
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
HERE = {"partition": "aws", "region": "us-east-1", "account": "123456789012"}
PSEUDO = {"AWS::Partition": "aws", "AWS::Region": "us-east-1", "AWS::AccountId": "123456789012",
          "AWS::URLSuffix": "amazonaws.com", "AWS::StackName": "stack"}
HEAD = "AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\n"
CODE = "Runtime: python3.13\n      Handler: app.handler\n      CodeUri: s3://code/code.zip\n"

# What CloudFormation returns, from its guide. Not listed: Ref gives the name, Arn the ARN. `name` and `arn` are
# those of the resource; the rest of a word stands as it is.
RETURNS = {
    "AWS::SQS::Queue": "Ref=url QueueUrl=url QueueName=name",
    "AWS::SNS::Topic": "Ref=arn TopicArn=arn TopicName=name",
    "AWS::KMS::Key": "KeyId=name",
    "AWS::MSK::Cluster": "Ref=arn",
    "AWS::MSK::ServerlessCluster": "Ref=arn",
    "AWS::MSK::Topic": "Ref=topic TopicArn=topic",
    "AWS::RDS::DBCluster": "DBClusterArn=arn DBClusterResourceId=cluster-ABCDEFGHIJKL01234",
    "AWS::RDS::DBInstance": "DbiResourceId=name DBInstanceArn=url",
    "AWS::RDS::DBProxy": "DBProxyArn=proxy",
    "AWS::ECS::TaskDefinition": "Ref=arn TaskDefinitionArn=arn",
    "AWS::Lambda::Function": "",
    "AWS::StepFunctions::StateMachine": "Ref=arn Name=name",
    "AWS::SecretsManager::Secret": "Ref=arn Id=arn",
    "AWS::SSM::Parameter": "Name=name",
    "AWS::Logs::LogGroup": "Arn=arn:*",
    "AWS::Cognito::UserPool": "UserPoolId=name",
    "AWS::Events::EventBus": "Name=name",
    "AWS::DynamoDB::Table": "StreamArn=arn/stream/2015-11-30T20:10:00.000",
    "AWS::DynamoDB::GlobalTable": "StreamArn=arn/stream/2015-11-30T20:10:00.000",
    "AWS::CodeCommit::Repository": "Ref=url Name=name",
    "AWS::SageMaker::Endpoint": "Ref=arn EndpointName=name",
    "AWS::SageMaker::EndpointConfig": "Ref=arn EndpointConfigName=name",
    "AWS::CertificateManager::Certificate": "Ref=arn",
    "AWS::EFS::FileSystem": "FileSystemId=name",
    "AWS::EFS::AccessPoint": "AccessPointId=name",
    "AWS::Bedrock::KnowledgeBase": "KnowledgeBaseId=name KnowledgeBaseArn=arn",
    "AWS::Bedrock::Agent": "AgentId=name AgentArn=arn",
    "AWS::Bedrock::AgentAlias": "Ref=AGENT12345|name AgentAliasId=name",
    "AWS::Bedrock::Guardrail": "Ref=arn GuardrailArn=arn GuardrailId=name",
    "AWS::Bedrock::ApplicationInferenceProfile": "Ref=arn InferenceProfileArn=arn InferenceProfileId=name",
    "AWS::AppConfig::Application": "ApplicationId=name",
    "AWS::AppConfig::Environment": "EnvironmentId=name",
    "AWS::AppConfig::ConfigurationProfile": "ConfigurationProfileId=name",
    "AWS::OpenSearchService::Domain": "DomainArn=arn",
    "AWS::Elasticsearch::Domain": "DomainArn=arn",
    "AWS::Route53::HostedZone": "Id=name",
    "AWS::ImageBuilder::Image": "Ref=url Arn=url ImageId=name",
}
TOPIC_ARN = "arn:aws:kafka:us-east-1:123456789012:topic/events/12345678-1234-1234-1234-123456789012-5/{}"
PROXY_ARN = "arn:aws:rds:us-east-1:123456789012:db-proxy:{}"
PROPERTIES = {
    "AWS::Serverless::Function": "      " + CODE,
    "AWS::Serverless::StateMachine": "      DefinitionUri: s3://code/flow.json\n      Role: !Sub arn:aws:iam::1:role/r\n",
    "AWS::Serverless::Api": "      StageName: prod\n      DefinitionUri: s3://code/api.json\n",
    "AWS::Serverless::HttpApi": "      DefinitionUri: s3://code/api.json\n",
}

errors = []


def wrong(where, what):
    errors.append(f"{where}: {what}")


def load(path):
    return yaml.safe_load(path.read_text())


def fill(pattern, **values):
    for key, value in {**HERE, **values}.items():
        pattern = pattern.replace("{" + key + "}", value)
    return pattern


FILES = [load(f) for f in sorted((ROOT / "templates/grants").glob("*.yaml"))]
KINDS = {k["name"]: k for f in [load(ROOT / "templates/resources.yaml")] + FILES for k in f.get("kinds", [])}
GRANTS = [g for f in FILES for g in f["grants"] if g["name"] != "sam-template"]


class Resolver:
    """Gives intrinsics the values CloudFormation would: Ref of a queue is its URL."""

    def __init__(self, template, kind_of):
        self.template, self.kind_of = template, kind_of

    def attribute(self, name, attribute):
        if name in self.template.get("Parameters", {}):
            return KINDS[self.kind_of[name]]["example"]
        kind, type_ = KINDS[self.kind_of[name]], self.template["Resources"][name]["Type"]
        if attribute != "Ref" and SCHEMAS:
            known = list(SCHEMAS.get_resource_schema("us-east-1", type_).get_atts)
            assert attribute in known, f"{type_} has no attribute {attribute}"
        returns = {"Ref": "name", "Arn": "arn", **dict(p.split("=", 1) for p in RETURNS.get(type_, "").split())}
        assert attribute in returns, f"{type_}.{attribute}: not in RETURNS"
        physical = kind["example"].lstrip(kind.get("drop") or "\0")
        if type_ == "AWS::RDS::DBCluster":
            kind = KINDS["db-cluster"]
        if type_.startswith("AWS::DynamoDB::"):
            kind, physical = KINDS["table"], KINDS["table"]["example"]
        arn = fill(kind.get("arn", "-"), name=physical + ("-AbCdEf" if kind.get("suffix") else ""))
        text = returns[attribute]
        for word, value in [("url", "https://host/x"), ("topic", TOPIC_ARN.format(physical)),
                            ("proxy", PROXY_ARN.format(physical)), ("arn", arn), ("name", physical)]:
            if re.match(word + r"\b", text) or text.endswith("|" + word):
                return text.replace(word, value, 1)
        return text

    def sub(self, text, extra):
        def one(match):
            key = match[1]
            if key.startswith("!"):
                return "${" + key[1:] + "}"
            if key in extra:
                return self(extra[key])
            return PSEUDO.get(key) or self.attribute(*(key.split(".", 1) if "." in key else (key, "Ref")))
        return re.sub(r"\$\{([^}]*)\}", one, text)

    def __call__(self, node):
        if isinstance(node, list):
            return [self(n) for n in node]
        if not isinstance(node, dict):
            return node
        (key, arg), *others = node.items() or {"": ""}.items()
        if others or not (key == "Ref" or key.startswith("Fn::")):
            return {k: self(v) for k, v in node.items()}
        if key == "Ref":
            return PSEUDO.get(arg) or self.attribute(arg, "Ref")
        if key == "Fn::GetAtt":
            return self.attribute(*(arg.split(".", 1) if isinstance(arg, str) else arg))
        if key == "Fn::Sub":
            return self.sub(arg, {}) if isinstance(arg, str) else self.sub(*arg)
        if key == "Fn::Select":
            return self(arg[1])[int(self(arg[0]))]
        if key == "Fn::Split":
            return self(arg[1]).split(arg[0])
        if key == "Fn::Join":
            return arg[0].join(self(arg[1]))
        raise AssertionError(f"unexpected {key}")


def calls(grant):
    """(options, option that varies) so that every option and every need of the grant is met once at least."""
    options = {o["name"]: o for o in grant.get("options", [])}
    required = [o["name"] for o in options.values() if o.get("required")]
    one_of = grant.get("one-of", [])
    yield required + one_of[:1], None
    wants = [[w.split(":")[0] for w in n.get("when", [])] for n in grant["needs"]]
    for name in options:
        with_it = sorted((w for w in wants if name in w), key=len)
        names = dict.fromkeys(required + (with_it[0] if with_it else []) + [name])
        if one_of and not set(names) & set(one_of):
            names = dict.fromkeys([*names, one_of[0]])
        yield list(names), name
    for when in wants:
        yield list(dict.fromkeys(required + when + ([] if set(when) & set(one_of) else one_of[:1]))), None


def argument(option, value):
    return [f"--{option['name']}"] if KINDS[option["kind"]].get("value") == "flag" else [f"--{option['name']}", value]


def variants(grant):
    """(arguments, {id: (kind, type)}) of every call with a literal and with each type the option may refer to."""
    options = {o["name"]: o for o in grant.get("options", [])}
    seen = set()
    for names, varies in calls(grant):
        kind = KINDS[options[varies]["kind"]] if varies else {}
        free = kind.get("value", "name") in ("name", "text") and not kind.get("choices") and not kind.get("shape")
        for type_ in [None] + kind.get("types", []) + (["Parameter"] if varies and free else []):
            args, used = [], {}
            for name in names:
                value, k = KINDS[options[name]["kind"]].get("example", ""), KINDS[options[name]["kind"]]
                if name == varies and type_:
                    key = re.sub("[^A-Za-z0-9]", "", k["name"] + type_)
                    used[key], value = (k["name"], type_), "${" + key + "}"
                args += argument(options[name], value)
            if tuple(args) not in seen:
                seen.add(tuple(args))
                yield args, used


def samgen(*args, stdin=None):
    done = subprocess.run([SAMGEN, *args], capture_output=True, text=True, input=stdin)
    return done.stdout if done.returncode == 0 else wrong(" ".join(args), f"exit {done.returncode}: {done.stderr[:300]}")


def names_of(ids):
    """The Parameters and Resources sections that define `ids`."""
    text = "Parameters:\n  NoParameter: {Type: String}\n"
    for name, (kind, type_) in ids.items():
        if type_ == "Parameter":
            text += f"  {name}: {{Type: String, Default: {json.dumps(KINDS[kind]['example'])}}}\n"
    text += "Resources:\n  NoResource: {Type: AWS::SNS::Topic}\n"
    for name, (kind, type_) in ids.items():
        if type_ != "Parameter":
            text += f"  {name}:\n    Type: {type_}\n"
            text += f"    Properties:\n{PROPERTIES[type_]}" if type_ in PROPERTIES else ""
    return text


def indented(text, by):
    return re.sub("^(?=.)", " " * by, text, flags=re.M)


def roles(blocks, ids):
    """The role SAM makes of each block: its index, a resolver, and its inline policy documents."""
    text = HEAD + names_of(ids)
    for i, block in enumerate(blocks):
        text += f"  F{i}:\n    Type: AWS::Serverless::Function\n    Properties:\n      {CODE}{indented(block, 6)}"
    made = transform(yaml_parse(text), {}, type("NoManaged", (), {"load": lambda self: {}})())
    resolve = Resolver(made, {name: kind for name, (kind, _) in ids.items()})
    for i in range(len(blocks)):
        properties = made["Resources"][f"F{i}Role"]["Properties"]
        yield i, resolve, [p["PolicyDocument"] for p in properties.get("Policies", [])]


def check_document(where, document, mentions):
    found = not mentions
    for statement in document["Statement"]:
        resources = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        for text in resources:
            if text != "*" and (not re.fullmatch(r"arn:aws:[a-z0-9-]+:[^:/$]*:(\d{12}|)?:.+", text) or
                                re.search(r"https?://|arn:.*arn:|None|\$\{(?![*?$]\})", text)):
                wrong(where, f"no ARN: {text}")
        text = json.dumps([resources, statement.get("Condition", {})])
        found = found or any(m in text for m in mentions)
    return found


def check_grant(grant, folder):
    made = [(args, ids) for args, ids in variants(grant)]
    ids = {name: what for _, used in made for name, what in used.items()}
    template = folder / "template.yaml"
    template.write_text(HEAD + names_of(ids))
    cases = [([grant["name"], *args, "-q", "--style", style, *extra], used) for args, used in made
             for style in ("auto", "template", "inline") for extra in ([], ["--template", str(template)])
             if (not extra or used) and (extra or all(t != "Parameter" for _, t in used.values()))]
    printed = [(args, used, samgen(*args)) for args, used in cases]
    printed = [p for p in printed if p[2]]
    try:
        results = list(roles([p[2] for p in printed], ids))
    except Exception as refused:
        return wrong(grant["name"], f"SAM refuses it: {getattr(refused, 'message', refused)}")
    for i, resolve, documents in results:
        where, used = " ".join(printed[i][0]), printed[i][1]
        try:
            documents = resolve(documents)
        except (AssertionError, KeyError, IndexError) as x:
            wrong(where, f"a reference is wrong: {x!r}")
            continue
        mentions = [form for kind, _ in used.values() for form in expected_texts(grant, kind)]
        found = [check_document(where, d, mentions) for d in documents]
        if mentions and not any(found) and "Version" in json.dumps(documents):  # a template may leave an option out
            wrong(where, f"none of {mentions} is in {json.dumps(documents)}")
    return len(printed)


def expected_texts(grant, kind):
    """What a reference must resolve to: the ARN in one of its forms, or the name where a need builds around it."""
    name = KINDS[kind]["example"].lstrip(KINDS[kind].get("drop") or "\0")
    forms = [KINDS[kind].get("arn")] + [o["arn"] for o in KINDS[kind].get("others", []) if not o.get("prefixes")]
    texts = [fill(form, name=name) for form in forms if form]
    needs = json.dumps([[n["resources"], n.get("conditions")] for n in grant["needs"]])
    for option in grant.get("options", []):
        if option["kind"] == kind:
            texts += [c + name for c in re.findall(r'([/:"]){' + option["name"] + r'(?=\.name}|})', needs)
                      if c != '"' or not forms[0] or option["name"] + ".name" in needs]
    return texts


def plain(node, names):
    """A text of SAM's data in the notation of templates/policies."""
    if isinstance(node, dict):
        text, variables = node["Fn::Sub"] if isinstance(node.get("Fn::Sub"), list) else (node.get("Fn::Sub", ""), {})
        if "Ref" in node:
            return "{" + node["Ref"] + "}"
        for variable, ref in variables.items():
            text = text.replace("${" + variable + "}", "{" + ref["Ref"] + "}")
        for long, short in [("Partition", "partition"), ("Region", "region"), ("AccountId", "account")]:
            text = text.replace("${AWS::" + long + "}", "{" + short + "}")
        return text
    return node


def as_list(value):
    return value if isinstance(value, list) else [value]


def check_policies():
    data = Path(samtranslator.__file__).parent / "policy_templates_data/policy_templates.json"
    theirs = json.loads(data.read_text())["Templates"]
    ours = {p["name"]: p for p in map(load, sorted((ROOT / "templates/policies").glob("*.yaml")))}
    if set(ours) != set(theirs):
        wrong("templates/policies", f"differs from SAM's list: {sorted(set(ours) ^ set(theirs))}")
    for name in sorted(set(ours) & set(theirs)):
        mine, his = ours[name], theirs[name]
        if [p["name"] for p in mine.get("parameters", [])] != list(his.get("Parameters", {})) and \
           sorted(p["name"] for p in mine.get("parameters", [])) != sorted(his.get("Parameters", {})):
            wrong(name, "parameters differ from SAM's")
        want = [(as_list(s["Action"]), [plain(r, name) for r in as_list(s["Resource"])],
                 sorted((op, key, [plain(v, name) for v in as_list(values)])
                        for op, test in s.get("Condition", {}).items() for key, values in test.items()))
                for s in his["Definition"]["Statement"]]
        have = [(s["actions"], s["resources"],
                 sorted((c["operator"], c["key"], c["values"]) for c in s.get("conditions", [])))
                for s in mine["statements"]]
        if want != have:
            wrong(name, f"statements differ from SAM's:\n  want {want}\n  have {have}")
    return ours


def check_sam_template(policies):
    blocks = []
    for policy in policies.values():
        args = ["sam-template", policy["name"], "-q"]
        for p in policy.get("parameters", []):
            kind = KINDS[p["kind"]]
            name = kind["example"].lstrip(kind.get("drop") or "\0")
            value = fill(kind["arn"], name=name) if p["holds"] == "arn" else name
            args += ["--set", f"{p['name']}={'/' + value if p['holds'] == 'slashed' else value}"]
        blocks.append((args, samgen(*args)))
    blocks = [b for b in blocks if b[1]]
    for i, resolve, documents in roles([b[1] for b in blocks], {}):
        for document in resolve(documents):
            check_document(" ".join(blocks[i][0]), document, [])
    return len(blocks)


def check_spec():
    template = ROOT / "samples/template.yaml"
    printed = samgen("generate", str(ROOT / "samples/samgen.yaml"), "-q", "--template", str(template))
    if printed:
        made = yaml_parse(printed)
        wanted = [f["name"] for f in load_spec()["functions"]]
        if list(made) != wanted or any(list(v) != ["Policies"] for v in made.values()):
            wrong("samples/samgen.yaml", f"prints {list(made)}, not {wanted}")
        text = re.sub(r"(?m)^(\w+):\n  Policies:\n", f"  F\\1:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                      f"      {CODE}      Policies:\n", re.sub(r"(?m)^    (?=\s*\S)", " " * 8, printed))
        known = template.read_text().split("  Ingest:")[0]
        transform(yaml_parse(known + text), {}, type("NoManaged", (), {"load": lambda self: {}})())


def load_spec():
    return yaml.load((ROOT / "samples/samgen.yaml").read_text(), Loader=type("AnyTag", (yaml.SafeLoader,), {
        "yaml_multi_constructors": {"!": lambda loader, tag, node: node.value}}))


def main():
    with tempfile.TemporaryDirectory() as folder:
        count = sum(check_grant(grant, Path(folder)) or 0 for grant in GRANTS)
    count += check_sam_template(check_policies())
    check_spec()
    print("\n".join(errors))
    print(f"{count} blocks of {len(GRANTS)} grants, {len(errors)} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
