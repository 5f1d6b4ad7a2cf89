"""Validates a value by a JSON schema (draft 07) that has only the keywords below."""
import re

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool}
SILENT = {"$schema", "title", "description", "definitions"}
KNOWN = SILENT | {
    "type", "properties", "required", "additionalProperties", "enum", "const", "items", "minItems", "minLength", "minimum",
    "pattern", "anyOf", "allOf", "if", "then", "$ref", "minProperties", "maxProperties", "propertyNames"}


def has_type(value, names):
    names = [names] if isinstance(names, str) else names
    return any(isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool)) for name in names)


def faults(value, schema, path="the log", root=None):
    """What is wrong, each with its place. `root` has the definitions."""
    root = schema if root is None else root
    if unknown := schema.keys() - KNOWN:
        raise ValueError(f"a keyword that is not read here: {unknown}")
    if "$ref" in schema:
        yield from faults(value, root["definitions"][schema["$ref"].removeprefix("#/definitions/")], path, root)
        return
    if "type" in schema and not has_type(value, schema["type"]):
        yield f"{path}: expected type {schema['type']}: {value!r}"
        return
    if "const" in schema and value != schema["const"] or "enum" in schema and value not in schema["enum"]:
        yield f"{path}: expected {schema.get('const', schema.get('enum'))!r}: {value!r}"
    yield from way_faults(value, schema, path, root)
    if isinstance(value, str):
        if len(value) < schema.get("minLength", 0) or not re.search(schema.get("pattern", ""), value):
            yield f"{path}: expected a text that matches {schema.get('pattern', '.')!r}: {value!r}"
    if isinstance(value, int) and value < schema.get("minimum", value):
        yield f"{path}: expected {schema['minimum']} or more: {value}"
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{path}: expected {schema['minItems']} items or more: {len(value)}"
        for number, item in enumerate(value):
            yield from faults(item, schema.get("items", {}), f"{path}[{number}]", root)
    if isinstance(value, dict):
        yield from object_faults(value, schema, path, root)


def way_faults(value, schema, path, root):
    if "anyOf" in schema and all(list(faults(value, way, path, root)) for way in schema["anyOf"]):
        yield f"{path}: none of the ways that the schema has there: {value!r}"
    for part in schema.get("allOf", []):
        yield from faults(value, part, path, root)
    if "if" in schema and not list(faults(value, schema["if"], path, root)):
        yield from faults(value, schema["then"], path, root)


def object_faults(value, schema, path, root):
    if not schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", len(value)):
        yield f"{path}: {len(value)} members"
    for name in schema.get("required", []):
        if name not in value:
            yield f"{path}: {name} is missing"
    for name, item in value.items():
        yield from faults(name, schema.get("propertyNames", {}), f"{path}, its key", root)
        if name in schema.get("properties", {}):
            yield from faults(item, schema["properties"][name], f"{path}.{name}", root)
        elif schema.get("additionalProperties") is False:
            yield f"{path}: {name} is not a member that the schema has there"
        else:
            yield from faults(item, schema.get("additionalProperties", {}), f"{path}.{name}", root)
