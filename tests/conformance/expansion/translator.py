"""What the SAM translator makes of a template, as ../shared/oracle judges it: roles, a refusal, or a crash."""
import functools
import json
import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

SHARED = Path(__file__).resolve().parents[4] / "shared"
REFUSALS = ("InvalidDocumentException",)
UNREADABLE = ("ScannerError", "ParserError", "ComposerError", "ConstructorError", "ReaderError", "UnicodeDecodeError")
ROLE_OF = {"AWS::Lambda::Function": "Role", "AWS::StepFunctions::StateMachine": "RoleArn"}
FOREIGN = re.compile(
    r"Type: *['\"]?(Api|HttpApi)\b|^ +Connectors:"
    r"|Serverless::(Api|HttpApi|WebSocketApi|GraphQLApi|Connector|Application|CapacityProvider)",
    re.M,
)


TAKEN = re.compile("attempts to create a new resource with id")
HASHED = re.compile("[0-9a-f]{10}$")


@dataclass
class Outcome:
    """verdict: accepted, refused, crashed (the translator fell over), or unknown: nobody says what is right."""
    verdict: str
    functions: dict = field(default_factory=dict)
    reason: str = ""


def outcome_of(expected):
    """A line of expected.jsonl, or what the oracle returns, as an Outcome."""
    reason = expected.get("error")
    if reason is None:
        return Outcome("accepted", expected["functions"])
    known = reason.split(":")[0] in REFUSALS + UNREADABLE
    if TAKEN.search(reason) and "AWS::IAM::Role" not in reason:
        return Outcome("unknown", reason=reason)  # samgen knows the ids of no made resources but roles
    return Outcome("refused" if known else "crashed", reason=reason)


def choose_region(region):
    """The region is the translator's boto session's, asked for once and kept."""
    from samtranslator.translator import arn_generator
    os.environ["AWS_DEFAULT_REGION"] = region
    arn_generator._get_region_from_session.cache_clear()
    arn_generator._region_to_partition.cache_clear()


def translate(path):
    sys.path.insert(0, str(SHARED / "oracle"))
    import effective
    sys.path.pop(0)
    try:
        template = effective.transform(effective.load(path), {}, effective.NoManaged())
        source = effective.load(path)
    except Exception as refusal:
        causes = "; ".join(str(getattr(cause, "message", cause)) for cause in getattr(refusal, "causes", [refusal]))
        return outcome_of({"error": f"{type(refusal).__name__}: {causes}"})
    roles = roles_of(template["Resources"], source["Resources"])
    text = json.dumps(roles)
    if any(HASHED.search(name) and name in text for name in template["Resources"].keys() - source["Resources"].keys()):
        return Outcome("unknown", reason="ids of layers and versions are made from the packaged code")
    return Outcome("accepted", roles)


def roles_of(resources, source):
    """The roles that the translator added for functions and state machines, as expected.jsonl has them."""
    roles = {}
    for name, made in resources.items():
        properties = made.get("Properties") or {}
        role = ROLE_OF.get(str(made.get("Type")))
        if role and properties.get(role) == {"Fn::GetAtt": [name + "Role", "Arn"]} and name + "Role" not in source:
            own = resources[name + "Role"]["Properties"]
            roles[name] = {
                "managed": own.get("ManagedPolicyArns", []),
                "policies": own.get("Policies", []),
                "trust": own.get("AssumeRolePolicyDocument"),
                "path": own.get("Path"),
                "boundary": own.get("PermissionsBoundary"),
            }
    return roles


@functools.cache
def simple_templates(corpus):
    """The corpus templates that need none of the API machinery, which samgen does not know."""
    accepted = [json.loads(line) for line in (corpus / "expected.jsonl").open()]
    paths = [corpus / f"{expected['id']}.yaml" for expected in accepted if expected.get("functions")]
    small = [path for path in paths if path.stat().st_size < 8000]
    return [path for path in small if not FOREIGN.search(path.read_text(encoding="utf-8-sig"))]


def real_template(draw, corpus):
    from samtranslator.yaml_helper import yaml_parse
    tree = yaml_parse(draw.choice(simple_templates(corpus)).read_text(encoding="utf-8-sig"))
    return json.loads(json.dumps(tree, default=str))


def kind_of(reason):
    """A reason without the names and values of one template, to count like with like."""
    first = re.sub(r"^\S+: (error: )?", "", reason.splitlines()[0] if reason else "").split("; ")[0]
    return re.sub(r"\[[^]]*\]|\B'[^']*'|\"[^\"]*\"|\b\d+\b|^[A-Za-z0-9]+(?=: )", "_", first)[:140]
