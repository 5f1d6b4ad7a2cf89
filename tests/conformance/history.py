"""Real mistakes: each row of a list of those that teams made and mended is found by samgen lint, at its resource.

    history.py [SAMGEN] [--list INDEX] [--show FILE]

A row names a template, a kind of mistake, a line and a resource. A finding is the row's if its rule is one for that kind
and it is about the resource, or about what the line stands in. A circle is found by one that has a resource of the row's.
"""
import argparse
import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

RULES = {
    "s3-event-circular": "SG401",
    "dependency-cycle": "SG401",
    "unknown-policy-entry": "SG002",
    "missing-sub": "SG310 SG103",
    "role-and-policies": "SG109",
    "resource-is-name-not-arn": "SG309",
    "resource-is-queue-url": "SG309",
    "resource-not-arn": "SG309 SG308 SG313",
    "missing-lambda-permission": "SG501",
    "pt-missing-param": "SG002",
    "pt-bucketname-arn": "SG102",
    "pt-bucketname-path": "SG102",
    "pt-ssm-leading-slash": "SG102",
    "unknown-managed-policy-name": "SG104 SG109",
    "statement-no-resource": "SG313",
    "esm-onfailure-without-type": "SG509",
    "missing-resource-policy": "SG504",
    "sm-logging-without-permission": "SG508",
    "passrole-star": "SG315",
    "sse-kms-missing": "SG505",
    "s3-bucket-action-on-object-arn": "SG201 SG324",
    "s3-object-action-on-bucket-arn": "SG202 SG324",
    "dynamodb-gsi-not-covered": "SG320",
    "sm-substitution-without-permission": "SG511",
    "secret-arn-no-suffix": "SG316 SG308",
    "undefined-ref-in-policy": "SG321",
    "pseudo-parameter-typo": "SG311",
    "arn-malformed-field": "SG308 SG310 SG311",
    "action-resource-mismatch": "SG304",
    "action-needs-star": "SG306",
    "dead-resource": "SG305 SG323",
    "dead-resource-wrong-service": "SG305",
    "unknown-action": "SG301",
    "unknown-service-prefix": "SG302",
    "deprecated-managed-policy": "SG105",
    "wildcard-matches-nothing": "SG303",
    "duplicate-policy-entry": "SG107",
}

# Rows that name no mistake, and why.
NONE = {
    ("6713e796c247.yaml", "action-needs-star"): "AWS asks for it on inference-profile/*, which the statement has",
}


def lint(samgen, path):
    run = subprocess.run([samgen, "lint", "--format", "json", str(path)], capture_output=True, text=True, timeout=60)
    return json.loads(run.stdout)["findings"] if run.stdout else []


def resources_of(text):
    """(line, id) of what stands right under Resources in a YAML text, in the order of the file."""
    inside, indent = False, None
    for number, line in enumerate(text.splitlines(), 1):
        key = re.match(r"""( *)["']?([\w.-]+)["']? *:""", line)
        if key and not key[1]:
            inside, indent = key[2] == "Resources", None
        elif key and inside:
            indent = len(key[1]) if indent is None else indent
            if len(key[1]) == indent:
                yield number, key[2]


def resource_at(text, line):
    before = [name for number, name in resources_of(text) if line and number <= line]
    return before[-1] if before else None


def is_found(row, findings, text):
    rules = RULES[row["rule"]].split()
    told = [finding for finding in findings if finding["rule"] in rules]
    if rules == ["SG401"]:
        names = re.findall(r"\w+", row["resource"])
        return any(set(names) & set(re.findall(r"\w+", finding["message"])) for finding in told)
    wanted = {row["resource"], resource_at(text, int(row["line"] or 0))}
    return any(finding["resource"] in wanted for finding in told)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("SAMGEN", str(ROOT / "build/release/bin/samgen"))
    parser.add_argument("samgen", nargs="?", default=default)
    parser.add_argument("--list", type=Path, default=ROOT.parent / "shared/corpus-history/index.tsv")
    parser.add_argument("--show", metavar="FILE", default="")
    given = parser.parse_args()
    if not given.list.is_file():
        print("skipped: no list of mistakes beside this checkout")
        return 77
    with open(given.list, newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if given.show in row["file"]]
    found, known = 0, {}
    rows = [row for row in rows if (row["file"], row["rule"]) not in NONE]
    for row in rows:
        path = given.list.parent / row["file"]
        if path not in known:
            known[path] = lint(given.samgen, path), path.read_text(encoding="utf-8-sig")
        if given.show:
            print(row, *known[path][0], sep="\n")
        if is_found(row, *known[path]):
            found += 1
        else:
            print(f"{row['file']}:{row['line']}: {row['rule']} at {row['resource']} is not found: {row['detail']}")
    print(f"{found} of {len(rows)} found, {len(NONE)} left out")
    return 0 if found == len(rows) and rows else 1


if __name__ == "__main__":
    sys.exit(main())
