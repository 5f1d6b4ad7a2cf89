"""What may fill the parameters of SAM's policy templates: samgen lint is silent on what is right, and finds what is wrong.

    params.py [SAMGEN] [--show NAME]    NAME is a policy template

Every parameter of every policy template is filled by a text and by each value that CloudFormation returns for a resource
of its types (parameters/cases.py); where a corpus (beside.py) has a table of such values, by those too. A wrong value
must be found in its line.
"""
import argparse
import collections
import json
import sys
import tempfile
from pathlib import Path

from judge import beside, program
from parameters import cases, table

UNTRIED = ["ImageId", "LexiconName", "TaskDefinition", "TemplateName"]  # a name that no resource returns, or any text


def complaint(case, findings):
    """What is wrong with the findings in a case, or None."""
    told = "".join(f"\n    found: line {f['line']}: {f['message']} [{f['rule']}]" for f in findings) or "\n    nothing is found"
    serious = [f for f in findings if f["severity"] != "info"]
    if not case.wrong:
        return f"is right, but{told}" if findings else None
    if case.circle:
        return None if any(f["rule"] == "SG401" for f in serious) else f"closes a circle: expected SG401{told}"
    if not any(f["line"] == case.line and f["resource"] == "F" for f in serious):
        return f"is wrong: expected a finding at F in line {case.line}{told}\n" + case.text.replace("\n", "\n    | ")
    return None


def lint(samgen, tried, folder):
    for number, case in enumerate(tried):
        (folder / f"{number}.yaml").write_text(case.text)
    names = [str(folder / f"{number}.yaml") for number in range(len(tried))]
    run = program.run(samgen, "lint", "--format", "json", "--files-from", "-", input="\n".join(names) + "\n")
    found = collections.defaultdict(list)
    for finding in json.loads(run.stdout)["findings"]:
        found[finding["file"]].append(finding)
    return [found[name] for name in names]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samgen", nargs="?", default=program.samgen())
    parser.add_argument("--show", metavar="NAME")
    given = parser.parse_args()
    tried = list(cases.cases())
    for path in beside.near_corpus("facts/template-params.tsv"):
        tried += table.cases(path)
    with tempfile.TemporaryDirectory() as folder:
        findings = lint(given.samgen, tried, Path(folder))
    failed = []
    for case, found in zip(tried, findings):
        if given.show == case.policy:
            print(case.text, *found, sep="\n")
        if wrong := complaint(case, found):
            failed.append(f"{case.policy}: {case.parameter}: {case.value} {wrong}")
    if cases.left_out() != UNTRIED:
        failed.append(f"no value is tried for {cases.left_out()}; expected {UNTRIED}")
    program.show(failed)
    print(f"{len(tried)} values, {sum(case.wrong for case in tried)} of them wrong: {len(failed)} misjudged")
    return 1 if failed or not tried else 0


if __name__ == "__main__":
    sys.exit(main())
