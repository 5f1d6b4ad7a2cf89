"""The JSON Schemas of `samgen.yaml` and `.samgen.yaml`, which `generate --schema` and `lint --schema` print, describe what samgen reads:
they have each grant, source, option and key, take each spec that samgen takes, and refuse what samgen refuses because of its shape."""

import json
import os
import pathlib
import re
import sys
import tempfile

from judge import program, reader, schema

# What is wrong in a function, in its grants and so on; samgen and the schema must both see it.
GOOD = "{name: F, grants: [{grant: s3-read, bucket: my-bucket, prefixes: [a/, b/]}], statements: [{actions: ['s3:ListAllMyBuckets'], resources: ['*']}], expect: [{allow: 's3:GetObject', on: '*', with: {aws:x: [y]}}, {deny: '*'}]}"
WRONG_FUNCTIONS = [
    "{}", "{grants: []}", "F", "{name: ''}", "{name: 'a b'}", "{name: F, vpc: 1}", "{name: F, vpc: yes please}", "{name: F, vpcs: true}",
    "{name: F, logs: no way}", "{name: F, template: ''}", "{name: F, template: [a]}", "{name: F, grants: s3-read}",
    "{name: F, grants: {grant: vpc}}", "{name: F, statements: {}}", "{name: F, invoked-by: s3}",
]
WRONG_GRANTS = [
    "s3-read", "{}", "{grant: s3-raed, bucket: my-bucket}", "{bucket: my-bucket}", "{grant: s3-read}", "{grant: s3-read, bucket: [b]}",
    "{grant: s3-read, bucket: true}", "{grant: s3-read, bucket: null}", "{grant: s3-read, buckets: [b]}", "{grant: [s3-read], bucket: my-bucket}",
    "{grant: s3-read, bucket: my-bucket, prefixes: a/}", "{grant: s3-read, bucket: my-bucket, prefixes: []}", "{grant: s3-read, bucket: my-bucket, prefix: [a/]}",
    "{grant: s3-read, bucket: my-bucket, list: 'yes'}", "{grant: s3-read, bucket: my-bucket, prefixes: [true]}", "{grant: sqs-send, bucket: my-bucket}",
]
WRONG_STATEMENTS = [
    "{}", "x", "{actions: ['s3:GetObject']}", "{resources: ['*']}", "{actions: s3:GetObject, resources: ['*']}",
    "{actions: [], resources: ['*']}", "{actions: ['s3:GetObject'], resources: []}", "{actions: [GetObject], resources: ['*']}",
    "{actions: ['s3:GetObject'], resources: ['*'], effect: allow}", "{actions: ['s3:GetObject'], resources: ['*'], sid: a-b}",
    "{actions: ['s3:GetObject'], resources: ['*'], condition: {}}", "{actions: ['s3:GetObject'], resources: ['*'], conditions: []}",
    "{actions: ['s3:GetObject'], resources: ['*'], conditions: {StringEquals: x}}",
    "{actions: ['s3:GetObject'], resources: ['*'], conditions: {StringEquals: {x: y}}}",
]
WRONG_EXPECTATIONS = [
    "s3", "{}", "{on: '*'}", "{allow: [s3:GetObject]}", "{allow: GetObject}", "{deny: 's3:*', on: ['*']}", "{allow: 's3:*', in: '*'}",
    "{allow: 's3:*', with: [a]}",
]
WRONG_SOURCES = ["s3", "{}", "{bucket: my-bucket}", "{source: s4, bucket: my-bucket}", "{source: s3}", "{source: s3, bucket: my-bucket, function: F}", "{source: s3, topic: b}"]
WRONG_FILES = ["{}", "[]", "{functions: {}}", "{functions: [], function: []}", "{functions: F}"]
WRONG_SETTINGS = [
    "[]", "{lints: {}}", "{lint: []}", "{lint: {selects: []}}", "{lint: {select: SG1}}", "{lint: {select: [SG9]}}", "{lint: {ignore: [sg1]}}",
    "{lint: {select: ['SG1,SG9']}}", "{lint: {select: ['']}}", "{lint: {severity: note}}", "{lint: {severity: [info]}}", "{lint: {exclude: a}}",
    "{lint: {select: [{}]}}",
]
GOOD_SETTINGS = [
    "{}", "{lint: {}}", "{lint: {select: [SG1, SG301, 'SG2, SG3'], ignore: [S], exclude: [a/, '*.json'], severity: info}}",
]


def load(text):
    """YAML 1.2, as editors read it: the key `on` is a text."""
    return with_texts(reader.load(text))


def with_texts(value):
    if isinstance(value, list):
        return [with_texts(item) for item in value]
    if isinstance(value, dict):
        return {"on" if key is True else key: with_texts(item) for key, item in value.items()}
    return value


def schema_of(command):
    done = program.run(program.samgen(), command, "--schema")
    if done.returncode:
        sys.exit(f"samgen {command} --schema: {done.stderr}")
    return json.loads(done.stdout)


def samgen_says(folder, name, text, *command):
    path = pathlib.Path(folder, name)
    path.write_text(text)
    return program.run(program.samgen(), *command, str(path))


def whole(function):
    return "functions: [" + function + "]\n"


def wrong_specs():
    yield from WRONG_FILES
    yield from map(whole, WRONG_FUNCTIONS)
    for key, items in {"grants": WRONG_GRANTS, "statements": WRONG_STATEMENTS, "invoked-by": WRONG_SOURCES, "expect": WRONG_EXPECTATIONS}.items():
        for item in items:
            yield whole("{name: F, " + key + ": [" + item + "]}")


def both_refuse(spec, folder):
    good = whole(GOOD)
    if samgen_says(folder, "spec.yaml", good, "generate").returncode or list(schema.faults(load(good), spec)):
        sys.exit("the good spec is refused")
    for text in wrong_specs():
        options = ["--with-places"] if "invoked-by" in text else []
        if samgen_says(folder, "spec.yaml", text, "generate", *options).returncode != 2:
            sys.exit(f"samgen takes {text}")
        if not list(schema.faults(load(text), spec)):
            sys.exit(f"the schema takes {text}")


def settings_agree(settings, folder):
    template = pathlib.Path("tests/rules/SG301/good.yaml").absolute()
    for good, texts in ((True, GOOD_SETTINGS), (False, WRONG_SETTINGS)):
        for text in texts:
            path = pathlib.Path(folder, "settings.yaml")
            path.write_text(text)
            done = program.run(program.samgen(), "lint", "-q", "--config", str(path), str(template))
            if (done.returncode == 0) != good:
                sys.exit(f"samgen lint --config: {text}: exit {done.returncode}: {done.stderr}")
            if (not list(schema.faults(load(text), settings))) != good:
                sys.exit(f"the schema of settings says something else about {text}")


def specs_of_tests():
    for path in sorted([*pathlib.Path("tests/cli").rglob("*.yaml"), *pathlib.Path("samples").rglob("*.yaml")]):
        text = path.read_bytes()
        if re.search(rb"^functions:", text, re.M):
            yield path, text.decode("utf-8", "surrogateescape")


def taken_specs_fit(spec):
    count = 0
    for path, text in specs_of_tests():
        catalogs = [folder for folder in (path.parent, *path.parents) if (folder / "catalog").is_dir()]
        if catalogs or program.run(program.samgen(), "generate", str(path)).returncode:
            continue
        wrong = list(schema.faults(load(text), spec, str(path)))
        if wrong:
            sys.exit("\n".join(wrong))
        count += 1
    return count


def options_by_message(folder, key, names, function):
    """What samgen itself says that each grant or source has."""
    said = {}
    for start in range(0, len(names), 50):
        some = names[start:start + 50]
        text = "functions: [" + ", ".join(f"{{name: F{n}, {function}: [{{{key}: {name}, zzqqzzqq: 1}}]}}" for n, name in enumerate(some)) + "]\n"
        done = samgen_says(folder, "spec.yaml", text, "generate", "--with-places")
        for name, options in re.findall(r'error: (\S+) has no option "zzqqzzqq"; it has ([^\n]*)', done.stderr):
            said[name] = set() if options == "none" else set(options.split(", "))
    return said


def every_option_is_there(spec, folder):
    listed = program.run(program.samgen(), "list").stdout.split("\n\n")[0]
    grants = re.findall(r"^  (\S+)", listed, re.M)
    if set(grants) != set(spec["definitions"]["grant"]["properties"]["grant"]["enum"]):
        sys.exit("the grants of the schema are not those of samgen list")
    sources = spec["definitions"]["source"]["properties"]["source"]["anyOf"][0]["enum"]
    shown = re.findall(r"^  ([a-z0-9-]+) ", program.run(program.samgen(), "invoke-permission", "--help").stdout, re.M)
    if not set(sources) or not set(sources) <= set(shown):
        sys.exit(f"sources: {set(sources) - set(shown)} are not in samgen's help")
    count = 0
    for key, names, function in (("grant", grants, "grants"), ("source", sources, "invoked-by")):
        said = options_by_message(folder, key, names, function)
        for name, options in said.items():
            has = set(spec["definitions"][f"{key} {name}"]["properties"]) - {key}
            if has != options - ({"function"} if key == "source" else set()):
                sys.exit(f"{key} {name}: the schema has {sorted(has)}, samgen {sorted(options)}")
            count += len(has)
        if key == "grant" and set(said) != set(names):
            sys.exit(f"samgen says nothing about the options of {sorted(set(names) - set(said))}")
    return count


def main():
    os.chdir(program.ROOT)
    spec, settings = schema_of("generate"), schema_of("lint")
    with tempfile.TemporaryDirectory() as folder:
        both_refuse(spec, folder)
        settings_agree(settings, folder)
        options = every_option_is_there(spec, folder)
    taken = taken_specs_fit(spec)
    print(f"{options} options, {taken} specs")
    sys.exit(0 if options > 300 and taken > 10 else "too few to tell")


main()
