"""Real messages: what samgen diagnose says of each row of a list of labelled ones; and its fixes do what they should.

    denials.py [SAMGEN] [--list ROWS.jsonl] [-v]

A row has a text and what is to be told of it; null is what the text does not say. Every fix for a role's policy allows the
denied request by samgen check and nothing on the resource's neighbours; what a Deny denies has none.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIELDS = ("action", "resource", "principal", "reason")
SURE = ("text", "context", "thread")  # the place of such a row is known
LEAST = {"said": 97, "null": 95, "place": 95, "unknown": 97}  # of 100


def same(wanted, got):
    return (wanted or "").strip().lower() == (got or "").strip().lower()


def diagnose(samgen, text):
    run = subprocess.run([samgen, "diagnose", "--format", "json"], input=text, capture_output=True, text=True,
                         check=False, timeout=60)
    denials = json.loads(run.stdout)["denials"]
    found = any(denial["denied"] or denial["place"] != "unknown" for denial in denials)
    assert run.returncode == found, run
    return denials


def chosen(denials, wanted):
    """Of several, the one with the row's action."""
    for denial in denials:
        if wanted["action"] and same(wanted["action"], denial["action"]):
            return denial
    return denials[0] if denials else {}


class Score:
    def __init__(self, verbose):
        self.counts, self.verbose = {}, verbose

    def add(self, what, row, wanted, got, hit):
        good, all_ = self.counts.get(what, (0, 0))
        self.counts[what] = (good + bool(hit), all_ + 1)
        if not hit and self.verbose:
            print(f"{row['id']}: {what}: {wanted!r} is wanted, {got!r} is told")


def judge(score, row, denials):
    wanted, got = row["expected"], chosen(denials, row["expected"])
    for field in FIELDS:
        kind = "null" if wanted[field] is None else "said"
        score.add(f"{field} {kind}", row, wanted[field], got.get(field), same(wanted[field], got.get(field)))
    place = got.get("place", "unknown")
    if row["place_basis"] in SURE:
        score.add("place", row, wanted["place"], place, place == wanted["place"])
    elif wanted["place"] == "unknown":
        score.add("place unknown", row, "unknown", place, place == "unknown")


def decide(samgen, policy, action, resource):
    run = subprocess.run([samgen, "check", "--policy", policy, action, resource, "-q"], capture_output=True, text=True,
                         check=False)
    return run.stdout.split(maxsplit=1)[0].rstrip(":")


def neighbour(arn):
    """The same ARN with another name in it."""
    parts = arn.split(":", 5)
    head, name = ("", parts[5]) if parts[2] == "s3" else re.match(r"([^/:]*[/:])?(.*)", parts[5], re.S).groups()
    return ":".join(parts[:5] + [(head or "") + "another-" + name])


def as_arn(denial):
    """IAM's own messages say "role NAME", of the caller's account."""
    resource = denial["resource"] or "*"
    kind, _, name = resource.partition(" ")
    if kind not in ("role", "policy", "user", "group"):
        return resource
    return name if name.startswith("arn:") else f"arn:aws:iam::{denial['principal'].split(':')[4]}:{kind}/{name}"


def check_fix(samgen, folder, denial):
    """What is wrong with a fix, or None; its command prints it."""
    fix, reason = denial["fix"], denial["reason"] or ""
    if fix and reason.startswith(("explicit", "s3-")):
        return "there is an Allow for what a Deny denies"
    if not fix or denial["place"] not in ("execution-role", "caller-identity"):
        return None
    if denial["place"] == "execution-role":
        run = subprocess.run(["sh", "-c", denial["fix_command"].replace("samgen", samgen, 1)], capture_output=True,
                             text=True, check=False)
        if run.stdout != fix:
            return "the command prints something else"
    text = fix if not fix.startswith("Policies:\n  - ") else re.sub(r"(?m)^ {4}", "", fix[len("Policies:\n  - "):])
    policy = f"{folder}/policy.yaml"
    Path(policy).write_text(text, encoding="utf-8")
    resource = as_arn(denial)
    if not resource.startswith("arn:") or '"*"' in fix:
        return None if decide(samgen, policy, denial["action"], "*") == "allowed" else "it does not allow the request"
    if decide(samgen, policy, denial["action"], resource) != "allowed":
        return "it does not allow the request"
    if decide(samgen, policy, denial["action"], neighbour(resource)) == "allowed":
        return f"it allows {neighbour(resource)} too"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("samgen", nargs="?", default=os.path.abspath(os.environ.get("SAMGEN", f"{ROOT}/build/release/bin/samgen")))
    parser.add_argument("--list", default=f"{ROOT}/../shared/examples/denials-dev.jsonl")
    parser.add_argument("-v", action="store_true")
    args = parser.parse_args()
    if not os.path.exists(args.list):
        print("skipped: there is no list of messages")
        sys.exit(77)
    score, fixes, bad = Score(args.v), 0, 0
    with open(args.list, encoding="utf-8") as file, tempfile.TemporaryDirectory() as folder:
        for row in map(json.loads, file):
            denials = diagnose(args.samgen, row["text"])
            judge(score, row, denials)
            for denial in denials:
                fault = check_fix(args.samgen, folder, denial)
                fixes += denial["fix"] is not None
                if fault:
                    bad += 1
                    print(f"{row['id']}: the fix {denial['fix_command']}: {fault}")
    for what, (good, all_) in score.counts.items():
        least = LEAST[what.rsplit(" ", maxsplit=1)[-1]]
        met = good * 100 >= least * all_
        bad += not met
        print(f"{what:16} {good:4} of {all_:4}  at least {least} of 100: {'met' if met else 'MISSED'}")
    print(f"{fixes} fixes")
    sys.exit(1 if bad else 0)


main()
