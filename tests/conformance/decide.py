"""samgen check against an independent simulator of IAM, on random policies and requests.

    decide.py [CASES] [--seed S] [-v]    CASES requests (default 1200), 40 for each set of policies

Where the two differ, one of the known faults of the simulator must explain it (decision/known.py); -v counts them.
"""
import argparse
import collections
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from decision import known, make

ROOT = Path(__file__).resolve().parents[2]
JUDGE = ROOT.parent / "shared/oracle/decide.mjs"
PACKAGES = Path(os.environ.get("NPM_DIR", Path.home() / ".cache/samgen-oracle/npm"))
WORDS = {"Allowed": "allowed", "ImplicitlyDenied": "implicit-deny", "ExplicitlyDenied": "explicit-deny"}
OPTIONS = {"boundary": "--boundary", "resourcePolicy": "--resource-policy"}
AT_ONCE = 40  # requests for one set of policies
SHOWN = 5


def why_skipped():
    if not JUDGE.exists():
        return f"no {JUDGE.name} in ../shared/oracle"
    if not shutil.which("node"):
        return "no node"
    return None if (PACKAGES / "node_modules").is_dir() else "the simulator is not installed; set NPM_DIR"


def ask_judge(cases):
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    run = subprocess.run(["node", JUDGE], input=lines, capture_output=True, text=True, check=True,
                         env={**os.environ, "NPM_DIR": str(PACKAGES)})
    return {answer["id"]: answer for answer in map(json.loads, run.stdout.splitlines())}


def ask_samgen(samgen, situation, requests):
    with tempfile.TemporaryDirectory() as folder:
        def put(name, value):
            path = Path(folder, name)
            path.write_text(value)
            return str(path)
        command = [samgen, "check", "-q", "--principal", situation["principal"]]
        for n, document in enumerate(situation["policies"]):
            command += ["--policy", put(f"policy{n}.json", json.dumps(document))]
        for name, option in OPTIONS.items():
            if name in situation:
                command += [option, put(f"{name}.json", json.dumps(situation[name]))]
        command += ["--requests", put("requests.jsonl", "".join(json.dumps(q) + "\n" for q in requests))]
        run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if run.returncode not in (0, 1):
        sys.exit(f"samgen check: exit {run.returncode}: {run.stderr}\n{json.dumps(situation)}")
    return {answer["id"]: answer["decision"] for answer in map(json.loads, run.stdout.splitlines())}


def compare(samgen, seed, first, count):
    """Decides `count` requests; the cases that differ, with both answers, and how many the judge refused."""
    r = random.Random(f"{seed}.{first}")
    cases, ours = [], {}
    for start in range(first, first + count, AT_ONCE):
        situation = make.situation(r)
        requests = [make.request(r, str(n)) for n in range(start, min(start + AT_ONCE, first + count))]
        ours.update(ask_samgen(samgen, situation, requests))
        cases += [{**situation, **request} for request in requests]
    theirs = ask_judge(cases)
    refused = collections.Counter(theirs[c["id"]].get("detail", "") for c in cases if theirs[c["id"]]["result"] == "error")
    differing = [(case, WORDS.get(theirs[case["id"]]["result"]), ours.get(case["id"])) for case in cases
                 if theirs[case["id"]]["result"] != "error" and WORDS[theirs[case["id"]]["result"]] != ours.get(case["id"])]
    allowed = sum(answer == "allowed" for answer in ours.values())
    return differing, refused, allowed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", nargs="?", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    skipped = why_skipped()
    if skipped:
        print(f"skipped: {skipped}")
        return 77
    samgen = os.environ.get("SAMGEN", str(ROOT / "build/release/bin/samgen"))
    parts = [(first, min(4000, options.cases - first)) for first in range(0, options.cases, 4000)]
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda part: compare(samgen, options.seed, *part), parts))
    refused, reasons, unexplained = collections.Counter(), collections.Counter(), []
    for differing, some_refused, _ in done:
        refused += some_refused
        for case, theirs, ours in differing:
            reason = next((reason for reason, explains in known.KNOWN if explains(case)), None)
            reasons[reason] += 1
            if not reason:
                unexplained.append((case, theirs, ours))
    for case, theirs, ours in unexplained[:SHOWN]:
        print(f"the simulator says {theirs}, samgen {ours}:\n{json.dumps(case)}")
    if options.v:
        for reason, count in (reasons + refused).most_common():
            print(f"{count:6} {reason}")
    print(f"{options.cases} requests, {sum(allowed for *_, allowed in done)} allowed, {sum(refused.values())} refused by "
          f"the simulator, {reasons.total()} decided otherwise, {len(unexplained)} of them for no known reason")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
