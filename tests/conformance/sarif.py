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
ARTIFACT = closed({"uri": {"type": "string", "pattern": "^([A-Za-z0-9._~/-]|%[0-9A-F]{2})+$"}})
REGION = closed({"startLine": NUMBER, "startColumn": NUMBER, "endLine": NUMBER, "endColumn": NUMBER})


def several(item):
    return {"type": "array", "items": item, "minItems": 1}


RULE = closed(
    {
        "id": {"type": "string", "pattern": "^SG[0-9]{3}$"},
        "name": TEXT,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
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
                {"physicalLocation": closed({"artifactLocation": ARTIFACT, "region": REGION})},
                logicalLocations=several(closed({"name": TEXT}, fullyQualifiedName=TEXT)),
            )
        ),
    },
    partialFingerprints=closed({"path/v1": TEXT}),
    fixes=several(FIX),
)
DRIVER = closed({"name": {"const": "samgen"}, "version": TEXT, "rules": several(RULE)})
LOG = closed(
    {
        "$schema": TEXT,
        "version": {"const": "2.1.0"},
        "runs": several(
            closed(
                {
                    "columnKind": {"const": "unicodeCodePoints"},
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
            "start": ((finding["line"], finding["column"]), (region["startLine"], region["startColumn"])),
            "end": ((finding["end_line"], finding["end_column"]), (region["endLine"], region["endColumn"])),
            "has a fix": (finding["fix"] is not None, "fixes" in result),
        }
        for what, (want, got) in pairs.items():
            if want != got:
                sys.exit(f"samgen lint {path}: {finding['rule']} at line {finding['line']}: {what}: {want} as json, {got} as sarif")
    return len(findings)


def main():
    os.chdir(program.ROOT)
    every_break_is_seen()
    count = check("tests/rules") + check("samples")
    with tempfile.TemporaryDirectory() as folder:
        name = pathlib.Path(folder, 'a "b",\u00fc%.yaml')
        name.write_bytes(pathlib.Path("tests/rules/SG301/bad.yaml").read_bytes())
        count += check(str(name))
        count += check(folder + "/")
        os.mkdir(folder + "/empty")
        count += check(folder + "/empty")
    print(f"{count} results")
    sys.exit(0 if count > 50 else "too few results to tell")


main()
