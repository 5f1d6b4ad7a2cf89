"""What the SAM translator makes of a template: roles, or a refusal, or a crash; and the graph of what needs what.

Outcome and graph are plain values that recorded/ can hold. translate() and graph() ask the translator itself.
"""
import functools
import json
import logging
import os
import re
from dataclasses import dataclass, field

REFUSALS = ("InvalidDocumentException",)
UNREADABLE = ("ScannerError", "ParserError", "ComposerError", "ConstructorError", "ReaderError", "UnicodeDecodeError")
ROLE_OF = {"AWS::Lambda::Function": "Role", "AWS::StepFunctions::StateMachine": "RoleArn"}
TAKEN = re.compile("attempts to create a new resource with id")
HASHED = re.compile("[0-9a-f]{10}$")
PACKAGED = "s3://code/package.zip"
LOCAL = {"CodeUri": PACKAGED, "ContentUri": PACKAGED, "DefinitionUri": "s3://code/definition.json", "SchemaUri": PACKAGED,
         "Location": "https://s3.amazonaws.com/code/application.yaml"}
IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/image:1"
PARTS = ("managed", "policies", "trust", "path", "boundary")


@dataclass
class Outcome:
    """verdict: accepted, refused, crashed (the translator fell over), or unknown: nobody says what is right."""
    verdict: str
    functions: dict = field(default_factory=dict)
    reason: str = ""

    def recorded(self):
        """As recorded/ and expected.jsonl have it: empty parts are left out."""
        if self.verdict == "accepted":
            return {"functions": {name: {part: value for part, value in role.items() if value not in (None, [])}
                                  for name, role in self.functions.items()}}
        return {self.verdict: self.reason[:120]}


def outcome_of(answer):
    if "functions" not in answer:
        (verdict, reason), = answer.items()
        return Outcome(verdict, reason=reason)
    empty = {"managed": [], "policies": [], "trust": None, "path": None, "boundary": None}
    return Outcome("accepted", {name: {**empty, **role} for name, role in answer["functions"].items()})


def refusal(reason):
    """What an exception of the translator, as text, means."""
    known = reason.split(":")[0] in REFUSALS + UNREADABLE
    if TAKEN.search(reason) and "AWS::IAM::Role" not in reason:
        return Outcome("unknown", reason=reason)  # samgen knows the ids of no made resources but roles
    return Outcome("refused" if known else "crashed", reason=reason)


def expected_of(line):
    """A line of a corpus's expected.jsonl."""
    return refusal(line["error"]) if "error" in line else outcome_of({"functions": line["functions"]})


def kind_of(reason):
    """A reason without the names and values of one template, to count like with like."""
    first = re.sub(r"^\S+: (error: )?", "", reason.splitlines()[0] if reason else "").split("; ")[0]
    return re.sub(r"\[[^]]*\]|\B'[^']*'|\"[^\"]*\"|\b\d+\b|^[A-Za-z0-9]+(?=: )", "_", first)[:140]


# -- the translator itself --

@functools.cache
def library():
    os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
    logging.disable(logging.CRITICAL)
    import samtranslator
    return samtranslator


def versions():
    library()
    from importlib.metadata import version
    return ["aws-sam-translator " + version("aws-sam-translator")]


def choose_region(region):
    """The region is the translator's boto session's, asked for once and kept."""
    library()
    from samtranslator.translator import arn_generator
    os.environ["AWS_DEFAULT_REGION"] = region
    arn_generator._get_region_from_session.cache_clear()
    arn_generator._region_to_partition.cache_clear()


def is_local(value):
    return isinstance(value, str) and not value.startswith(("s3://", "https://"))


def package(resource, shared):
    """The resource as `sam package` leaves it: local paths point to what was uploaded."""
    properties, kind = resource.get("Properties"), resource.get("Type")
    if not isinstance(properties, dict):
        return
    if kind == "AWS::Serverless::Function" and properties.get("PackageType") == "Image":
        properties.setdefault("ImageUri", IMAGE)
    elif kind == "AWS::Serverless::Function":
        if not {"CodeUri", "InlineCode", "ImageUri"} & properties.keys() and "CodeUri" not in shared:
            properties["CodeUri"] = PACKAGED
    for name, place in LOCAL.items():
        if is_local(properties.get(name)) and (name != "Location" or kind == "AWS::Serverless::Application"):
            properties[name] = place
    if kind == "AWS::Serverless::GraphQLApi":
        for name in ("Functions", "Resolvers"):
            package_nested(properties.get(name))


def package_nested(value):
    if isinstance(value, dict):
        if is_local(value.get("CodeUri")):
            value["CodeUri"] = PACKAGED
        for item in value.values():
            package_nested(item)


def packaged(tree):
    tree = json.loads(json.dumps(tree, default=str))  # a date of YAML is a text to SAM
    shared = tree.get("Globals") if isinstance(tree.get("Globals"), dict) else {}
    shared = shared.get("Function") if isinstance(shared.get("Function"), dict) else {}
    if is_local(shared.get("CodeUri")):
        shared["CodeUri"] = PACKAGED
    resources = tree.get("Resources")
    for resource in resources.values() if isinstance(resources, dict) else ():
        if isinstance(resource, dict):
            package(resource, shared)
    return tree


class NoManaged:
    @staticmethod
    def load():
        return {}


def transformed(tree):
    """The template that CloudFormation gets; exceptions are the translator's."""
    library()
    from samtranslator.translator.transform import transform
    made = transform(packaged(tree), {}, NoManaged())
    return json.loads(json.dumps(made, default=str))


def parsed(text):
    library()
    from samtranslator.yaml_helper import yaml_parse
    return yaml_parse(text.removeprefix("\ufeff"))


def translate(text):
    """The Outcome of a template's text."""
    try:
        source = packaged(parsed(text))
        made = transformed(source)
    except Exception as exception:
        causes = "; ".join(str(getattr(cause, "message", cause)) for cause in getattr(exception, "causes", [exception]))
        return refusal(f"{type(exception).__name__}: {causes}")
    roles = roles_of(made["Resources"], source["Resources"])
    text = json.dumps(roles)
    if any(HASHED.search(name) and name in text for name in made["Resources"].keys() - source["Resources"].keys()):
        return Outcome("unknown", reason="ids of layers and versions are made from the packaged code")
    return Outcome("accepted", roles)


def roles_of(resources, source):
    """The roles that the translator added for functions and state machines."""
    roles = {}
    for name, made in resources.items():
        properties = made.get("Properties") or {}
        role = ROLE_OF.get(str(made.get("Type")))
        if role and properties.get(role) == {"Fn::GetAtt": [name + "Role", "Arn"]} and name + "Role" not in source:
            own = resources[name + "Role"]["Properties"]
            names = ("ManagedPolicyArns", "Policies", "AssumeRolePolicyDocument", "Path", "PermissionsBoundary")
            roles[name] = {part: own.get(name) for part, name in zip(PARTS, names)}
            roles[name].update({part: roles[name][part] or [] for part in ("managed", "policies")})
    return roles


# -- the graph --

def references(value):
    """The ids and parameters that a value of CloudFormation refers to."""
    if isinstance(value, list):
        for item in value:
            yield from references(item)
    elif isinstance(value, dict):
        if len(value) == 1:
            yield from references_of_intrinsic(*next(iter(value.items())))
        for item in value.values():
            yield from references(item)


def references_of_intrinsic(name, argument):
    first = argument[0] if isinstance(argument, list) and argument else argument
    if name == "Ref" and isinstance(argument, str):
        yield argument
    elif name == "Fn::GetAtt" and isinstance(first, str):
        yield first.split(".")[0]
    elif name == "Fn::Sub" and isinstance(first, str):
        own = argument[1] if isinstance(argument, list) and len(argument) > 1 else {}
        for variable in re.findall(r"\$\{([^!}][^}]*)\}", first):
            if variable not in own:
                yield variable.split(".")[0]


def graph_of(resources):
    """id -> the ids that its resource needs, sorted."""
    graph = {}
    for name, resource in resources.items():
        after = resource.get("DependsOn", [])
        rest = {key: value for key, value in resource.items() if key != "DependsOn"}
        targets = set(after if isinstance(after, list) else [after]) | set(references(rest))
        graph[name] = sorted(targets & resources.keys())
    return graph


def reached(graph, start):
    """What the resource needs; itself only when it is part of a circle."""
    seen, waiting = set(), list(graph.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(graph[name])
    return seen


def graph(tree):
    """The graph of what the translator makes of a tree; None when it refuses it."""
    try:
        return graph_of(transformed(tree)["Resources"])
    except Exception:
        return None
