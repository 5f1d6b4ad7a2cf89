"""samgen check against an independent simulator of IAM, on random policies and requests.

    decide.py [-v]                     the requests whose answers are recorded
    decide.py --more CASES [--seed S]  CASES other requests, 40 for each set of policies, the simulator itself asked

Where the two differ, one of the known faults of the simulator must explain it (decision/known.py); -v counts them. Where
they differed when it was recorded, the letter is small; there alone they may, and must, differ.
"""
import argparse
import collections
import json
import re
import sys
import tempfile
from pathlib import Path

from decision import known, make
from judge import npm, program, recorded
from judge.draw import Draw

OPTIONS = {"boundary": "--boundary", "resourcePolicy": "--resource-policy"}
AT_ONCE = 40  # requests for one set of policies
RECORDED = 4000
SHOWN = 5


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
        run = program.run(*command)
    if run.returncode not in (0, 1):
        sys.exit(f"samgen check: exit {run.returncode}: {run.stderr}\n{json.dumps(situation)}")
    return [json.loads(line)["decision"] for line in run.stdout.splitlines()]


def cases_of(seed, first):
    """A situation, and the requests that are decided in it."""
    r = Draw(f"{seed}.{first}")
    situation = make.situation(r)
    return situation, [make.request(r, str(n)) for n in range(first, first + AT_ONCE)]


def reason_of(case):
    return next((reason for reason, explains in known.KNOWN if explains(case)), None)


def marked(samgen, situation, requests, letters):
    """The letters, small where samgen decides otherwise for a known reason."""
    pairs = zip(requests, letters, ask_samgen(samgen, situation, requests), strict=True)
    return "".join(letter.lower() if letter != "x" and npm.WORDS[letter] != ours and reason_of({**situation, **request}) else letter
                   for request, letter, ours in pairs)


def simulate(situations):
    """name -> the simulator's answers, a letter for each request; x is one that it refuses."""
    asked = [{**situation, **request} for situation, requests in situations.values() for request in requests]
    letters = "".join(answer[0] for answer in npm.simulate(asked))
    return {name: marked(program.samgen(), *situations[name], letters[n * AT_ONCE:(n + 1) * AT_ONCE])
            for n, name in enumerate(situations)}


class Score:
    def __init__(self):
        self.decided, self.reasons, self.unexplained = collections.Counter(), collections.Counter(), []

    def judge(self, samgen, situation, requests, letters):
        decisions = ask_samgen(samgen, situation, requests)
        if len(decisions) != len(requests):
            sys.exit(f"samgen check gives {len(decisions)} decisions for {len(requests)} requests")
        for request, letter, ours in zip(requests, letters, decisions):
            self.decided[letter.upper()] += 1
            if letter == "x":
                continue
            case, theirs = {**situation, **request}, npm.WORDS[letter.upper()]
            if letter.isupper() != (theirs == ours):
                self.unexplained.append((case, theirs, ours))
            elif letter.islower():
                self.reasons[reason_of(case)] += 1

    def print(self, verbose):
        for case, theirs, ours in self.unexplained[:SHOWN]:
            known_fault = ", and that it is wrong there was known" if theirs == ours else ""
            print(f"request {case['id']}: the simulator says {theirs}{known_fault}; samgen says {ours}:\n"
                  f"{json.dumps(case, indent=2, ensure_ascii=False)}")
        if verbose:
            for reason, count in self.reasons.most_common():
                print(f"{count:6} {reason}")
        print(f"{self.decided.total()} requests, {self.decided['A']} allowed, {self.decided['X']} refused by the simulator, "
              f"{self.reasons.total()} decided otherwise for a known reason, {len(self.unexplained)} wrong")


def operators_left_out(situations):
    """Every operator, also with IfExists and each qualifier, is in some policy."""
    met = {re.sub(r"ifexists$", "", test.lower().split(":")[-1]) for situation, _ in situations.values()
           for document in known.documents(situation) for made in make.lists_of(document)
           for test in made.get("Condition", {})}
    wanted = {name.lower() for _, names in make.FAMILIES for name in names} | {"null"}
    text = json.dumps([situation for situation, _ in situations.values()]).lower()
    marks = ["forallvalues:", "foranyvalue:", "ifexists", "notaction", "notresource", "notprincipal", "${", "boundary"]
    return sorted(wanted - met) + [mark for mark in marks if mark not in text]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--more", type=int, metavar="CASES")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    seed, count = (options.seed, options.more) if options.more else ("recorded", RECORDED)
    situations = {f"requests {first} to {first + AT_ONCE - 1}": cases_of(seed, first) for first in range(0, count, AT_ONCE)}
    answers, score = recorded.Recorded("decide", lambda: [npm.version(npm.SIMULATOR)]), Score()
    if options.more or recorded.recording():
        program.lift_limit()
    if options.more:
        letters = simulate(situations)
    else:
        letters = answers.ask(situations, simulate, shown=False)
    for name, said in letters.items():
        score.judge(program.samgen(), *situations[name], said)
    score.print(options.v)
    left_out = [] if options.more else operators_left_out(situations)
    if left_out:
        print(f"no request is about {', '.join(left_out)}")
    failed = len(score.unexplained) + len(left_out) + (0 if options.more else answers.finish())
    return 1 if failed or not score.decided["A"] else 0


if __name__ == "__main__":
    sys.exit(main())
