"""Each property that templates/ says holds policies or a role is one of CloudFormation, as the schemas in cfn-lint have it.

What the schemas say of each property is recorded.
"""
import json
import sys
from pathlib import Path

from judge import cfnlint, program, reader, recorded

TEMPLATES = program.ROOT / "templates"


def load(path):
    return reader.load(path.read_text(encoding="utf-8"))


def rows():
    """(type, property, the property that names what it is attached to or None)"""
    yield from ((row["type"], row["property"], row.get("names")) for row in load(TEMPLATES / "documents.yaml")["documents"])
    for path in sorted((TEMPLATES / "places/policy").glob("*.yaml")):
        place = load(path)
        if "type" in place:
            yield place["type"], place["document"], (place.get("properties") or [{}])[0].get("name")
    for row in load(TEMPLATES / "roles.yaml")["roles"]:
        yield from ((row["type"], path, None) for path in row["properties"] + row.get("others", []))


def shapes(schema, node):
    """The node that it refers to, the items of a list, and the alternatives."""
    if "$ref" in node:
        found = schema
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        yield from shapes(schema, found)
    yield node
    inside = [node["items"]] if isinstance(node.get("items"), dict) else []
    for other in inside + [each for key in ("anyOf", "oneOf", "allOf") for each in node.get(key, [])]:
        yield from shapes(schema, other)


def has_path(schema, path):
    nodes = [schema]
    for part in path.split("."):
        nodes = [node["properties"][part] for each in nodes for node in shapes(schema, each)
                 if part in node.get("properties", {})]
    return bool(nodes)


def by_schemas(questions):
    """Whether each TYPE PATH is a property."""
    import cfnlint as package
    folder = Path(package.__file__).parent / "data/schemas/resources"
    known = {}  # a Region can have a schema of its own
    for path in sorted(folder.glob("*.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        known.setdefault(schema["typeName"], []).append(schema)
    return {name: any(has_path(schema, path) for schema in known.get(kind, []))
            for name in questions for kind, path in [name.split(" ")]}


def main():
    answers = recorded.Recorded("holders", lambda: [cfnlint.version()])
    asked = [f"{kind} {path}" for kind, document, names in rows() if not kind.startswith("AWS::Serverless::")
             for path in (document, names) if path]
    known = answers.ask(dict.fromkeys(asked), by_schemas)
    wrong = [f"templates/ says that policies or a role are in {name}, which the schemas of CloudFormation do not have"
             for name, is_there in known.items() if not is_there]
    program.show(wrong)
    print(f"{len(known)} properties, {len(wrong)} of them unknown to CloudFormation")
    return 1 if wrong or answers.finish() or not known else 0


if __name__ == "__main__":
    sys.exit(main())
