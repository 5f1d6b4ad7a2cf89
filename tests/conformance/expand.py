"""samgen expand against the SAM translator: on the templates of templates/, on those that it refuses, and on random ones.

    expand.py [SAMGEN] [--all]                the recorded answers, and every fifth template of a corpus (beside.py) or all
    expand.py [SAMGEN] --random N [--seed S]  N more random templates, the translator itself asked; prints the smallest for
                                              each kind of difference
    expand.py [SAMGEN] --show SEED            the random template of a seed, and what both make of it

A third of the random ones are templates of templates/ with something changed. The region is drawn too, unless --region is
given.
"""
import argparse
import collections
import json
import multiprocessing
import re
import sys
import tempfile
from pathlib import Path

from expansion import events
from expansion.trial import OWN, Trial, expand, policy_templates
from judge import beside, program, reader, sam
from judge.recorded import Recorded, differences

HERE = Path(__file__).resolve().parent
HEAD = """Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Handler: app.handler, Runtime: python3.13, CodeUri: s3://code/app.zip}}
Conditions: {Always: !Equals [a, a]}
Resources:
"""
SEEDS = range(1, 101)  # of the random templates whose answers are recorded
KINDS = {bool: "truth value", int: "number", float: "number", str: "text", list: "list", dict: "map"}
KINDS[type(None)] = "null"
# Templates of the corpus where we differ on purpose: id -> reason
TAGS = "PropagateTags takes off the tag by which the list knows the roles of SAM's own making"
DELIBERATE = {"79e4cd342256": TAGS, "9d4ca8935804": TAGS}


def first_difference(want, got):
    """Nothing, or what is different, without names; 1 and 1.0 are one number, 1 and true are not."""
    kind = KINDS[type(want)]
    if kind != KINDS[type(got)]:
        return f"{kind}, not {KINDS[type(got)]}"
    if isinstance(want, dict):
        if want.keys() != got.keys():
            return "map with other keys"
        found = next(((key, how) for key in sorted(want) if (how := first_difference(want[key], got[key]))), None)
        if found and (found[0] == "Ref" or found[0].startswith("Fn::")) and ":" not in found[1]:
            return f"{found[0]}: {found[1]}"
        return found[1] if found else ""
    if isinstance(want, list):
        if len(want) != len(got):
            return "list with more or fewer items"
        return next((how for pair in zip(want, got) if (how := first_difference(*pair))), "")
    return "" if want == got or want != want and got != got else f"other {kind}"  # NaN is not itself


def difference(want, got):
    """Nothing, or in a line how the two outcomes differ."""
    if got.verdict == "crashed":
        return f"samgen fails: {got.reason[:200]}"
    if want.verdict in ("crashed", "unknown"):
        return ""
    if want.verdict != got.verdict:
        return f"SAM {want.verdict}, samgen {got.verdict}: {sam.kind_of(want.reason or got.reason)}"
    if want.functions.keys() != got.functions.keys():
        return f"{'fewer' if want.functions.keys() - got.functions.keys() else 'more'} functions"
    for name, role in want.functions.items():
        for part in sam.PARTS:
            if found := first_difference(role[part], got.functions[name][part]):
                return f"different {part}: {found}"
    return ""


def report(where, want, got):
    """Prints what is different; whether anything is."""
    how = difference(want, got)
    if not how:
        return False
    print(f"{where}: {how}")
    if want.verdict == got.verdict == "accepted":
        for name in sorted(want.functions.keys() | got.functions.keys()):
            ours, theirs = got.functions.get(name), want.functions.get(name)
            if ours != theirs:
                print(f"  function {name}\n{differences(theirs, ours, 'SAM', 'samgen')}", end="")
    else:
        print(f"    SAM    {want.verdict} {want.reason}\n    samgen {got.verdict} {got.reason}")
    return True


def refused_texts():
    """name -> text of the templates in expansion/refused.yaml."""
    parts = re.split(r"(?m)^--- # (.*)\n", (HERE / "expansion/refused.yaml").read_text(encoding="utf-8"))[1:]
    return {name: HEAD + body if body.startswith(" ") else body for name, body in zip(parts[::2], parts[1::2])}


def check_own(samgen):
    """The templates of this folder, by the recorded answers of SAM."""
    answers, counts, failed = Recorded("expand", sam.versions), collections.Counter(), 0
    texts = {f"templates/{path.name}": path.read_text(encoding="utf-8") for path in sorted(OWN.iterdir())}
    texts.update({f"refused: {name}": text for name, text in refused_texts().items()})
    trials = {f"seed {seed}": Trial(seed) for seed in SEEDS}

    def live(questions):
        made = {name: trials[name].by_sam(text) for name, text in random.items()}
        sam.choose_region("us-east-1")
        made.update({name: sam.translate(text) for name, text in texts.items()})
        return {name: made[name].recorded() for name in questions}

    random = {name: trial.text() for name, trial in trials.items()}
    for name, answer in answers.ask({**texts, **random}, live, shown=False).items():
        want = sam.outcome_of(answer)
        got = trials[name].by_samgen(samgen, random[name]) if name in trials else of_text(samgen, texts[name])
        if name.startswith("templates/") and want.verdict != "accepted" or name.startswith("refused") and want.verdict != "refused":
            print(f"{name}: SAM says {want.verdict}: {want.reason}")
            failed += 1
        elif report(name, want, got):
            failed += 1
            if name in trials:
                print(f"  expand.py --show {trials[name].style} shows the template")
        else:
            counts[f"{want.verdict} alike"] += 1
    for what, names in uncovered().items():
        print(f"no template of templates/ has these {what}: {', '.join(names)}")
        failed += 1
    print(f"{len(texts)} templates and {len(trials)} random ones: {dict(counts)}, {failed} differing")
    return failed + answers.finish()


def forms_of(value):
    """The intrinsics in a value."""
    if isinstance(value, list):
        return set().union(*map(forms_of, value))
    if not isinstance(value, dict):
        return set()
    own = set(value) if len(value) == 1 else set()
    return {name for name in own if name == "Ref" or str(name).startswith("Fn::")}.union(*map(forms_of, value.values()))


def uncovered():
    """The event types, policy templates, sections and intrinsics that no template of templates/ has."""
    met = {"function events": set(), "state machine events": set(), "policy templates": set(), "sections": set(), "intrinsics": set()}
    for path in OWN.iterdir():
        tree = reader.load(path.read_bytes())
        met["sections"] |= set(tree)
        met["intrinsics"] |= forms_of(tree)
        for resource in tree["Resources"].values():
            properties, kind = resource.get("Properties") or {}, resource["Type"].removeprefix("AWS::Serverless::")
            if kind in ("Function", "StateMachine"):
                types = {event["Type"] for event in properties.get("Events", {}).values()}
                met["function events" if kind == "Function" else "state machine events"] |= types
                met["policy templates"] |= set(re.findall(r"\b\w+Policy(?:_v2)?\b", json.dumps(properties.get("Policies"))))
    intrinsics = {"Ref", *("Fn::" + name for name in "Base64 FindInMap GetAtt GetAZs If ImportValue Join Select Split Sub".split())}
    wanted = {"function events": events.FUNCTION.keys(), "state machine events": {*events.MACHINE, "Api"},
              "policy templates": policy_templates().keys(), "intrinsics": intrinsics,
              "sections": {"Conditions", "Globals", "Mappings", "Metadata", "Outputs", "Parameters", "Resources", "Transform"}}
    return {what: sorted(names - met[what]) for what, names in wanted.items() if names - met[what]}


def of_text(samgen, text):
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        return expand(samgen, file.name)


def check_corpus(samgen, every):
    rows = [line.split("\t") for line in (HERE / "expansion/refused.tsv").read_text().splitlines() if line[0] != "#"]
    must_refuse = {row[0] for row in rows}
    counts, failed = collections.Counter(), 0
    for name, want, origin in beside.sample(beside.expected(), 5, every):
        got = expand(samgen, beside.corpus() / f"{name}.yaml")
        if want.verdict != "accepted" and name not in must_refuse:
            counts[f"refused by SAM for what samgen does not look at, {got.verdict} by samgen"] += 1
        elif name in DELIBERATE:
            counts[f"differing on purpose: {DELIBERATE[name]}"] += 1
        elif report(f"{name}.yaml ({origin})", want, got):
            failed += 1
        else:
            counts[f"{want.verdict} alike"] += 1
    print(f"corpus {beside.corpus()}:")
    for what, number in sorted(counts.items()):
        print(f"{number:5} {what}")
    print(f"{failed:5} differing")
    return failed


# -- more random templates --

def run_trial(job):
    samgen, region, seed = job
    trial = Trial(seed, region)
    want, got = trial.by_sam(trial.text()), trial.by_samgen(samgen, trial.text())
    return seed, want.verdict, difference(want, got)


def shrink_trial(job):
    how, seeds, samgen, region = job
    return how, seeds, Trial(min(seeds), region).smallest(samgen, how, difference)


def check_random(samgen, region, first, number):
    verdicts, kinds = collections.Counter(), collections.defaultdict(list)
    with multiprocessing.Pool(2) as pool:
        jobs = ((samgen, region, first + index) for index in range(number))
        for seed, verdict, how in pool.imap_unordered(run_trial, jobs, 8):
            verdicts[verdict] += 1
            if how:
                kinds[how].append(seed)
        jobs = [(how, kinds[how], samgen, region) for how in sorted(kinds, key=lambda how: -len(kinds[how]))]
        for how, seeds, small in pool.imap(shrink_trial, jobs):
            print(f"--- {len(seeds)} times, seeds {sorted(seeds)[:5]}: {how}\n{small}", flush=True)
    failed = sum(map(len, kinds.values()))
    print(f"random templates by SAM: {dict(verdicts)}; {failed} differ in {len(kinds)} ways")
    return failed


def show(samgen, region, seed):
    trial = Trial(seed, region)
    print(f"{trial.text()}\n{trial.region}")
    try:
        want = trial.by_sam(trial.text())
    except ImportError:
        want = sam.outcome_of(Recorded("expand", None).rows[f"seed {seed}"][1])
    got = trial.by_samgen(samgen, trial.text())
    for name, outcome in (("SAM", want), ("samgen", got)):
        print(f"{name}: {outcome.verdict} {outcome.reason}\n{json.dumps(outcome.functions, indent=2, sort_keys=True)}")
    print(difference(want, got) or "alike")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samgen", nargs="?", default=program.samgen())
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--random", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--region")
    parser.add_argument("--show", type=int, metavar="SEED")
    given = parser.parse_args()
    if given.all:
        program.lift_limit()
    if given.show is not None:
        return show(given.samgen, given.region, given.show)
    if given.random:
        program.lift_limit()
        return 1 if check_random(given.samgen, given.region, given.seed, given.random) else 0
    failed = check_own(given.samgen)
    failed += check_corpus(given.samgen, given.all) if beside.corpus() else 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
