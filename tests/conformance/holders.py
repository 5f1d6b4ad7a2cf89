"""Each property that templates/ says holds policies is one of CloudFormation, as the schemas in cfn-lint have it.

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


def resolved(schema, node):
    while "$ref" in node or "items" in node:
        if "items" in node:
            node = node["items"]
            continue
        reference, node = node["$ref"], schema
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]
    return node


def has_path(schema, path):
    node = schema
    for part in path.split("."):
        node = resolved(schema, node).get("properties", {}).get(part)
        if node is None:
            return False
    return True


def by_schemas(questions):
    """Whether each TYPE PATH is a property."""
    import cfnlint as package
    folder = Path(package.__file__).parent / "data/schemas/resources"
    known = {schema["typeName"]: schema
             for schema in (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")))}
    return {name: kind in known and has_path(known[kind], path) for name in questions for kind, path in [name.split(" ")]}


def main():
    answers = recorded.Recorded("holders", lambda: [cfnlint.version()])
    asked = [f"{kind} {path}" for kind, document, names in rows() if not kind.startswith("AWS::Serverless::")
             for path in (document, names) if path]
    known = answers.ask(dict.fromkeys(asked), by_schemas)
    wrong = [f"templates/ says that policies are in {name}, which the schemas of CloudFormation do not have"
             for name, is_there in known.items() if not is_there]
    program.show(wrong)
    print(f"{len(known)} properties, {len(wrong)} of them unknown to CloudFormation")
    return 1 if wrong or answers.finish() or not known else 0


if __name__ == "__main__":
    sys.exit(main())
