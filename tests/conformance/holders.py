"""Each property that templates/ says holds policies is one of CloudFormation, as the schemas in cfn-lint have it."""
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

try:
    import cfnlint
    import yaml
except ImportError:
    print("skipped: no cfn-lint or no PyYAML is installed")
    sys.exit(77)


def schemas():
    folder = Path(cfnlint.__file__).parent / "data/schemas/resources"
    for path in sorted(folder.glob("*.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        yield schema["typeName"], schema


def rows():
    """(type, property, the property that names what it is attached to or None)"""
    documents = yaml.safe_load((ROOT / "templates/documents.yaml").read_text(encoding="utf-8"))["documents"]
    yield from ((row["type"], row["property"], row.get("names")) for row in documents)
    for path in sorted((ROOT / "templates/places/policy").glob("*.yaml")):
        place = yaml.safe_load(path.read_text(encoding="utf-8"))
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


def main():
    known, wrong, count = dict(schemas()), 0, 0
    for kind, document, names in rows():
        if kind.startswith("AWS::Serverless::"):
            continue
        count += 1
        for path in filter(None, (document, names)):
            if kind not in known or not has_path(known[kind], path):
                wrong += 1
                print(f"{kind} has no property {path}")
    print(f"{count} properties, {wrong} of them unknown to CloudFormation")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
