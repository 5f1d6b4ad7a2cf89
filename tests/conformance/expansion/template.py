"""Random SAM templates as trees: made of values.py and events.py, or real ones with something changed."""
import copy

from . import events, shrink
from .properties import COMMON, LAYER, MACHINE, OWN, SHARED, TABLE, just, text
from .text import Raw
from .values import NO_VALUE

CHANGED = {f"AWS::Serverless::{name}" for name in ("Function", "StateMachine", "SimpleTable", "LayerVersion")}
TAKEN = ["F0Role", "F0Url", "F0EventInvokeConfig", "F0EventInvokeConfigOnSuccessQueue", "F0Aliaslive", "M10Role"]
PARAMETERS = {
    "Name": {"Type": "String", "Default": "name"},
    "Mode": {"Type": "String", "Default": "Disabled"},
    "Kind": {"Type": "String", "Default": "SNS"},
    "Many": {"Type": "CommaDelimitedList", "Default": "a,b"},
    "Number": {"Type": "Number", "Default": 3},
    "Bare": {"Type": "String"},
}
# id -> type, properties it needs, properties it may have
RESOURCES = {
    "Bucket": ("AWS::S3::Bucket", {}, {"BucketName": text, "NotificationConfiguration": just({}), "Tags": just([])}),
    "Layer": ("AWS::Serverless::LayerVersion", {"ContentUri": just("./x", {"Bucket": "b", "Key": "k"})}, LAYER),
    "Policy": ("AWS::IAM::ManagedPolicy", {"PolicyDocument": just({})}, {}),
    "Pool": ("AWS::Cognito::UserPool", {}, {"LambdaConfig": just({"PreSignUp": "x"}), "Policies": just({})}),
    "Queue": ("AWS::SQS::Queue", {}, {}),
    "Table": ("AWS::Serverless::SimpleTable", {}, TABLE),
    "Topic": ("AWS::SNS::Topic", {}, {"FifoTopic": just(True)}),
}


def attributes(v):
    table = {
        "Condition": just("C1"),
        "DeletionPolicy": just("Retain"),
        "DependsOn": just("Queue", ["Queue", "Topic"]),
        "IgnoreGlobals": lambda v: v.pick("*", [], *(["Tracing", ["Tracing"]] if v.wrongness else [])),
        "Metadata": just({"BuildMethod": "x"}),
    }
    return v.some(table, lambda name: 0.08)


def resource(v, kind, needs, may):
    properties = v.some(needs, lambda name: 1) | v.some(may, lambda name: 0.1)
    made = {"Type": kind, **attributes(v)}
    return made | ({"Properties": v.maybe_wrong(lambda: properties)} if properties or v.chance(0.3) else {})


def function(v, number):
    made = {"Handler": "app.handler", "Runtime": "python3.13", "CodeUri": "./src"}
    if v.chance(0.05):
        made = {"PackageType": "Image"}
    if v.chance(v.wrongness):
        made.pop(v.draw.choice(sorted(made)))
    own = OWN if "Runtime" in made else {"Role": OWN["Role"]}
    made |= v.some(SHARED, lambda name: 0.2 if name in COMMON else 0.04) | v.some(own, lambda name: 0.08)
    if v.chance(0.75):
        made["Policies"] = v.maybe_wrong(v.policies)
    if v.chance(0.6):
        made["Events"] = v.maybe_wrong(lambda: events.events(v, events.FUNCTION, number))
    if v.chance(v.wrongness):
        made["Unknown"] = v.text()
    return {"Type": "AWS::Serverless::Function", "Properties": v.maybe_wrong(lambda: made), **attributes(v)}


def machine(v, number):
    elsewhere = {"DefinitionUri": {"Bucket": "b", "Key": "k"}}
    made = v.pick({"DefinitionUri": "x.json"}, {"Definition": {"StartAt": "A"}}, elsewhere)
    made = made | v.some(MACHINE, lambda name: 0.4 if name == "Tracing" else 0.08)
    if v.chance(0.75) and (v.wrongness or not made.get("Role")):
        made["Policies"] = v.maybe_wrong(v.policies)
    if v.chance(0.5):
        made["Events"] = v.maybe_wrong(lambda: events.events(v, events.MACHINE, number))
    return {"Type": "AWS::Serverless::StateMachine", "Properties": v.maybe_wrong(lambda: made), **attributes(v)}


def globals_of(v):
    made = v.some(SHARED, lambda name: 0.25 if name in COMMON else 0.04)
    if v.chance(v.wrongness):
        made[v.pick("Policies", "Role", "Unknown")] = v.policies()
    sections = {"Function": v.maybe_wrong(lambda: made)} if made or v.chance(0.3) else {}
    others = {"Api": {"TracingEnabled": True}, "LayerVersion": {"PublishLambdaVersion": True}}
    others["StateMachine"] = {"PropagateTags": True}
    sections |= {name: section for name, section in others.items() if v.chance(0.1)}
    return sections | ({v.pick("Unknown", "Application"): {}} if v.chance(v.wrongness) else {})


def template(v):
    functions = [f"F{number}" for number in range(v.draw.choice([1, 1, 2, 3]))]
    machines = [f"M1{number}" for number in range(v.draw.choice([0, 0, 1]))]
    v.ids = [*RESOURCES, *PARAMETERS, *functions, *machines, "Missing"]
    version = v.pick("2010-09-09", Raw("2010-09-09"))
    tree = {"AWSTemplateFormatVersion": version, "Transform": "AWS::Serverless-2016-10-31"}
    if v.chance(0.5):
        tree["Globals"] = v.maybe_wrong(lambda: globals_of(v))
    tree["Parameters"] = v.maybe_wrong(lambda: PARAMETERS)
    tree["Conditions"] = {"C1": {"Fn::Equals": ["a", {"Ref": "Name"}]}, "C2": {"Fn::Not": [{"Condition": "C1"}]}}
    tree["Mappings"] = v.maybe_wrong(lambda: {"Map": {"a": {"b": "c"}}})
    made = {name: resource(v, *row) for name, row in RESOURCES.items()}
    made |= {name: function(v, index) for index, name in enumerate(functions)}
    made |= {name: machine(v, index + 10) for index, name in enumerate(machines)}
    if v.chance(v.wrongness):
        made[v.draw.choice(TAKEN)] = {"Type": "AWS::IAM::Role", "Properties": {}}
    if v.chance(v.wrongness):
        made["Odd"] = v.wrong()
    names = list(made)
    v.draw.shuffle(names)
    tree["Resources"] = {name: made[name] for name in names}
    tree["Outputs"] = {"Out": {"Value": v.text()}}
    return tree


def mutated(v, tree):
    """A real template with one to three things changed in what makes its roles."""
    resources = tree["Resources"]
    v.ids = [*resources, *(tree.get("Parameters") or {})]
    mine = [(resources, name) for name, made in resources.items() if str(made.get("Type")) in CHANGED]
    mine += [(tree, "Globals")] if "Globals" in tree else []
    for _ in range(v.draw.randint(1, 3)):
        holder, step = v.draw.choice(mine)
        try:
            path = v.draw.choice([(step,), *shrink.places(holder[step], (step,))])
            change(v, shrink.holder(holder, path), path[-1])
        except (KeyError, IndexError, TypeError):
            pass  # gone with an earlier change
    return tree


def change(v, holder, step):
    value = holder[step]
    how = v.draw.choice(["drop", "wrong", "text", "condition", "property", "entry"])
    if how == "drop" and len(holder) > 1:
        del holder[step]
    elif how == "property" and isinstance(value, dict):
        table = SHARED | OWN
        name = v.draw.choice(sorted(table))
        value[name] = copy.deepcopy(table[name](v))
    else:
        makers = {"wrong": v.wrong, "text": v.text, "condition": lambda: {"Fn::If": ["C1", value, NO_VALUE]}}
        holder[step] = copy.deepcopy(makers.get(how, v.entry)())  # what is made may be a constant
