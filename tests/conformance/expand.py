"""samgen expand against the SAM translator: on real templates, and on random ones.

    expand.py [SAMGEN] [--corpus DIR]                       every template of the corpus
    expand.py [SAMGEN] --random N [--seed S] [--region R]   N random templates; prints the smallest one for each kind of difference
    expand.py [SAMGEN] --show SEED                          the random template of a seed, and what both make of it

Without options: the corpus, and a few random templates. A third of the random ones are templates of the corpus with something changed.
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
HERE = Path(__file__).resolve().parent / "expansion"
POLICIES = json.loads((Path(samtranslator.__file__).parent / "policy_templates_data/policy_templates.json").read_text())["Templates"]
REGIONS = ["us-east-1"] * 6 + ["cn-north-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1", "eusc-de-east-1", "eu-west-1"]
PARTS = ("managed", "policies", "trust", "path", "boundary")
# Where we differ on purpose: corpus id -> reason. Each is a fault of the translator.
TAGS = "PropagateTags replaces the tag by which the list knows SAM's own roles"
DELIBERATE = {"79e4cd342256": TAGS, "9d4ca8935804": TAGS}


def expand(samgen, path, region):
    run = subprocess.run([samgen, "expand", "--format", "json", "--region", region, str(path)], capture_output=True, timeout=60)
    lines = run.stderr.decode(errors="replace").strip().splitlines()
    complaint = next((line for line in lines if " error: " in line), "\n".join(lines))
    if run.returncode == 0:
        return translator.Outcome("accepted", json.loads(run.stdout)["functions"])
    if run.returncode == 2:
        return translator.Outcome("refused", reason=complaint)
    return translator.Outcome("crashed", reason=f"exit {run.returncode}: {complaint}")


def kind(value):
    kinds = {bool: "a truth value", int: "a number", float: "a number", str: "a text", list: "a list", dict: "a map", type(None): "nothing"}
    return kinds[type(value)]


def first_difference(want, got):
    """Nothing, or what is different, without names; 1 and 1.0 are one number, 1 and true are not."""
    if kind(want) != kind(got):
        return f"{kind(want)}, not {kind(got)}"
    if isinstance(want, dict):
        for key in sorted(want.keys() | got.keys()):
            if key not in got or key not in want:
                return f"a map {'without' if key not in got else 'with'} a key"
            if found := first_difference(want[key], got[key]):
                return f"{key}: {found}" if (key == "Ref" or key.startswith("Fn::")) and ":" not in found else found
    elif isinstance(want, list):
        if len(want) != len(got):
            return f"a list with {'fewer' if len(got) < len(want) else 'more'} items"
        return next((found for pair in zip(want, got) if (found := first_difference(*pair))), "")
    elif want != got and not (want != want and got != got):  # not a number is not itself
        return f"another {kind(want)[2:]}"
    return ""


def difference(want, got):
    """Nothing, or in a line how the two outcomes differ."""
    if got.verdict == "crashed":
        return f"samgen fails: {got.reason[:200]}"
    if want.verdict == "crashed":
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
    must_refuse = dict(line.split("\t") for line in (HERE / "refused.tsv").read_text().splitlines() if not line.startswith("#"))
    counts, failed = collections.Counter(), 0
    for line in (corpus / "expected.jsonl").open():
        expected = json.loads(line)
        name = expected["id"]
        want, got = translator.outcome_of(expected), expand(samgen, corpus / f"{name}.yaml", "us-east-1")
        if want.verdict != "accepted" and name not in must_refuse:
            counts[f"refused by SAM for other reasons, {got.verdict} by samgen"] += 1
            continue
        how = difference(want, got)
        if not how:
            counts[f"{want.verdict} alike"] += 1
        elif name in DELIBERATE:
            counts["differing on purpose"] += 1
        else:
            failed += 1
            print(f"{name}.yaml ({expected['origin']}): {how}\n    {got.reason[:200]}")
    for what, number in sorted(counts.items()):
        print(f"{number:5} {what}")
    print(f"{failed:5} differing")
    return failed


class Trial:
    """One random template, in the style of its seed or in plain YAML, judged by both."""

    def __init__(self, samgen, region, seed, corpus):
        made = {name: sorted(policy.get("Parameters", {})) for name, policy in POLICIES.items()}
        drawn = values.Values(seed, made)
        self.samgen, self.style = samgen, seed
        self.region = region or drawn.draw.choice(REGIONS)
        self.tree = template.mutated(drawn, translator.real_template(drawn.draw, corpus)) if seed % 3 == 0 else template.template(drawn)

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
    return job[2], want.verdict, difference(want, got)


def shrink_trial(job):
    (how, trials), *rest = job
    samgen, region, corpus = rest
    return how, trials, Trial(samgen, region, min(trials), corpus).smallest(how)


def check_random(samgen, region, corpus, seed, number):
    verdicts, kinds = collections.Counter(), collections.defaultdict(list)
    with multiprocessing.Pool(2) as pool:
        jobs = ((samgen, region, seed + index, corpus) for index in range(number))
        for trial, verdict, how in pool.imap_unordered(run_trial, jobs, 8):
            verdicts[verdict] += 1
            if how:
                kinds[how].append(trial)
        most = sorted(kinds.items(), key=lambda kind: -len(kind[1]))
        for how, trials, small in pool.imap(shrink_trial, [(kind, samgen, region, corpus) for kind in most]):
            print(f"--- {len(trials)} times, seeds {sorted(trials)[:5]}: {how}\n{small}", flush=True)
    failed = sum(map(len, kinds.values()))
    print(f"random templates: {dict(verdicts)} by SAM; {failed} differ in {len(kinds)} ways")
    return failed


def show(samgen, region, corpus, seed):
    trial = Trial(samgen, region, seed, corpus)
    want, got = trial.judge(trial.tree, seed)
    print(f"{text.Writer(seed).text(trial.tree)}\n{trial.region}")
    for name, outcome in (("SAM", want), ("samgen", got)):
        print(f"{name}: {outcome.verdict} {outcome.reason}\n{json.dumps(outcome.functions, indent=2, sort_keys=True)}")
    print(difference(want, got) or "alike")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samgen", nargs="?", default=os.environ.get("SAMGEN", str(ROOT / "build/release/bin/samgen")))
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--region")
    parser.add_argument("--show", type=int)
    given = parser.parse_args()
    corpus = given.corpus or translator.SHARED / "corpus"
    if not (corpus / "expected.jsonl").exists() or not (translator.SHARED / "oracle").exists():
        print("skipped: no corpus or no oracle beside this checkout")
        return 77
    if given.show is not None:
        return show(given.samgen, given.region, corpus, given.show)
    failed = 0
    if given.corpus or not given.random:
        failed += check_corpus(given.samgen, corpus)
    if given.random or not given.corpus:
        failed += check_random(given.samgen, given.region, corpus, given.seed, given.random or 200)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
