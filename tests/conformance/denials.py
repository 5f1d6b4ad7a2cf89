"""Messages of denials: what samgen diagnose reports of each row of a list, and its fixes do what they should.

    denials.py [SAMGEN] [--list ROWS.jsonl] [-v]

A row has a text and what must be reported of it; null is what the text does not say. Every row of denials/messages.jsonl
must be met; of real messages, which are beside a corpus (beside.py) or in --list, nearly every one. Every fix for a
role's policy allows the denied request by samgen check and nothing on the resource's neighbours; for what a Deny
denies there is none.
"""
import argparse
import json
import re
import sys
import tempfile
from pathlib import Path

from judge import beside, program

OWN = Path(__file__).resolve().parent / "denials/messages.jsonl"
FIELDS = ("action", "resource", "principal", "reason")
SURE = ("text", "context")  # the text of such a row, or what stands around it, tells the place
LEAST = {"said": 97, "null": 95, "place": 95, "unknown": 97}  # of 100


def same(wanted, got):
    return (wanted or "").strip().lower() == (got or "").strip().lower()


def diagnose(samgen, row):
    run = program.run(samgen, "diagnose", "--format", "json", input=row["text"])
    denials = json.loads(run.stdout)["denials"]
    found = any(denial["denied"] or denial["place"] != "unknown" for denial in denials)
    if run.returncode != found:
        sys.exit(f"{row['id']}: samgen diagnose exits with {run.returncode}, expected {int(found)}:\n{row['text']}\n{run.stderr}")
    return denials


def chosen(denials, wanted):
    """Of several, the one with the row's action."""
    for denial in denials:
        if wanted["action"] and same(wanted["action"], denial["action"]):
            return denial
    return denials[0] if denials else {}


class Score:
    def __init__(self):
        self.counts, self.misses = {}, []

    def add(self, what, row, wanted, got, hit):
        good, all_ = self.counts.get(what, (0, 0))
        self.counts[what] = (good + bool(hit), all_ + 1)
        if not hit:
            self.misses.append(f"{row['id']}: {what.split()[0]}: expected {wanted!r}, reported {got!r}")


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
    run = program.run(samgen, "check", "--policy", policy, action, resource, "-q")
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
    if denial["place"] == "execution-role" and not any("write the real ARN" in line for line in denial["advice"]):
        run = program.run("sh", "-c", denial["fix_command"].replace("samgen", samgen, 1))
        if run.stdout != fix:
            return f"the command prints something else:\n{run.stdout}{run.stderr}"
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


def check_list(samgen, path, least, verbose):
    """The number of faults in a list; least: how many of 100 must be met, by kind."""
    score, fixes, faults = Score(), 0, []
    with path.open(encoding="utf-8") as file, tempfile.TemporaryDirectory() as folder:
        for row in map(json.loads, file):
            denials = diagnose(samgen, row)
            judge(score, row, denials)
            for denial in denials:
                fault = check_fix(samgen, folder, denial)
                fixes += denial["fix"] is not None
                if fault:
                    faults.append(f"{row['id']}: the fix {denial['fix_command']}: {fault}\n{denial['fix']}")
    missed = [what for what, (good, count) in score.counts.items() if good * 100 < least[what.rsplit(" ", maxsplit=1)[-1]] * count]
    program.show(faults + (score.misses if missed or verbose else []))
    print(f"{path.name}: {fixes} fixes, {len(faults)} wrong; " + ", ".join(
        f"{what} {good} of {count}{' MISSED' if what in missed else ''}" for what, (good, count) in score.counts.items()))
    return len(faults) + len(missed) + (not fixes)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samgen", nargs="?", default=program.samgen())
    parser.add_argument("--list", type=Path, action="append", default=[])
    parser.add_argument("-v", action="store_true")
    args = parser.parse_args()
    samgen = str(Path(args.samgen).resolve())
    bad = check_list(samgen, OWN, dict.fromkeys(LEAST, 100), args.v)
    for path in args.list or beside.near_corpus("examples/denials-dev.jsonl"):
        bad += check_list(samgen, path, LEAST, args.v)
    sys.exit(1 if bad else 0)


main()
