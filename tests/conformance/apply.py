"""samgen apply on real templates, judged by another YAML parser, by patch and by the SAM translator.

    apply.py [SAMGEN] [--corpus DIR] [--all]    the first function of every fifth template, or (--all) each of each

Two grants are written into a copy of the template. Either the copy then holds what it held, read by PyYAML, with exactly
the entries that samgen prints for these grants behind those of the function; no line is lost but those of Policies
itself; SAM takes it; `patch` makes the same of the diff; and a second run changes nothing. Or the template is refused, and
stays as it was. Refusals are counted by their reason.
"""
import argparse
import collections
import copy
import difflib
import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import samtranslator  # noqa: F401: only to skip where it is absent
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)
from expansion import translator

ROOT = Path(__file__).resolve().parents[2]
EACH = ["s3-read --bucket my-bucket --prefix incoming/".split(), "dynamodb-crud --table orders".split()]
GRANTS = EACH[0] + ["+"] + EACH[1]
TYPES = ("AWS::Serverless::Function", "AWS::Serverless::StateMachine")


class Loader(yaml.SafeLoader):
    """Short tags as maps, so that documents can be compared; dates as they are written."""


def read_tag(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, True)
    else:
        value = loader.construct_mapping(node, True)
    return {"!" + suffix: value}


Loader.add_multi_constructor("!", read_tag)
Loader.yaml_implicit_resolvers = {
    letter: [row for row in rows if row[0] != "tag:yaml.org,2002:timestamp"]
    for letter, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(text):
    return yaml.load(text, Loader=Loader)


def run(*command):
    return subprocess.run(command, capture_output=True, timeout=60)


def entries_of(samgen, complaints):
    """What samgen prints for the grants that the role does not allow yet."""
    words = []
    for grant in EACH:
        if f"{grant[0]}: the role of" not in complaints:
            words += (["+"] if words else []) + grant
    return load(run(samgen, "--no-logs", *words).stdout)["Policies"]


def as_list(policies):
    if policies in (None, "", [], {}):
        return []
    return policies if isinstance(policies, list) else [policies]


def extended(policies, entries):
    """What Policies must be afterwards; both branches of an If are extended."""
    if isinstance(policies, dict) and len(policies) == 1:
        name, value = next(iter(policies.items()))
        if name in ("!If", "Fn::If") and isinstance(value, list) and len(value) == 3:
            return {name: [value[0]] + [extended(branch, entries) for branch in value[1:]]}
        if value == "AWS::NoValue":
            return list(entries)
    return as_list(policies) + entries


def is_short(policies):
    """Written in a way that a list cannot be added to without touching its lines."""
    return not isinstance(policies, list) or not policies


def lost_lines(old, new):
    lines = [text.decode("utf-8", "replace").splitlines() for text in (old, new)]
    return [line for line in difflib.ndiff(*lines) if line.startswith("- ")]


def judge_text(old, new, function, entries):
    """Nothing, or what is wrong with the new text."""
    want, got = load(old), load(new)
    resource = want["Resources"][function]
    policies = (resource.get("Properties") or {}).get("Policies")
    resource["Properties"] = dict(resource.get("Properties") or {}, Policies=extended(copy.deepcopy(policies), entries))
    if want != got:
        return "another document than the old one with the new entries"
    flow = re.search(rb"Policies[\"']?:[ \r\n]*(?:!If )?[\[{]", old)
    lost = lost_lines(old, new)
    if lost and not is_short(policies) and not flow:
        return f"lines are lost: {lost[:3]}"
    return ""


def judge_diff(samgen, path, function, new):
    diff = run(samgen, "apply", str(path), "--function", function, "--dry-run", *GRANTS)
    if diff.returncode != 0:
        return f"--dry-run exits with {diff.returncode}"
    if not shutil.which("patch"):
        return ""
    patched = path.with_suffix(".patched")
    patch = subprocess.run(["patch", "--binary", "-s", "-o", str(patched), str(path)], input=diff.stdout,
                           capture_output=True)
    if patch.returncode != 0:
        return f"patch does not take the diff: {(patch.stdout + patch.stderr).decode(errors='replace')[:200]}"
    return "" if patched.read_bytes() == new else "patch makes something else of the diff"


def judge(samgen, path, function):
    """(verdict, reason)"""
    old = path.read_bytes()
    before = translator.translate(str(path))
    command = [samgen, "apply", str(path), "--function", function]
    check = run(*command, "--check", *GRANTS)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "template.yaml"
        shutil.copy(path, work)
        command[2] = str(work)
        first = run(*command, *GRANTS)
        new = work.read_bytes()
        if first.returncode != 0:
            complaints = [line for line in first.stderr.decode(errors="replace").splitlines() if line.strip()]
            reason = next((line for line in complaints if "error: " in line), complaints[-1] if complaints else "")
            return ("wrong", "refused, but the file changed") if new != old else ("refused", reason.split("error: ")[-1])
        if new == old:
            return "wrong", "nothing was added"
        entries = entries_of(samgen, first.stderr.decode(errors="replace"))
        wrong = judge_text(old, new, function, entries) or judge_diff(samgen, path, function, new)
        if not wrong and check.returncode != 1:
            wrong = f"--check exits with {check.returncode}"
        if not wrong and before.verdict == "accepted" and translator.translate(str(work)).verdict != "accepted":
            wrong = "SAM refuses the result"
        second = run(*command, *GRANTS)
        if not wrong and (second.returncode or work.read_bytes() != new):
            wrong = "a second run changes the file"
        return ("wrong", wrong) if wrong else ("changed", "")


def functions_of(path):
    try:
        resources = load(path.read_bytes()).get("Resources", {})
    except (yaml.YAMLError, AttributeError):
        return []
    return [name for name, body in resources.items() if isinstance(body, dict) and body.get("Type") in TYPES]


def judge_template(job):
    samgen, path, every = job
    found = functions_of(path)
    return [(path.stem, name, *judge(samgen, path, name)) for name in (found if every else found[:1])]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("samgen", nargs="?", default=os.environ.get("SAMGEN", str(ROOT / "build/release/bin/samgen")))
    parser.add_argument("--corpus", type=Path, default=translator.SHARED / "corpus")
    parser.add_argument("--all", action="store_true")
    args = parser.parse_args()
    expected = args.corpus / "expected.jsonl"
    if not expected.exists():
        print(f"skipped: there is no {args.corpus}")
        sys.exit(77)
    accepted = [row["id"] for row in map(json.loads, expected.read_text().splitlines()) if "error" not in row]
    jobs = [(args.samgen, args.corpus / f"{name}.yaml", args.all) for name in accepted[:: 1 if args.all else 5]]
    counts, wrong = collections.Counter(), 0
    with multiprocessing.Pool() as pool:
        for rows in pool.imap(judge_template, jobs, 4):
            for name, function, verdict, reason in rows:
                reason = re.sub(r"^\w+ has a Role", "F has a Role", reason)
                counts[verdict, reason if verdict == "refused" else ""] += 1
                if verdict == "wrong":
                    wrong += 1
                    print(f"{name} {function}: {reason}")
    for (verdict, reason), count in counts.most_common():
        print(f"{count:6} {verdict} {reason}")
    sys.exit(1 if wrong or not counts["changed", ""] else 0)


if __name__ == "__main__":
    main()
