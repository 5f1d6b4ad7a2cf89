"""Validates a value by a JSON schema that has only the keywords below."""
import re

TYPES = {"object": dict, "array": list, "string": str, "integer": int}
KNOWN = {"type", "properties", "required", "additionalProperties", "enum", "const", "items", "minItems", "minLength",
         "minimum", "pattern", "anyOf"}


def faults(value, schema, path="the log"):
    """What is wrong, each with its place."""
    if unknown := schema.keys() - KNOWN:
        raise ValueError(f"a keyword that is not read here: {unknown}")
    if "type" in schema and type(value) is not TYPES[schema["type"]]:
        yield f"{path}: expected type {schema['type']}: {value!r}"
        return
    if "const" in schema and value != schema["const"] or "enum" in schema and value not in schema["enum"]:
        yield f"{path}: expected {schema.get('const', schema.get('enum'))!r}: {value!r}"
    if "anyOf" in schema and all(list(faults(value, way, path)) for way in schema["anyOf"]):
        yield f"{path}: none of the ways that the standard has there: {value!r}"
    if isinstance(value, str):
        if len(value) < schema.get("minLength", 0) or not re.search(schema.get("pattern", ""), value):
            yield f"{path}: expected a text that matches {schema.get('pattern', '.')!r}: {value!r}"
    if isinstance(value, int) and value < schema.get("minimum", value):
        yield f"{path}: expected {schema['minimum']} or more: {value}"
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{path}: expected {schema['minItems']} items or more: {len(value)}"
        for number, item in enumerate(value):
            yield from faults(item, schema.get("items", {}), f"{path}[{number}]")
    if isinstance(value, dict):
        yield from object_faults(value, schema, path)


def object_faults(value, schema, path):
    for name in schema.get("required", []):
        if name not in value:
            yield f"{path}: {name} is missing"
    for name, item in value.items():
        if name in schema.get("properties", {}):
            yield from faults(item, schema["properties"][name], f"{path}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{path}: {name} is not a member that the standard has there"
