"""What `samgen lint --format sarif` writes is SARIF 2.1.0: the members that the standard asks for are there, of the right type, and
no others; every result names a rule of the log. SARIF_SCHEMA may be the path of the standard's own schema, which is then asked too,
by the package jsonschema."""

import copy
import json
import os
import pathlib
import sys
import tempfile

from judge import program, schema


def closed(required, **optional):
    """An object with these members; those of `optional` may be missing."""
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": sorted(required),
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1}
NUMBER = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["error", "warning", "note"]}
MESSAGE = closed({"text": TEXT})
ADDRESS = {"type": "string", "pattern": "^https://[a-z0-9.]+/[^ ]*$"}
PATH = "([A-Za-z0-9._~-]|%[0-9A-F]{2})+"
ARTIFACT = {
    "anyOf": [
        closed({"uri": {"type": "string", "pattern": f"^{PATH}(/{PATH})*$"}, "uriBaseId": {"const": "%SRCROOT%"}}),
        closed({"uri": {"type": "string", "pattern": f"^file://(/{PATH})+$"}}),
    ]
}
REGION = closed({"startLine": NUMBER, "startColumn": NUMBER, "endLine": NUMBER, "endColumn": NUMBER})
MARKED = {"anyOf": [REGION, closed({"startLine": NUMBER})]}


def several(item):
    return {"type": "array", "items": item, "minItems": 1}


RULE = closed(
    {
        "id": {"type": "string", "pattern": "^SG[0-9]{3}$"},
        "name": TEXT,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "helpUri": ADDRESS,
        "help": closed({"text": TEXT, "markdown": TEXT}),
        "defaultConfiguration": closed({"level": LEVEL}),
    }
)
FIX = closed(
    {
        "description": MESSAGE,
        "artifactChanges": several(
            closed(
                {
                    "artifactLocation": ARTIFACT,
                    "replacements": several(closed({"deletedRegion": REGION}, insertedContent=MESSAGE)),
                }
            )
        ),
    }
)
RESULT = closed(
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": several(
            closed(
                {"physicalLocation": closed({"artifactLocation": ARTIFACT, "region": MARKED})},
                logicalLocations=several(closed({"name": TEXT}, fullyQualifiedName=TEXT)),
            )
        ),
    },
    partialFingerprints=closed({"path/v1": TEXT}),
    fixes=several(FIX),
)
DRIVER = closed({"name": {"const": "samgen"}, "version": TEXT, "informationUri": ADDRESS, "rules": several(RULE)})
LOG = closed(
    {
        "$schema": TEXT,
        "version": {"const": "2.1.0"},
        "runs": several(
            closed(
                {
                    "columnKind": {"const": "unicodeCodePoints"},
                    "originalUriBaseIds": closed({"%SRCROOT%": closed({"description": MESSAGE})}),
                    "tool": closed({"driver": DRIVER}),
                    "results": {"type": "array", "items": RESULT},
                }
            )
        ),
    }
)


# Each breaks a log: the judge must see it.
BREAKS = {
    "the version is another": lambda log: log.update(version="2.0.0"),
    "a member is missing": lambda log: log["runs"][0]["tool"]["driver"].pop("rules"),
    "there is one member more": lambda log: log["runs"][0]["results"][0].update(kind="fail"),
    "a line is not a number": lambda log: region_of(log).update(startLine="7"),
    "a column is zero": lambda log: region_of(log).update(startColumn=0),
    "a level is not one": lambda log: log["runs"][0]["results"][0].update(level="info"),
    "a path has a space": lambda log: place_of(log)["artifactLocation"].update(uri="a b.yaml"),
    "a path is absolute": lambda log: place_of(log)["artifactLocation"].update(uri="/a.yaml"),
    "a folder has no name": lambda log: place_of(log)["artifactLocation"].pop("uriBaseId"),
    "a rule has no page": lambda log: log["runs"][0]["tool"]["driver"]["rules"][0].pop("helpUri"),
    "a text is empty": lambda log: log["runs"][0]["results"][0]["message"].update(text=""),
}


def place_of(log):
    return log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]


def region_of(log):
    return place_of(log)["region"]


def lint(*arguments):
    done = program.run(program.samgen(), "lint", "-q", "--severity", "info", *arguments)
    if done.returncode not in (0, 1):
        sys.exit(f"samgen lint {' '.join(arguments)}: exit {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def require_valid(path, log):
    wrong = list(schema.faults(log, LOG))
    if wrong:
        sys.exit("\n".join([f"samgen lint --format sarif {path}", *wrong]))
    if "SARIF_SCHEMA" in os.environ:
        import jsonschema

        jsonschema.validate(log, json.loads(pathlib.Path(os.environ["SARIF_SCHEMA"]).read_text()))


def every_break_is_seen():
    good = lint("--format", "sarif", "tests/rules/SG301/bad.yaml")
    for what, spoil in BREAKS.items():
        log = copy.deepcopy(good)
        spoil(log)
        if len(list(schema.faults(log, LOG))) != 1:
            sys.exit(f"the judge does not see that {what}")


def place_in(finding):
    """The region of a finding in JSON; an empty one is its line."""
    start, end = (finding["line"], finding["column"]), (finding["end_line"], finding["end_column"])
    if start == end:
        return {"startLine": start[0]}
    return {"startLine": start[0], "startColumn": start[1], "endLine": end[0], "endColumn": end[1]}


def same_file_same_name(name):
    """A file has one name in a log, whether its path was absolute or not, when samgen runs in a folder above it."""
    names = [name, "./" + name, ".///./" + name, str(pathlib.Path(name).absolute())]
    found = {json.dumps(place_of(lint("--format", "sarif", path))["artifactLocation"]) for path in names}
    if found != {json.dumps({"uri": name, "uriBaseId": "%SRCROOT%"})}:
        sys.exit(f"samgen lint names {name} {found}")


def check(path):
    """How many results there are, each with its rule and in the order of --format json."""
    log = lint("--format", "sarif", path)
    require_valid(path, log)
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    findings = lint("--format", "json", path)["findings"]
    if len(findings) != len(run["results"]):
        sys.exit(f"samgen lint {path}: {len(findings)} findings as json, {len(run['results'])} as sarif")
    for finding, result in zip(findings, run["results"]):
        region, rule = result["locations"][0]["physicalLocation"]["region"], rules[result["ruleIndex"]]
        pairs = {
            "rule": (finding["rule"], result["ruleId"]),
            "rule of the index": (finding["rule"], rule["id"]),
            "level": ({"info": "note"}.get(finding["severity"], finding["severity"]), result["level"]),
            "place": (place_in(finding), region),
            "has a fix": (finding["fix"] is not None, "fixes" in result),
        }
        for what, (want, got) in pairs.items():
            if want != got:
                sys.exit(f"samgen lint {path}: {finding['rule']} at line {finding['line']}: {what}: {want} as json, {got} as sarif")
    return len(findings)


def main():
    os.chdir(program.ROOT)
    every_break_is_seen()
    same_file_same_name("tests/rules/SG301/bad.yaml")
    count = check("tests/rules") + check("samples")
    with tempfile.TemporaryDirectory() as folder:
        name = pathlib.Path(folder, 'a "b",\u00fc%.yaml')
        name.write_bytes(pathlib.Path("tests/rules/SG301/bad.yaml").read_bytes())
        count += check(str(name))
        count += check(folder + "/")
        empty = pathlib.Path(folder, "empty.yaml")
        empty.write_text("\n")
        if "startColumn" in region_of(lint("--format", "sarif", str(empty))):
            sys.exit("an empty range is not its line")
        count += check(str(empty))
        os.mkdir(folder + "/empty")
        count += check(folder + "/empty")
    print(f"{count} results")
    sys.exit(0 if count > 50 else "too few results to tell")


main()
