"""What may fill the parameters of SAM's policy templates: samgen lint is silent on what is right, and finds what is wrong.

    params.py [SAMGEN] [--list TABLE] [--show NAME]

A row of the table names a policy template, a parameter, a type of resource, and what of such a resource, X, gives a right
value and what a wrong one. Each becomes a template with one function. The wrong value is to be found in its line.
"""
import argparse
import collections
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"
FUNCTION = "Type: AWS::Serverless::Function\n    Properties:\n      {Runtime: python3.13, Handler: a.b, CodeUri: a/"
MADE = {  # what SAM wants of a resource; others need nothing here
    "AWS::Serverless::Function": FUNCTION + "}",
    "AWS::Serverless::StateMachine": "Type: AWS::Serverless::StateMachine\n    Properties: {DefinitionUri: a.json}",
}
PARAMETER = "Type: AWS::SSM::Parameter\n    Properties: {{Type: String, Value: a, Name: {}}}"

# What cells say without an intrinsic: a value, and for a parameter of SSM its resource's name.
WORDS = [
    ("!Ref X with Name: /app/p", "!Ref X", "/app/p"),
    ("!Ref X when Name has no leading slash", "!Ref X", "app/p"),
    ("the Name property", "shop/db", None),
    ("an ARN:", ARN, None),
    ("no CloudFormation resource type", "orders", None),
    ("AWS::SES::Template:", "orders", None),
]
REMARKS = ("use ", "the template itself ", "(none", "-")  # no value
ITSELF = "!Ref of the very function"

Case = collections.namedtuple("Case", "row value text line wrong")


def resource_of(row, name):
    kind, _, which = row["resource_type"].partition(" whose ")
    if kind == "AWS::SSM::Parameter":
        return PARAMETER.format(name or ("/app/p" if "starts" in which else "app/p"))
    return MADE.get(kind, f"Type: {kind}")


def values_of(cell, separator):
    """(value, name of its resource, the words it comes from) for each part of a cell that is a value."""
    for part in (part.strip() for part in cell.split(separator)):
        known = next(((value, name) for words, value, name in WORDS if part.startswith(words)), None)
        if known:
            yield *known, part
        elif part.startswith(ITSELF):
            yield "!Ref F", None, part
        elif not part.startswith(REMARKS):
            yield part.split(" - ")[0], None, part


def others(row):
    """The template's other parameters, each with a value that is right."""
    names = re.findall(r"^  - \{name: (\w+)", (ROOT / f"templates/policies/{row['template']}.yaml").read_text(), re.M)
    return {name: "orders" for name in names if name != row["parameter"]}


def template(policy, resource):
    text = "Transform: AWS::Serverless-2016-10-31\nResources:\n"
    if resource:
        text += f"  X:\n    {resource}\n"
    return f"{text}  F:\n    {FUNCTION},\n       Policies: [\n        {policy}\n      ]}}\n"


def filled_cases(row):
    for cell, separator, wrong in ((row["correct_intrinsic"], "|", False), (row["wrong_intrinsics_and_why"], ";", True)):
        for value, name, part in values_of(cell, separator):
            resource = None if row["resource_type"] == "-" else resource_of(row, name)
            settings = "".join(f"{other}: {text}, " for other, text in others(row).items())
            policy = f"{row['template']}: {{{settings}{row['parameter']}:\n          {value}}}"
            text = template(policy, resource)
            yield Case(row, part, text, text[:text.rindex(value)].count("\n") + 1, wrong)


def empty_cases(row):
    for value, wrong in (("{}", False), ("", True), ("[]", True), (None, True)):
        policy = row["template"] if value is None else f"{{{row['template']}: {value}}}"
        text = template(policy, None)
        yield Case(row, repr(value), text, text[:text.index(row["template"])].count("\n") + 1, wrong)


def complaint(case, findings):
    """What is wrong with the findings in a case, or None."""
    told = [f"line {f['line']}: {f['message']} [{f['rule']}]" for f in findings]
    serious = [f for f in findings if f["severity"] != "info"]
    if not case.wrong:
        return f"is right, and found: {'; '.join(told)}" if told else None
    if case.value.startswith(ITSELF):
        return None if any(f["rule"] == "SG401" for f in serious) else "is a circle, and not found"
    if not any(f["line"] == case.line and f["resource"] == "F" for f in serious):
        return f"is wrong, and not found in line {case.line}: {'; '.join(told)}"
    return None


def lint(samgen, cases, folder):
    for number, case in enumerate(cases):
        (folder / f"{number}.yaml").write_text(case.text)
    names = [str(folder / f"{number}.yaml") for number in range(len(cases))]
    run = subprocess.run([samgen, "lint", "--format", "json", "--files-from", "-"], input="\n".join(names) + "\n",
                         capture_output=True, text=True, timeout=120)
    found = collections.defaultdict(list)
    for finding in json.loads(run.stdout)["findings"]:
        found[finding["file"]].append(finding)
    return [found[name] for name in names]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("SAMGEN", str(ROOT / "build/release/bin/samgen"))
    parser.add_argument("samgen", nargs="?", default=default)
    parser.add_argument("--list", type=Path, default=ROOT.parent / "shared/facts/template-params.tsv")
    parser.add_argument("--show", metavar="NAME")
    given = parser.parse_args()
    if not given.list.is_file():
        print("skipped: no table of parameters beside this checkout")
        return 77
    with open(given.list, newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    cases = [case for row in rows for case in (empty_cases(row) if row["parameter"] == "-" else filled_cases(row))]
    with tempfile.TemporaryDirectory() as folder:
        findings = lint(given.samgen, cases, Path(folder))
    failed = 0
    for case, found in zip(cases, findings):
        if given.show == case.row["template"]:
            print(case.text, *found, sep="\n")
        wrong = complaint(case, found)
        if wrong:
            failed += 1
            print(f"{case.row['template']} {case.row['parameter']} of {case.row['resource_type']}: {case.value} {wrong}")
    print(f"{len(rows)} rows, {len(cases)} values, {sum(case.wrong for case in cases)} of them wrong: {failed} misjudged")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
