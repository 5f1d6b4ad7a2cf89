"""samgen expand against the SAM translator: on real templates, and on random ones.

    expand.py [SAMGEN] [--corpus DIR]         every template of the corpus
    expand.py [SAMGEN] --random N [--seed S]  N random templates; prints the smallest for each kind of difference
    expand.py [SAMGEN] --show SEED            the random template of a seed, and what both make of it

Without options: the corpus, and a few random templates. A third of the random ones are templates of the corpus with
something changed. The region is drawn too, unless --region is given.
"""
import argparse
import collections
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import samtranslator
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)
from expansion import shrink, template, text, translator, values

ROOT = Path(__file__).resolve().parents[2]
REFUSED = Path(__file__).resolve().parent / "expansion/refused.tsv"
POLICIES = Path(samtranslator.__file__).parent / "policy_templates_data/policy_templates.json"
REGIONS = ["us-east-1"] * 6 + ["cn-north-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1"]
REGIONS += ["us-isof-south-1", "eusc-de-east-1", "eu-west-1"]
PARTS = ("managed", "policies", "trust", "path", "boundary")
KINDS = {bool: "truth value", int: "number", float: "number", str: "text", list: "list", dict: "map"}
KINDS[type(None)] = "null"
# Where we differ on purpose: id of the template -> reason
TAGS = "PropagateTags takes off the tag by which the list knows the roles of SAM's own making"
DELIBERATE = {"79e4cd342256": TAGS, "9d4ca8935804": TAGS}


def expand(samgen, path, region):
    command = [samgen, "expand", "--format", "json", "--region", region, str(path)]
    run = subprocess.run(command, capture_output=True, timeout=60)
    lines = run.stderr.decode(errors="replace").strip().splitlines()
    complaint = next((line for line in lines if " error: " in line), "\n".join(lines))
    if run.returncode == 0:
        return translator.Outcome("accepted", json.loads(run.stdout)["functions"])
    if run.returncode == 2:
        return translator.Outcome("refused", reason=complaint)
    return translator.Outcome("crashed", reason=f"exit {run.returncode}: {complaint}")


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
        return f"SAM {want.verdict}, samgen {got.verdict}: {translator.kind_of(want.reason or got.reason)}"
    if want.functions.keys() != got.functions.keys():
        return f"{'fewer' if want.functions.keys() - got.functions.keys() else 'more'} functions"
    for name, role in want.functions.items():
        ours = {"managed": [], "policies": [], **got.functions[name]}
        for part in PARTS:
            if found := first_difference(role[part], ours.get(part)):
                return f"different {part}: {found}"
    return ""


def check_corpus(samgen, corpus):
    rows = [line.split("\t") for line in REFUSED.read_text().splitlines() if not line.startswith("#")]
    must_refuse = {row[0] for row in rows}
    counts, failed = collections.Counter(), 0
    for line in (corpus / "expected.jsonl").open():
        expected = json.loads(line)
        name = expected["id"]
        want, got = translator.outcome_of(expected), expand(samgen, corpus / f"{name}.yaml", "us-east-1")
        if want.verdict != "accepted" and name not in must_refuse:
            counts[f"refused by SAM for what samgen does not look at, {got.verdict} by samgen"] += 1
            continue
        how = difference(want, got)
        if not how:
            counts[f"{want.verdict} alike"] += 1
        elif name in DELIBERATE:
            counts[f"differing on purpose: {DELIBERATE[name]}"] += 1
        else:
            failed += 1
            print(f"{name}.yaml ({expected['origin']}): {how}\n    {got.reason[:200]}")
    for what, number in sorted(counts.items()):
        print(f"{number:5} {what}")
    print(f"{failed:5} differing")
    return failed


class Trial:
    """One random template, in the style of its seed or in plain YAML, judged by both."""

    def __init__(self, samgen, region, corpus, seed):
        templates = json.loads(POLICIES.read_text())["Templates"]
        drawn = values.Values(seed, {name: sorted(made.get("Parameters", {})) for name, made in templates.items()})
        self.samgen, self.style = samgen, seed
        self.region = region or drawn.draw.choice(REGIONS)
        if seed % 3 == 0:
            self.tree = template.mutated(drawn, translator.real_template(drawn.draw, corpus))
        else:
            self.tree = template.template(drawn)

    def judge(self, tree, style):
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8", newline="") as file:
            file.write(text.Writer(style).text(tree))
            file.flush()
            translator.choose_region(self.region)
            return translator.translate(file.name), expand(self.samgen, file.name, self.region)

    def smallest(self, how):
        style = None if difference(*self.judge(self.tree, None)) == how else self.style
        small = shrink.shrink(self.tree, lambda tree: difference(*self.judge(tree, style)) == how)
        return f"{self.region}:\n{text.Writer(style).text(small)}"


def run_trial(job):
    trial = Trial(*job)
    want, got = trial.judge(trial.tree, trial.style)
    return trial.style, want.verdict, difference(want, got)


def shrink_trial(job):
    how, seeds, setting = job
    return how, seeds, Trial(*setting, min(seeds)).smallest(how)


def check_random(setting, first, number):
    """setting: samgen, region, corpus."""
    verdicts, kinds = collections.Counter(), collections.defaultdict(list)
    with multiprocessing.Pool(2) as pool:
        jobs = ((*setting, first + index) for index in range(number))
        for seed, verdict, how in pool.imap_unordered(run_trial, jobs, 8):
            verdicts[verdict] += 1
            if how:
                kinds[how].append(seed)
        jobs = [(how, kinds[how], setting) for how in sorted(kinds, key=lambda how: -len(kinds[how]))]
        for how, seeds, small in pool.imap(shrink_trial, jobs):
            print(f"--- {len(seeds)} times, seeds {sorted(seeds)[:5]}: {how}\n{small}", flush=True)
    failed = sum(map(len, kinds.values()))
    print(f"random templates by SAM: {dict(verdicts)}; {failed} differ in {len(kinds)} ways")
    return failed


def show(setting, seed):
    trial = Trial(*setting, seed)
    want, got = trial.judge(trial.tree, seed)
    print(f"{text.Writer(seed).text(trial.tree)}\n{trial.region}")
    for name, outcome in (("SAM", want), ("samgen", got)):
        print(f"{name}: {outcome.verdict} {outcome.reason}\n{json.dumps(outcome.functions, indent=2, sort_keys=True)}")
    print(difference(want, got) or "alike")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("SAMGEN", str(ROOT / "build/release/bin/samgen"))
    parser.add_argument("samgen", nargs="?", default=default)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--random", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--region")
    parser.add_argument("--show", type=int, metavar="SEED")
    given = parser.parse_args()
    corpus = given.corpus or translator.SHARED / "corpus"
    if not (corpus / "expected.jsonl").exists() or not (translator.SHARED / "oracle").exists():
        print("skipped: no corpus or no oracle beside this checkout")
        return 77
    setting = (given.samgen, given.region, corpus)
    if given.show is not None:
        return show(setting, given.show)
    failed = 0
    if given.corpus or not given.random:
        failed += check_corpus(given.samgen, corpus)
    if given.random or not given.corpus:
        failed += check_random(setting, given.seed, given.random or 200)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
