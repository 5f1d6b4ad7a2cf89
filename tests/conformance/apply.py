"""samgen apply on templates, judged by another YAML reader, by patch and by the SAM translator.

    apply.py [SAMGEN] [--all] [--show NAME]   every function of templates/ and held/, and where a corpus (beside.py) is, the first
                                              function of every tenth of its templates, or (--all) each of each

Two grants are written into a copy of the template. Either the copy then holds what it held, with exactly the entries that
samgen prints for these grants after those of the function, or in one more policy of each AWS::IAM::Role that it may have; no
line is lost but those of Policies itself; SAM takes it; the diff of --dry-run makes the same of the template; and a second run
changes nothing. Or samgen says that the role allows both grants, or refuses the template, which stays as it was. Refusals are
counted by their reason. SAM's verdicts on the copies are recorded.
"""
import argparse
import collections
import copy
import difflib
import multiprocessing
import re
import shutil
import sys
import tempfile
from pathlib import Path

from judge import beside, patch, program, reader, sam
from judge.recorded import Recorded, differences, digest

EACH = ["s3-read --bucket my-bucket --prefix incoming/".split(), "dynamodb-crud --table orders".split()]
GRANTS = EACH[0] + ["+"] + EACH[1]
TYPES = {"AWS::Serverless::Function": "Role", "AWS::Serverless::StateMachine": "Role", "AWS::Lambda::Function": "Role",
         "AWS::StepFunctions::StateMachine": "RoleArn"}
HERE = Path(__file__).resolve().parent
FOLDERS = [HERE / "templates", HERE / "held"]  # held: plain CloudFormation, with roles of the template


def run(*command):
    return program.run(*command, text=False)


def named_role(resources, value):
    """The AWS::IAM::Role that a value names by its id, or by the name that the template gives it."""
    name, named = next(iter(value.items())) if isinstance(value, dict) and len(value) == 1 else (None, value)
    if name == "Fn::GetAtt":
        named = named[0] if isinstance(named, list) else named.split(".")[0]
    elif isinstance(named, str) and name in (None, "Fn::Sub"):
        got = re.fullmatch(r"\$\{(\w+)\.Arn\}", named)
        last = re.fullmatch(r"arn:[^:]+:iam::[^:]*:role/(.+)", re.sub(r"\$\{AWS::\w+\}", "x", named))
        texts = [re.sub(r"\$\{AWS::\w+\}", "x", (text or {}).get("Fn::Sub", "") if isinstance(text, dict) else text or "")
                 for text in [(body.get("Properties") or {}).get("RoleName") for body in resources.values()]]
        named = got[1] if got else list(resources)[texts.index(last[1])] if last and last[1] in texts else None
    elif name != "Ref":
        return None
    return named if isinstance(named, str) and (resources.get(named) or {}).get("Type") == "AWS::IAM::Role" else None


def roles_of(tree, function):
    """The roles of the template that the function names, of each branch of an Fn::If; none: SAM makes it, or it is elsewhere."""
    body = tree["Resources"][function]
    values, roles = [(body.get("Properties") or {}).get(TYPES[body["Type"]])], []
    while values:
        value = values.pop(0)
        if isinstance(value, dict) and list(value) == ["Fn::If"]:
            values += value["Fn::If"][1:]
        elif named_role(tree["Resources"], value) not in [None, *roles]:
            roles.append(named_role(tree["Resources"], value))
    return roles


def entries_of(samgen, complaints, *style):
    """What samgen prints for the grants that the role does not allow yet."""
    words = []
    for grant in EACH:
        if f"{grant[0]}: the role of" not in complaints:
            words += (["+"] if words else []) + grant
    return reader.load(run(samgen, "--no-logs", *style, *words).stdout)["Policies"]


def as_list(policies):
    if policies in (None, "", [], {}):
        return []
    return policies if isinstance(policies, list) else [policies]


def extended(policies, entries):
    """What Policies must be afterwards; both branches of an If are extended."""
    if isinstance(policies, dict) and len(policies) == 1:
        name, value = next(iter(policies.items()))
        if name == "Fn::If" and isinstance(value, list) and len(value) == 3:
            return {name: [value[0]] + [extended(branch, entries) for branch in value[1:]]}
        if value == "AWS::NoValue":
            return list(entries)
    return as_list(policies) + entries


def is_short(policies):
    """Written in a way that a list cannot be added to without touching its lines."""
    return not isinstance(policies, list) or not policies


def lost_lines(old, new):
    lines = [text.decode("utf-8", "replace").splitlines() for text in (old, new)]
    return [line for line in difflib.ndiff(*lines) if line.startswith("- ")]


def policies_of(tree, function):
    return (tree["Resources"][function].get("Properties") or {}).get("Policies")


def written_to(tree, function):
    return policies_of(tree, (roles_of(tree, function) or [function])[0])


def judge_text(old, new, function, entries):
    """Nothing, or what is wrong with the new text."""
    want, got = reader.load(old), reader.load(new)
    lists = []
    for target in roles_of(want, function) or [function]:
        resource, added = want["Resources"][target], entries
        if resource["Type"] == "AWS::IAM::Role":
            made = as_list(policies_of(got, target))
            name = made[-1].get("PolicyName") if made and isinstance(made[-1], dict) else None
            if not name or name in [each.get("PolicyName") for each in made[:-1]]:
                return f"the new policy of {target} has no name of its own: {name}"
            added = [{"PolicyName": name, "PolicyDocument": entry} for entry in entries]
        lists.append(policies_of(want, target))
        resource["Properties"] = dict(resource.get("Properties") or {}, Policies=extended(copy.deepcopy(lists[-1]), added))
    if want != got:
        return f"another document than the old one with the new entries:\n{differences(want, got, 'expected', 'written')}"
    flow = re.search(rb"Policies[\"']?:[ \r\n]*(?:!If )?[\[{]", old)
    lost = lost_lines(old, new)
    if lost and not any(map(is_short, lists)) and not flow:
        return "lines are lost:\n" + "".join(f"    {line}\n" for line in lost[:5])
    return ""


def judge_diff(samgen, path, function, new):
    diff = run(samgen, "apply", path, "--function", function, "--dry-run", *GRANTS)
    if diff.returncode != 0:
        return f"--dry-run exits with {diff.returncode}"
    try:
        if patch.patched(path.read_bytes(), diff.stdout) != new:
            return "the diff makes something else than what is written"
    except patch.Misfit as misfit:
        return f"the diff does not fit the template: {misfit}"
    if shutil.which("patch"):
        with tempfile.NamedTemporaryFile() as made:
            done = program.run("patch", "--binary", "-s", "-o", made.name, path, input=diff.stdout, text=False)
            if done.returncode != 0:
                return f"patch does not take the diff: {(done.stdout + done.stderr).decode(errors='replace')[:200]}"
            if Path(made.name).read_bytes() != new:
                return "patch makes something else of the diff"
    return ""


def judge(samgen, path, function):
    """(verdict, reason, the new text)"""
    old = path.read_bytes()
    check = run(samgen, "apply", path, "--function", function, "--check", *GRANTS)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / path.name
        work.write_bytes(old)
        command = [samgen, "apply", work, "--function", function, *GRANTS]
        first = run(*command)
        new = work.read_bytes()
        if first.returncode != 0:
            complaints = [line for line in first.stderr.decode(errors="replace").splitlines() if line.strip()]
            reason = next((line for line in complaints if "error: " in line), complaints[-1] if complaints else "")
            return ("wrong", "refused, but the file changed", None) if new != old else ("refused", reason.split("error: ")[-1], None)
        if new == old:
            known = first.stderr.decode(errors="replace").count("already allows this, so nothing is added") == len(EACH)
            return ("unchanged", "the role allows all of it", None) if known else ("wrong", "nothing was added", None)
        style = ["--style", "inline"] if roles_of(reader.load(old), function) else []
        entries = entries_of(samgen, first.stderr.decode(errors="replace"), *style)
        wrong = judge_text(old, new, function, entries) or judge_diff(samgen, path, function, new)
        if not wrong and check.returncode != 1:
            wrong = f"--check exits with {check.returncode}"
        second = run(*command)
        if not wrong and (second.returncode or work.read_bytes() != new):
            wrong = "a second run changes the file"
    return ("wrong", wrong, new) if wrong else ("changed", "", new)


def functions_of(path):
    try:
        resources = reader.load(path.read_bytes()).get("Resources", {})
    except (reader.Unreadable, UnicodeDecodeError, AttributeError):
        return []
    return [name for name, body in resources.items() if isinstance(body, dict) and body.get("Type") in TYPES]


def count(counts, path, function, verdict, reason):
    """Counts a verdict and prints what is wrong; whether it is."""
    counts[verdict, re.sub(r"^the role of \w+ is .*?, which", "the role of F is elsewhere", reason) if verdict == "refused" else ""] += 1
    if verdict == "wrong":
        print(f"{path.name} {function}: {reason}")
    return verdict == "wrong"


def check_own(samgen, show):
    answers, counts, failed = Recorded("apply", sam.versions), collections.Counter(), 0
    questions, texts = {}, {}
    for path in [path for folder in FOLDERS for path in sorted(folder.iterdir())]:
        for function in functions_of(path) if path.stem == (show or path.stem) else ():
            verdict, reason, new = judge(samgen, path, function)
            failed += count(counts, path, function, verdict, reason)
            if show and new:
                print("".join(difflib.unified_diff(*[t.decode().splitlines(True) for t in (path.read_bytes(), new)])))
            if verdict == "changed":
                name = f"{path.parent.name}/{path.name} {function}"
                questions[name] = {"template": digest(path.read_text(encoding="utf-8")),
                                   "policies": written_to(reader.load(new), function)}
                texts[name] = new.decode()
    answered = answers.ask(questions, lambda asked: {name: sam.translate(texts[name]).verdict for name in asked})
    for name, verdict in answered.items():
        if verdict != "accepted":
            print(f"{name}: by SAM the result is {verdict}")
            failed += 1
    print_counts("templates/ and held/", counts)
    return failed + answers.finish(whole=not show) + (not counts["changed", ""])


# -- a corpus --

def judge_template(job):
    samgen, path, every = job
    made = []
    for function in functions_of(path)[: None if every else 1]:
        verdict, reason, new = judge(samgen, path, function)
        try:
            if verdict == "changed" and sam.translate(new.decode("utf-8-sig")).verdict != "accepted":
                verdict, reason = "wrong", "SAM refuses the result"
        except ImportError:
            pass  # said by check_corpus
        made.append((path, function, verdict, reason))
    return made


def check_corpus(samgen, every):
    counts, failed = collections.Counter(), 0
    try:
        sam.library()
    except ImportError as missing:
        print(f"SAM is not asked of the corpus: {missing}")
    accepted = [beside.corpus() / f"{name}.yaml" for name, outcome, _ in beside.expected() if outcome.verdict == "accepted"]
    jobs = [(samgen, path, every) for path in beside.sample(accepted, 10, every)]
    with multiprocessing.Pool(2) as pool:
        for rows in pool.imap(judge_template, jobs, 4):
            failed += sum(count(counts, *row) for row in rows)
    print_counts(beside.corpus(), counts)
    return failed


def print_counts(where, counts):
    print(f"{where}:")
    for (verdict, reason), number in counts.most_common():
        print(f"{number:6} {verdict} {reason}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samgen", nargs="?", default=program.samgen())
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--show", metavar="NAME", help="print what is written into one template")
    given = parser.parse_args()
    if given.all:
        program.lift_limit()
    failed = check_own(given.samgen, given.show)
    failed += check_corpus(given.samgen, given.all) if beside.corpus() and not given.show else 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
