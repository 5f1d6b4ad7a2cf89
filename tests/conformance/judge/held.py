"""What each function and role of a plain CloudFormation template may do, read by itself: rows like those of samgen explain.

A row is (effect, action, resource, conditions, when); a leading "not " stands for NotAction and NotResource. Managed policies
that are not in the template are named, not opened.
"""
import json
import re

FUNCTIONS = {"AWS::Lambda::Function": "Role", "AWS::StepFunctions::StateMachine": "RoleArn"}
ATTACHING = {"AWS::IAM::Policy": "Roles", "AWS::IAM::ManagedPolicy": "Roles", "AWS::IAM::RolePolicy": "RoleName"}


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def intrinsic(value):
    """(name, argument) of an intrinsic function, or (None, None)."""
    if isinstance(value, dict) and len(value) == 1:
        name, argument = next(iter(value.items()))
        if name in ("Ref", "Condition") or str(name).startswith("Fn::"):
            return name, argument
    return None, None


def is_nothing(value):
    return value is None or value == {"Ref": "AWS::NoValue"}


def shown(value):
    """A value as a text in the notation of Fn::Sub."""
    if isinstance(value, bool):
        return "true" if value else "false"
    name, argument = intrinsic(value)
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    if not isinstance(value, dict):
        return str(value)
    if name == "Ref":
        return "${%s}" % argument
    if name == "Fn::GetAtt":
        return "${%s}" % (argument if isinstance(argument, str) else ".".join(map(shown, argument)))
    if name == "Fn::Sub" and isinstance(argument, str):
        return argument
    if name == "Fn::Sub":
        return re.sub(r"\$\{(\w+)\}", lambda m: shown(argument[1][m[1]]) if m[1] in argument[1] else m[0], argument[0])
    if name == "Fn::Join" and isinstance(argument[1], list):
        return argument[0].join(map(shown, argument[1]))
    if name == "Fn::If":
        return f"if {argument[0]}: {shown(argument[1])}, else: {shown(argument[2])}"
    if name == "Fn::ImportValue":
        return "import of " + shown(argument)
    return name or "a map"


def joined(*conditions):
    found = []
    for condition in filter(None, conditions):
        if condition not in found:
            found.append(condition)
    return " and ".join(found)


def branches(value, when=""):
    """(value, when) of each item of a list and each branch of an Fn::If."""
    name, argument = intrinsic(value)
    if is_nothing(value):
        return
    if isinstance(value, list):
        for item in value:
            yield from branches(item, when)
    elif name == "Fn::If" and isinstance(argument, list) and len(argument) == 3:
        yield from branches(argument[1], " and ".join(filter(None, [when, f"if {shown(argument[0])}"])))
        yield from branches(argument[2], " and ".join(filter(None, [when, f"unless {shown(argument[0])}"])))
    else:
        yield value, when


def parsed(document):
    """CloudFormation takes a document as a text with JSON, too."""
    name, argument = intrinsic(document)
    text = argument if name == "Fn::Sub" else document
    text = text[0] if isinstance(text, list) and text else text
    try:
        return json.loads(text) if isinstance(text, str) else document
    except ValueError:
        return document


def rows_of(document, around):
    """The rows of a document that exists in the branch `around`."""
    for statement, when in branches(parsed(document).get("Statement")):
        if not isinstance(statement, dict):
            continue
        conditions = tuple(sorted(f"{key} {test} {shown(value)}" for test, keys in (statement.get("Condition") or {}).items()
                                  for key, value in keys.items()))
        negated = {key: "Not" + key if "Not" + key in statement else key for key in ("Action", "Resource")}
        lists = [[("not " if negated[key] != key else "") + shown(value) + (f" ({inner})" if inner and key == "Resource" else "")
                  for value, inner in branches(statement.get(negated[key]))] for key in ("Action", "Resource")]
        for effect, inside in branches(statement.get("Effect", "Allow")):
            for action in lists[0]:
                for resource in lists[1]:
                    yield (effect, action, resource, conditions, joined(around, *filter(None, [when, inside])))


class Template:
    def __init__(self, tree):
        self.resources = tree["Resources"]
        self.roles = [name for name, body in self.resources.items() if body.get("Type") == "AWS::IAM::Role"]

    def properties(self, name):
        return self.resources[name].get("Properties") or {}

    def role_in(self, value):
        """The id of the role that a value names, or None."""
        name, argument = intrinsic(value)
        if name == "Fn::GetAtt":
            argument = argument[0] if isinstance(argument, list) else argument.split(".")[0]
        elif name == "Fn::Sub" and isinstance(argument, str):
            found = re.fullmatch(r"\$\{(\w+)\.Arn\}|arn:(?:aws|\$\{AWS::Partition\}):iam::\$\{AWS::AccountId\}:role/\$\{(\w+)\}", argument)
            argument = found and (found[1] or found[2])
        elif name != "Ref":
            return None
        return argument if argument in self.roles else None

    def names(self, role):
        """The ways in which a policy names a role."""
        own = self.properties(role).get("RoleName")
        return [{"Ref": role}] + ([own] if own else [])

    def of_role(self, role, around=""):
        """(rows, names of managed policies, whether a policy is unknown)"""
        properties, rows, managed = self.properties(role), set(), set()
        for value, when in branches(properties.get("ManagedPolicyArns")):
            name, argument = intrinsic(value)
            named = argument if name == "Ref" else argument[0] if name == "Fn::GetAtt" and isinstance(argument, list) else None
            own = self.resources.get(named) if isinstance(named, str) else None
            if own and own.get("Type") == "AWS::IAM::ManagedPolicy":
                rows |= set(rows_of(self.properties(named)["PolicyDocument"], joined(around, when)))
            else:
                managed.add(shown(value).rsplit("/", 1)[-1])
        for policy, when in branches(properties.get("Policies")):
            for document, inside in branches(policy.get("PolicyDocument")) if isinstance(policy, dict) else ():
                rows |= set(rows_of(document, joined(around, when, inside)))
        for name, body in self.resources.items():
            key = ATTACHING.get(body.get("Type"))
            if key and any(value in self.names(role) for value in as_list(self.properties(name).get(key))):
                condition = f"if {body['Condition']}" if "Condition" in body else ""
                for document, inside in branches(self.properties(name).get("PolicyDocument")):
                    rows |= set(rows_of(document, joined(around, condition, inside)))
        return rows, managed

    def of_function(self, name):
        """(rows, names of managed policies, whether a role is unknown)"""
        rows, managed, unknown = set(), set(), False
        value = self.properties(name).get(FUNCTIONS[self.resources[name]["Type"]])
        for given, when in branches(value):
            role = self.role_in(given)
            unknown = unknown or not role
            if role:
                more = self.of_role(role, when)
                rows |= more[0]
                managed |= more[1]
        return rows, managed, unknown

    def functions(self):
        return [name for name, body in self.resources.items() if body.get("Type") in FUNCTIONS]

    def other_roles(self):
        used = {self.role_in(given) for name in self.functions()
                for given, _ in branches(self.properties(name).get(FUNCTIONS[self.resources[name]["Type"]]))}
        return [role for role in self.roles if role not in used]


def explained(answer):
    """The same of the JSON of samgen explain: name -> (rows, managed policies outside of the template, unknown role)."""
    found = {}
    for part in ("functions", "roles"):
        for name, one in answer.get(part, {}).items():
            rows, managed = set(), {each for each in one["unknown"] if not each.startswith("role: ")}
            for row in one["access"]:
                if row["form"] == "managed":
                    managed.add(row["policy"])
                lists = [["not " + each for each in row["not-" + key]] if "not-" + key in row else row[key]
                         for key in ("actions", "resources")]
                for action in lists[0]:
                    for resource in lists[1]:
                        rows.add((row["effect"], action, resource, tuple(sorted(row["conditions"])), row["when"] or "",
                                  row["policy"] if row["form"] == "managed" else None))
            roles = [each for each in one["unknown"] if each.startswith("role: ") and each != "role: missing"]
            found[name] = rows, managed, bool(roles)
    return found
