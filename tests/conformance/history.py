"""Mistakes that teams make in templates: each is found by samgen lint, at its resource.

    history.py [SAMGEN] [--list INDEX] [--show FILE]

In mistakes/ a line ends with `# mistake: KIND`. A finding is that mistake's if its rule is one for the kind and it is
about the resource that the line belongs to; a circle is found by one that names the resource. Every other error and
warning is wrong there. Real mistakes, which teams made and mended, are in the index.tsv of a folder beside a corpus
(beside.py) or in --list: a row names a template, a kind, a line and a resource.
"""
import argparse
import csv
import json
import re
import sys
from pathlib import Path

from judge import beside, program

OWN = Path(__file__).resolve().parent / "mistakes"

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
    "authorizer-without-permission": "SG501",
    "policy-that-sam-adds": "SG108",
    "lost-exclamation-mark": "SG102",
    "query-without-index": "SG320",
    "star-after-bucket": "SG204",
    "iam-variable-in-sub": "SG327",
    "guardrail-version": "SG304",
    "reference-without-condition": "SG404",
    "missing-pass-role": "SG328",
    "every-resource-of-its-type": "SG307",
    "missing-log-stream": "SG513",
    "guessed-name": "SG330",
    "permission-without-dependency": "SG516",
    "fixed-partition": "SG326",
    "other-bucket": "SG517",
    "created-before-its-policy": "SG519",
    "service-role-without-permissions": "SG518",
}

# Rows of an index that do not name a mistake, and why.
NONE = {
    ("6713e796c247.yaml", "action-needs-star"): "AWS asks for it on inference-profile/*, which the statement has",
}



# What follows from a mistake of the kind, besides its own finding.
SEQUELS = {
    "pt-missing-param": "SG101",  # the parameter that is written instead
}


def lint(samgen, path):
    run = program.run(samgen, "lint", "--format", "json", path)
    if run.returncode not in (0, 1):
        sys.exit(f"samgen lint {path}: exit {run.returncode}: {run.stderr}")
    return json.loads(run.stdout)["findings"]


def resources_of(text):
    """(line, id) of the keys directly under Resources in a YAML text, in the order of the file."""
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


def found_by(kind, resources, findings):
    """The findings that are a mistake's."""
    rules = RULES[kind].split()
    told = [finding for finding in findings if finding["rule"] in rules]
    if rules == ["SG401"]:
        names = {name for resource in resources for name in re.findall(r"\w+", resource or "")}
        return [finding for finding in told if names & set(re.findall(r"\w+", finding["message"]))]
    return [finding for finding in told if finding["resource"] in resources]


def said(finding):
    return f"line {finding['line']} at {finding['resource']}: {finding['severity']}: {finding['message']} [{finding['rule']}]"


def check_own(samgen, show):
    wrong, count, kinds = [], 0, set()
    for path in sorted(path for path in OWN.glob("*.yaml") if show in path.name):
        text, findings, explained = path.read_text(), lint(samgen, path), []
        if show:
            print(path, *map(said, findings), sep="\n  ")
        for number, line in enumerate(text.splitlines(), 1):
            mark = re.search(r"# mistake: (\S+)$", line)
            if not mark:
                continue
            count, resource = count + 1, resource_at(text, number)
            kinds.add(mark[1])
            found = found_by(mark[1], {resource}, findings)
            explained += found + [finding for finding in findings if finding["rule"] in SEQUELS.get(mark[1], "").split()
                                  and finding["line"] == number]
            if not found:
                near = "".join(f"\n    found: {said(finding)}" for finding in findings if finding["resource"] == resource)
                wrong.append(f"{path.name}:{number}: {mark[1]} in {resource}: expected a finding of {RULES[mark[1]]}{near}\n"
                             f"    | {line.strip()}")
        wrong += [f"{path.name}: no mistake is marked where this is found: {said(finding)}" for finding in findings
                  if finding["severity"] != "info" and finding not in explained]
    missing = sorted(RULES.keys() - kinds) if not show else []
    wrong += [f"mistakes/ has no {kind}" for kind in missing]
    program.show(wrong)
    print(f"{count} mistakes of {len(kinds)} kinds, {len(wrong)} wrong")
    return len(wrong)


def check_index(samgen, index, show):
    with index.open(newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if show in row["file"]]
    rows = [row for row in rows if (row["file"], row["rule"]) not in NONE]
    wrong, known = [], {}
    for row in rows:
        path = index.parent / row["file"]
        if path not in known:
            known[path] = lint(samgen, path), path.read_text(encoding="utf-8-sig")
        findings, text = known[path]
        if show:
            print(row, *map(said, findings), sep="\n  ")
        if not found_by(row["rule"], {row["resource"], resource_at(text, int(row["line"] or 0))}, findings):
            wrong.append(f"{row['file']}:{row['line']}: {row['rule']} at {row['resource']}: expected a finding of "
                         f"{RULES[row['rule']]}: {row['detail']}")
    program.show(wrong)
    print(f"{index}: {len(rows) - len(wrong)} of {len(rows)} found, {len(NONE)} left out")
    return len(wrong) + (not rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samgen", nargs="?", default=program.samgen())
    parser.add_argument("--list", type=Path, action="append", default=[])
    parser.add_argument("--show", metavar="FILE", default="")
    given = parser.parse_args()
    failed = check_own(given.samgen, given.show)
    for index in given.list or beside.near_corpus("corpus-history/index.tsv"):
        failed += check_index(given.samgen, index, given.show)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
