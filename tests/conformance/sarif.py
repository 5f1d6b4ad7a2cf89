"""What `samgen lint --format sarif` writes is SARIF 2.1.0: the members that the standard asks for are there, of the right type, and
no others; every result names a rule of the log. SARIF_SCHEMA may be the path of the standard's own schema, which is then asked too.
Skipped without jsonschema."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print("python3 has no jsonschema")
    sys.exit(77)


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
                    "replacements": several(closed({"deletedRegion": REGION, "insertedContent": MESSAGE})),
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


def lint(*arguments):
    done = subprocess.run([os.environ["SAMGEN"], "lint", "-q", *arguments], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    return json.loads(done.stdout)


def check(path):
    """How many results there are, each with its rule and in the order of --format json."""
    log = lint("--format", "sarif", path)
    jsonschema.validate(log, LOG)
    if "SARIF_SCHEMA" in os.environ:
        jsonschema.validate(log, json.loads(pathlib.Path(os.environ["SARIF_SCHEMA"]).read_text()))
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    findings = lint("--format", "json", path)["findings"]
    assert len(findings) == len(run["results"])
    for finding, result in zip(findings, run["results"]):
        region = result["locations"][0]["physicalLocation"]["region"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["rule"]
        assert rules[result["ruleIndex"]]["defaultConfiguration"]["level"] == result["level"]
        assert (region["startLine"], region["startColumn"]) == (finding["line"], finding["column"])
        assert (region["endLine"], region["endColumn"]) == (finding["end_line"], finding["end_column"])
        assert ("fixes" in result) == (finding["fix"] is not None)
    return len(findings)


def main():
    count = check("tests/rules") + check("samples")
    with tempfile.TemporaryDirectory() as folder:
        name = pathlib.Path(folder, 'a "b",\u00fc%.yaml')
        name.write_bytes(pathlib.Path("tests/rules/SG301/bad.yaml").read_bytes())
        count += check(str(name))
        count += check(folder + "/")
        os.mkdir(folder + "/empty")
        assert check(folder + "/empty") == 0
    assert count > 50
    print(f"{count} results")


main()
