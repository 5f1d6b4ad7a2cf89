"""Random edits of templates: whatever is typed, the server lives, and in the end reports what `samgen lint` reports of the text.

usage: edits.py [COUNT [SEED]]   COUNT sequences over the templates of tests/rules and samples/, and over those of the folder that
SAMGEN_CORPUS names, or of one beside this checkout
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from client import ROOT, SAMGEN, Editor

SEVERITIES = {"error": 1, "warning": 2, "info": 3}
PIECES = ["\n", " ", "  ", "-", ":", "'", '"', "{", "}", "[", "]", "#", "!Ref ", "!Sub ", "${", "}", "&a ", "*a", "|", ">",
          "s3:GetObject", "Action: ", "  - ", "Resource: \"*\"", "\r\n", "\t", "\u00e9", "\U0001F600", "x", "Policies:",
          "        - S3ReadPolicy:\n            BucketName: !Ref B\n", "%", "\0", "AWS::S3::Bucket"]


def units(text):
    """The length in units of UTF-16."""
    return len(text) + sum(c > "\uffff" for c in text)


def place(text, offset):
    """The place of a character of the text; lines end with CR, LF or CRLF."""
    before = text[:offset].replace("\r\n", "\n ").replace("\r", "\n")  # as long, but for what follows a CRLF
    line = before.count("\n")
    start = before.rfind("\n") + 1
    if start and text[start - 1:start + 1] == "\r\n":
        start += 1
    return (line, units(text[start:offset])) if start <= offset else None


def edit(rng, text):
    """(start, end, piece): which characters to replace by what."""
    start = rng.randrange(len(text) + 1)
    end = start
    kind = rng.random()
    if kind < 0.3:
        end = min(len(text), start + rng.choice([1, 1, 1, 2, 5, 40]))
    piece = rng.choice(PIECES) if kind < 0.9 else ""
    if kind >= 0.9 and len(text) > 10:  # a part is copied to somewhere else
        at = rng.randrange(len(text))
        piece = text[at:at + rng.randrange(200)]
    return start, end, piece


def expected(path):
    done = subprocess.run([SAMGEN, "lint", "--format", "json", path], capture_output=True, text=True)
    assert done.returncode in (0, 1), (path, done.returncode, done.stderr)
    return json.loads(done.stdout)["findings"]


def column(line, character):
    """The column of a unit of UTF-16, in code points."""
    at = count = 0
    while at < character and count < len(line):
        at += 2 if line[count] > "\uffff" else 1
        count += 1
    return count + 1


def said(text, diagnostics):
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = []
    for d in diagnostics:
        start, end = d["range"]["start"], d["range"]["end"]
        found.append((d["code"], d["severity"], start["line"] + 1, column(lines[start["line"]], start["character"]),
                      end["line"] + 1, column(lines[end["line"]], end["character"]), d["message"]))
    return found


def run(editor, rng, text, path):
    uri = f"file://{path}"
    editor.open(uri, text)
    for _ in range(rng.randrange(1, 25)):
        start, end, piece = edit(rng, text)
        places = place(text, start), place(text, end)
        if None in places:
            continue  # between CR and LF
        editor.change((*places, piece))
        text = text[:start] + piece + text[end:]
        published = editor.diagnostics()
        if rng.random() < 0.1:
            where = place(text, rng.randrange(len(text) + 1)) or (0, 0)
            for method in ("hover", "completion", "definition"):
                editor.at(method, where)
    editor.change(text + "\n")
    published = editor.diagnostics()
    text += "\n"
    editor.close()
    path.write_bytes(text.encode())
    want = [(f["rule"], SEVERITIES[f["severity"]], f["line"], f["column"], f["end_line"], f["end_column"], f["message"])
            for f in expected(path)]
    got = said(text, published)
    if not got and [f[0] for f in want] in (["SG004"], ["SG001"]):
        return 0  # it was never a template: a file that lint is not asked about
    assert got == want, (path, "published:", got, "lint:", want)
    return len(got)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 150
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    corpus = Path(os.environ.get("SAMGEN_CORPUS", ROOT.parent / "shared/corpus"))
    texts = sorted([*(ROOT / "tests/rules").glob("*/bad.yaml"), *(ROOT / "samples").glob("*.yaml"), *corpus.glob("*.yaml")])
    texts = [path for path in texts if not re.search(rb"^functions:", path.read_bytes(), re.M)]  # not specs
    rng = random.Random(seed)
    editor = Editor()
    findings = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            source = rng.choice(texts)
            text = source.read_bytes().decode()
            findings += run(editor, random.Random(seed * 1000003 + number), text, Path(folder, f"t{number}.yaml"))
    assert editor.end() == 0
    print(f"{count} sequences over {len(texts)} templates, {findings} findings")


main()
