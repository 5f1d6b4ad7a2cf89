"""What `samgen lint --format junit` and `samgen check --spec --format junit` write is what CI servers read: the elements and attributes of the schema junit-10.xsd of Jenkins'
xUnit plugin, in its order, with counts that are right and the findings of --format json. JUNIT_SCHEMA may be the path of that schema,
which is then asked too, by xmllint."""

import json
import os
import pathlib
import sys
import tempfile
from xml.etree import ElementTree

from judge import program

# Of each element: the attributes that it must have and may have, and its children. A part of the schema: samgen writes no more.
ELEMENTS = {
    "testsuites": ({"name"}, {"testsuite"}),
    "testsuite": ({"name", "file", "tests", "failures", "errors"}, {"testcase"}),
    "testcase": ({"name", "classname"}, {"failure", "system-out"}),
    "failure": ({"type", "message"}, set()),
    "system-out": (set(), set()),
}


def run(*words):
    done = program.run(program.samgen(), *words)
    if done.returncode not in (0, 1):
        sys.exit(f"samgen {' '.join(words)}: exit {done.returncode}: {done.stderr}")
    return done.stdout


def lint(*arguments):
    return run("lint", "-q", "--severity", "info", *arguments)


def faults(element):
    if element.tag not in ELEMENTS:
        yield f"an element {element.tag}"
        return
    attributes, children = ELEMENTS[element.tag]
    if set(element.attrib) != attributes or not all(element.attrib.values()):
        yield f"{element.tag} has the attributes {element.attrib}"
    for child in element:
        if child.tag not in children:
            yield f"{element.tag} has an element {child.tag}"
        yield from faults(child)
    if element.tag == "testsuite":
        cases = element.findall("testcase")
        want = {"tests": len(cases), "failures": len(element.findall("testcase/failure")), "errors": 0}
        for name, count in want.items():
            if element.get(name) != str(count):
                yield f"{element.get('name')}: {name} is {element.get(name)}, not {count}"
        if not cases:
            yield f"{element.get('name')} has no case"


BREAKS = {
    "an attribute is missing": lambda root: root[0].attrib.pop("file"),
    "there is one attribute more": lambda root: root[0].set("time", "1"),
    "a count is wrong": lambda root: root[0].set("failures", "0"),
    "an element is another": lambda root: setattr(root[0][0], "tag", "case"),
    "a suite is empty": lambda root: [root[0].set("tests", "0"), root[0].set("failures", "0"), root[0].clear()],
}


def every_break_is_seen():
    for what, spoil in BREAKS.items():
        root = ElementTree.fromstring(lint("--format", "junit", "tests/rules/SG301/bad.yaml"))
        spoil(root)
        if not list(faults(root)):
            sys.exit(f"the judge does not see that {what}")


def require_valid(command, path, text):
    wrong = list(faults(ElementTree.fromstring(text)))
    if wrong:
        sys.exit("\n".join([f"samgen {command} --format junit {path}", *wrong]))
    if "JUNIT_SCHEMA" in os.environ:
        done = program.run("xmllint", "--noout", "--schema", os.environ["JUNIT_SCHEMA"], "-", input=text)
        if done.returncode:
            sys.exit(done.stderr)


def cases_of(root):
    for case in root.iter("testcase"):
        for child in case:
            kind = child.get("type", "info")
            yield case.get("classname"), case.get("name").split()[0], kind, child.text


def check(path):
    """How many findings there are; they are those of --format json, in its order."""
    text = lint("--format", "junit", path)
    require_valid("lint", path, text)
    for suite in ElementTree.fromstring(text).iter("testsuite"):
        if len(suite) > 1 and [case for case in suite if len(case) == 0]:
            sys.exit(f"samgen lint {path}: {suite.get('name')} has findings and a case without one")
    found = list(cases_of(ElementTree.fromstring(text)))
    findings = json.loads(lint("--format", "json", path))["findings"]
    if len(found) != len(findings):
        sys.exit(f"samgen lint {path}: {len(findings)} findings as json, {len(found)} as junit")
    for finding, (_, rule, kind, line) in zip(findings, found):
        place = f":{finding['line']}:{finding['column']}: {finding['severity']}: {finding['message']} [{finding['rule']}]"
        if (rule, kind) != (finding["rule"], finding["severity"]) or not line.endswith(place):
            sys.exit(f"samgen lint {path}: {place} as json, {rule} {kind} {line} as junit")
    return len(findings)


def check_spec(path, *template):
    """How many expectations there are; those that fail are those of --format json, each with the line that decided."""
    text = run("check", "-q", "--spec", path, *template, "--format", "junit")
    require_valid("check --spec", path, text)
    cases = list(ElementTree.fromstring(text).iter("testcase"))
    expected = json.loads(run("check", "-q", "--spec", path, *template, "--format", "json"))["expectations"]
    if len(cases) != len(expected):
        sys.exit(f"samgen check --spec {path}: {len(expected)} expectations as json, {len(cases)} as junit")
    for case, one in zip(cases, expected):
        failure = case.find("failure")
        if (failure is None) != one["passed"] or case.get("classname") != one["function"]:
            sys.exit(f"samgen check --spec {path}: {case.get('name')} is not {one}")
        if failure is not None and one["by"]["file"] and not failure.text.endswith(f"{one['by']['file']}:{one['by']['line']}"):
            sys.exit(f"samgen check --spec {path}: {failure.text} has no line of {one['by']}")
    return len(cases)


def main():
    os.chdir(program.ROOT)
    every_break_is_seen()
    count = check("tests/rules") + check("samples")
    if check_spec("samples/expect.yaml") + check_spec("tests/cli/check-spec/samgen.yaml", "tests/cli/check-spec/template.yaml") < 10:
        sys.exit("too few expectations to tell")
    with tempfile.TemporaryDirectory() as folder:
        name = pathlib.Path(folder, "a \"b\",\u00fc%&<]]>'\x01.yaml")
        name.write_bytes(pathlib.Path("tests/rules/SG301/bad.yaml").read_bytes())
        count += check(str(name))
        good = pathlib.Path(folder, "good.yaml")
        good.write_bytes(pathlib.Path("tests/rules/SG301/good.yaml").read_bytes())
        suites = ElementTree.fromstring(lint("--format", "junit", str(good)))
        if [case.get("name") for case in suites.iter("testcase")] != ["no findings"]:
            sys.exit("a file without findings is not a case that passes")
        os.mkdir(folder + "/empty")
        count += check(folder + "/empty")
    print(f"{count} results")
    sys.exit(0 if count > 50 else "too few results to tell")


main()
