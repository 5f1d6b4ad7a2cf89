"""What other tools answered, kept in recorded/, so that a test needs none of them.

A file has a line of JSON for the tools and the date, then one for each question: its name, the question, the answer. A long
question is kept as its digest. A question that is not as it was recorded has no answer, and the test says so. With
SAMGEN_RECORD, which tests/conformance/record sets, the tools are asked and their answers are written into that folder.
"""
import difflib
import hashlib
import json
import os
from pathlib import Path

from . import program

FOLDER = Path(__file__).resolve().parents[1] / "recorded"
ANEW = "answers are recorded anew by tests/conformance/record where the tools are installed (README.md there)"
MOST_LINES = 60  # of one difference


def recording():
    return "SAMGEN_RECORD" in os.environ


def compact(value):
    return json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)


def digest(value):
    return "#" + hashlib.sha256(compact(value).encode()).hexdigest()[:12]


def lines_of(value):
    if not isinstance(value, str):
        value = json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False)
    return value.splitlines()


def differences(was, now, said_was="recorded", said_now="now"):
    """The lines that differ, indented under a message."""
    lines = list(difflib.unified_diff(lines_of(was), lines_of(now), said_was, said_now, lineterm="", n=2))
    if len(lines) > MOST_LINES:
        lines[MOST_LINES:] = [f"... and {len(lines) - MOST_LINES} lines more"]
    return "".join("    " + line + "\n" for line in lines)


def read(name):
    """key -> question, answer."""
    path = FOLDER / f"{name}.jsonl"
    _, *lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else [""]
    return {key: (question, answer) for key, question, answer in map(json.loads, lines)}


class Recorded:
    def __init__(self, name, versions):
        """versions: a function that gives the names and versions of the tools; it is called in a recording."""
        self.name, self.versions = name, versions
        self.rows, self.asked, self.problems = {} if recording() else read(name), {}, []

    def ask(self, questions, live, shown=True):
        """The answers to {key: question}, each from live({key: question}) or from the recording; shown: kept in full."""
        if recording():
            answers = live(questions)
            for key, question in questions.items():
                self.asked[key] = (question if shown else digest(question), answers[key])
            return answers
        answers = {}
        for key, question in questions.items():
            self.asked[key] = None
            if self.is_same(key, question):
                answers[key] = self.rows[key][1]
        return answers

    def is_same(self, key, question):
        if key not in self.rows:
            self.problems.append(f"{key}: no answer is recorded; asked now:\n{differences('', question)}")
            return False
        was = self.rows[key][0]
        if was in (digest(question), json.loads(compact(question))):
            return True
        if isinstance(was, str) and was.startswith("#"):
            self.problems.append(f"{key}: an answer is recorded, but to another question; asked now:\n"
                                 f"{differences('', question)}")
        else:
            self.problems.append(f"{key}: the answer is recorded for another question:\n{differences(was, question)}")
        return False

    def keys(self):
        return list(self.rows)

    def finish(self, whole=True):
        """Writes a recording; else prints what has no answer. The number of those; whole: every question was asked."""
        if recording():
            self.write()
            return 0
        left = [key for key in self.rows if key not in self.asked] if whole else []
        if left:
            self.problems.append(f"{len(left)} recorded answers belong to questions that are not asked any more: "
                                 f"{', '.join(left[:5])}")
        program.show([f"recorded/{self.name}.jsonl: {problem}" for problem in self.problems])
        if self.problems:
            print(f"{len(self.problems)} without a recorded answer; {ANEW}")
        return len(self.problems)

    def write(self):
        lines = [compact({"tools": self.versions()})]
        lines += [compact([key, question, answer]) for key, (question, answer) in self.asked.items()]
        path = Path(os.environ["SAMGEN_RECORD"], f"{self.name}.jsonl")
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


class Live:
    """Asks the tools themselves, and keeps nothing."""

    @staticmethod
    def ask(questions, live, shown=True):
        return live(questions)

    @staticmethod
    def finish():
        return 0
