"""samgen lint --fix, with all rules, on the templates of tests/rules that have a fix, judged by the SAM translator.

SAM takes each fixed template, the roles of resources that no fixed finding is about are what they were, and lint finds nothing new
in it: no other mistake, and no fix that is left.
"""
import json
import sys
import tempfile
from pathlib import Path

from judge import program, sam
from judge.recorded import Recorded, differences

RULES = program.ROOT / "tests/rules"


def lint(path, *options):
    done = program.run(program.samgen(), "lint", "-q", "--format", "json", *options, path)
    if done.returncode not in (0, 1):
        sys.exit(f"samgen lint {path}: exit {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)["findings"]


def fixed(folder, rule):
    """The fixed template, the resources that the fixed findings are about, and what lint said before."""
    path = Path(folder, f"{rule}.yaml")
    path.write_bytes((RULES / rule / "bad.yaml").read_bytes())
    findings = lint(path)
    about = {finding["resource"] for finding in findings if finding["fix"]}
    before = {said(finding) for finding in findings}
    done = program.run(program.samgen(), "lint", "-q", "--fix", path)
    if done.returncode not in (0, 1):
        sys.exit(f"samgen lint --fix {path}: exit {done.returncode}: {done.stderr}")
    return path, about, before


def said(finding):
    return finding["rule"], finding["resource"], finding["severity"], finding["message"]


def problems_of_lint(rule, path, before):
    for finding in lint(path):
        if finding["fix"]:
            yield f"a fix is left: {finding['message']}"
        # the message of the same finding names what is there now
        if said(finding) not in before and (finding["rule"], finding["resource"]) not in {row[:2] for row in before}:
            yield f"lint finds {said(finding)} in the fixed template"


def problems_of_roles(about, was, now):
    if "functions" not in now:
        yield f"SAM does not take the fixed template: {now}"
        return
    for name, role in was.get("functions", {}).items():
        if name not in about and now["functions"].get(name) != role:
            yield f"the role of {name} changed, which no fixed finding is about:\n{differences(role, now['functions'].get(name))}"


def ask(texts):
    return lambda asked: {name: sam.translate(texts[name]).recorded() for name in asked}


def main():
    answers, failed, texts, rules = Recorded("fixes", sam.versions), 0, {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(RULES.glob("*/fixed.yaml")):
            rule = path.parent.name
            made, about, before = fixed(folder, rule)
            rules[rule] = about, list(problems_of_lint(rule, made, before))
            texts[f"{rule} bad"] = (RULES / rule / "bad.yaml").read_text(encoding="utf-8")
            texts[f"{rule} fixed"] = made.read_text(encoding="utf-8")
    said_by_sam = answers.ask(texts, ask(texts), shown=False)
    for rule, (about, problems) in rules.items():
        if f"{rule} bad" in said_by_sam and f"{rule} fixed" in said_by_sam:
            problems += problems_of_roles(about, said_by_sam[f"{rule} bad"], said_by_sam[f"{rule} fixed"])
        for problem in problems:
            print(f"{rule}: {problem}")
        failed += bool(problems)
    print(f"{len(rules)} rules with a fix")
    return failed + answers.finish()


if __name__ == "__main__":
    sys.exit(main())
