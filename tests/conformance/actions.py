"""templates/actions as tools/make-actions writes it from the package that templates/actions.txt names.

    actions.py    the recorded digest of each file; and what the tool makes of a recorded part of the package

A file that was edited by hand differs from its digest. What the package says of the services of SAMPLE is recorded
without its descriptions, and the tool is run on that.
"""
import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from judge import npm, program, recorded

TEMPLATES, TOOLS = program.ROOT / "templates", program.ROOT / "tools"
# Services that are overridden in every way that tools/action-overrides.tsv knows.
SAMPLE = ["aws-marketplace", "kinesis", "kms", "lex", "sagemaker", "sns", "sqs", "states", "translate"]
KINDS = ("actions", "conditionKeys", "resourceTypes")
DROPPED = ("description", "dependentActions", "isWriteOnly", "category")
KEYS = "globalConditionKeys.js"


def source():
    return (TEMPLATES / "actions.txt").read_text(encoding="utf-8").splitlines()[0].removeprefix(".source ")


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def files(root):
    return {str(path.relative_to(root)): path for path in sorted([root / "actions.txt", *(root / "actions").glob("*")])}


def make(tools, modules, folder):
    """Runs tools/make-actions, or a copy in another folder with other overrides."""
    done = subprocess.run([sys.executable, tools / "make-actions", modules, "--templates", folder], capture_output=True, text=True)
    return f"tools/make-actions: exit {done.returncode}: {done.stderr.strip()}" if done.returncode else ""


# -- every file --

def digests_live(_):
    if source() != npm.version(npm.REFERENCE):
        sys.exit(f"{npm.version(npm.REFERENCE)} is installed, but templates/actions.txt is from {source()}")
    with tempfile.TemporaryDirectory() as folder:
        if complaint := make(TOOLS, npm.folder(npm.REFERENCE).parents[1], folder):
            sys.exit(complaint)
        return {"digests": {name: digest(path) for name, path in files(Path(folder)).items()}}


def check_digests(answers):
    want = answers.ask({"digests": source()}, digests_live).get("digests", {})
    have = {name: digest(path) for name, path in files(TEMPLATES).items()}
    wrong = [name for name in sorted(want | have) if want and want.get(name) != have.get(name)]
    program.show([f"templates/{name}: expected what tools/make-actions wrote from {source()}, but the file "
                  + ("is missing" if name not in have else "is not one of those" if name not in want else "was changed")
                  for name in wrong])
    return len(have), len(wrong)


# -- the tool --

def without_words(value):
    if isinstance(value, dict):
        return {key: without_words(item) for key, item in value.items() if key not in DROPPED}
    return [without_words(item) for item in value] if isinstance(value, list) else value


def sample_live(_):
    data = npm.folder(npm.REFERENCE) / "data"
    titles = json.loads((data / "serviceNames.json").read_text(encoding="utf-8"))
    made = {prefix: {kind: without_words(json.loads((data / kind / f"{prefix}.json").read_text(encoding="utf-8")))
                     for kind in KINDS} | {"title": titles[prefix]} for prefix in SAMPLE}
    text = (npm.folder(npm.REFERENCE) / "dist/esm" / KEYS).read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines()]
    return {"sample": {"services": made, "keys": [line for line in lines if line.startswith(("key:", "category:", "type:"))]}}


def write_package(folder, sample):
    """A node_modules with the recorded part of the package."""
    package = folder / npm.REFERENCE
    for kind in KINDS:
        (package / "data" / kind).mkdir(parents=True)
        for prefix, service in sample["services"].items():
            (package / "data" / kind / f"{prefix}.json").write_text(json.dumps(service[kind]))
    (package / "data/services.json").write_text(json.dumps(sorted(sample["services"])))
    (package / "data/serviceNames.json").write_text(json.dumps({p: s["title"] for p, s in sample["services"].items()}))
    name, version = source().split()
    (package / "package.json").write_text(json.dumps({"name": name, "version": version}))
    (package / "dist/esm").mkdir(parents=True)
    (package / "dist/esm" / KEYS).write_text("\n".join(sample["keys"]))


def write_tools(folder):
    """tools/make-actions with the overrides of the sample."""
    shutil.copy(TOOLS / "make-actions", folder)
    rows = list(csv.reader((TOOLS / "action-overrides.tsv").open(newline="", encoding="utf-8"), delimiter="\t",
                           quoting=csv.QUOTE_NONE))
    others = {path.stem for path in (TEMPLATES / "actions").glob("*.txt")} - set(SAMPLE)
    kept = [row for row in rows if row[2].partition(":")[0] in SAMPLE or row[2] in ("subject", "aws")
            or row[1] == "key" and row[2].partition(":")[0] not in others
            or row[1] == "alias" and ":" not in row[2] and row[3] in SAMPLE]
    text = io.StringIO()
    csv.writer(text, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n").writerows(kept)
    (folder / "action-overrides.tsv").write_text(text.getvalue(), encoding="utf-8")
    return len(kept) - 1


def check_sample(answers):
    sample = answers.ask({"sample": source()}, sample_live).get("sample")
    if not sample:
        return 0
    wrong = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("tools", "templates"):
            (folder / part).mkdir()
        write_package(folder / "node_modules", sample)
        overrides = write_tools(folder / "tools")
        if complaint := make(folder / "tools", folder / "node_modules", folder / "templates"):
            wrong.append(complaint)
        for made in [] if wrong else files(folder / "templates").values():
            have = (TEMPLATES / made.relative_to(folder / "templates")).read_text(encoding="utf-8").splitlines()
            got = made.read_text(encoding="utf-8").splitlines()
            if made.name == "actions.txt":  # it counts services, and names those that the sample does not have
                have, got = ([line for line in lines if line.startswith((".source", ".key"))] for lines in (have, got))
            if have != got:
                wrong.append(f"templates/{made.relative_to(folder / 'templates')}: tools/make-actions writes something else\n"
                             f"{recorded.differences(chr(10).join(have), chr(10).join(got), 'committed', 'written')}")
    program.show(wrong)
    print(f"{len(SAMPLE)} services made anew with {overrides} overrides")
    return len(wrong)


def main():
    answers = recorded.Recorded("actions", lambda: [npm.version(npm.REFERENCE)])
    count, wrong = check_digests(answers)
    wrong += check_sample(answers)
    print(f"{count} files, {wrong} wrong")
    return 1 if wrong or answers.finish() or count < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
