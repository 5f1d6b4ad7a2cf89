"""samgen explain of templates against a reading of the same permissions in plain CloudFormation (judge/held.py).

    roles.py [SAMGEN] [--all]   every template of templates/ and held/, and where a corpus (beside.py) is, every tenth of its
                                templates, or (--all) each

A template of SAM is read in what the translator makes of it, so explain of the template must be explain of the output: the same
functions, and for each the same (effect, action, resource, conditions, branch). What SAM makes is recorded.
"""
import argparse
import json
import sys
import tempfile
from pathlib import Path

from judge import beside, held, program, reader, sam
from judge.recorded import Recorded, digest

HERE = Path(__file__).resolve().parent
REFUSED = ["documents.yaml"]  # SAM takes these, but explain says what IAM would refuse of them


def policy_name(name):
    """The name of a managed policy: the reader gives the name of one whose ARN samgen gives, and no name to what is a parameter."""
    return "(known only after deployment)" if name.startswith("${") else name.rsplit("/", 1)[-1]


def texts_of(rows, managed, unknown):
    """What one function may do, as lines."""
    lines = [" ".join([effect, action, resource, *conditions, when]).strip() for effect, action, resource, conditions, when in rows]
    return sorted(lines) + sorted({"managed policy " + policy_name(name) for name in managed}) + ["unknown role"] * unknown


def by_reading(tree, own):
    """The lines of each function, and of each role of the template itself that no function has."""
    template = held.Template(tree)
    found = {name: template.of_function(name) for name in template.functions() if name in own}
    found.update({name: (*template.of_role(name), False) for name in template.other_roles() if name in own})
    return {name: texts_of(*parts) for name, parts in found.items()}


def by_samgen(samgen, path, resources):
    done = program.run(samgen, "explain", path, "--format", "json", "-q")
    if done.returncode:
        return {"refused": done.stderr.splitlines()[:1]}
    found = {}
    for name, (rows, managed, unknown) in held.explained(json.loads(done.stdout)).items():
        outside = {policy for policy in managed if policy not in resources}
        found[name] = texts_of({row[:5] for row in rows if row[5] not in outside}, outside, unknown)
    return found


def made_by(text):
    """What CloudFormation gets of a template."""
    tree = sam.parsed(text)
    types = [str(resource.get("Type")) for resource in tree["Resources"].values() if isinstance(resource, dict)]
    is_sam = any(type.startswith("AWS::Serverless::") for type in types)  # SAM's own samples name no transform
    return tree, sam.transformed(tree) if is_sam else json.loads(json.dumps(tree, default=str))


def difference(name, want, got):
    lines = []
    for function in sorted(want.keys() | got.keys()):
        missing = [line for line in want.get(function, []) if line not in got.get(function, [])]
        more = [line for line in got.get(function, []) if line not in want.get(function, [])]
        if missing or more or (function in want) != (function in got):
            lines.append(f"{name}: {function}: " + "; ".join([f"samgen lacks {line}" for line in missing[:2]] +
                                                            [f"only samgen has {line}" for line in more[:2]]))
    return lines


def check_own(samgen):
    answers, wrong, count = Recorded("roles", sam.versions), [], 0
    paths = {f"{path.parent.name}/{path.name}": path for folder in ("templates", "held") for path in sorted((HERE / folder).iterdir())
             if path.name not in REFUSED}

    def live(questions):
        made = {}
        for name in questions:
            tree, output = made_by(paths[name].read_text(encoding="utf-8"))
            made[name] = by_reading(output, tree["Resources"])
        return made

    questions = {name: digest(path.read_text(encoding="utf-8")) for name, path in paths.items()}
    for name, want in answers.ask(questions, live).items():
        resources = reader.load(paths[name].read_bytes())["Resources"]
        wrong += difference(name, want, by_samgen(samgen, paths[name], resources))
        count += sum(map(len, want.values()))
    program.show(wrong)
    print(f"{len(paths)} templates, {count} permissions, {len(wrong)} functions that differ")
    return len(wrong) + answers.finish() + (not count)


def check_corpus(samgen, every):
    wrong, count = [], 0
    try:
        sam.library()
    except ImportError as missing:
        print(f"the corpus is not asked: {missing}")
        return 0
    accepted = [beside.corpus() / f"{name}.yaml" for name, outcome, _ in beside.expected() if outcome.verdict == "accepted"]
    for path in beside.sample(accepted, 10, every):
        text = path.read_text(encoding="utf-8-sig")
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            tree, output = made_by(text)
            want = by_reading(output, tree["Resources"])
            wrong += difference(path.name, want, by_samgen(samgen, file.name, output["Resources"]))
        count += sum(map(len, want.values()))
    program.show(wrong)
    print(f"{beside.corpus()}: {count} permissions, {len(wrong)} functions that differ")
    return len(wrong)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samgen", nargs="?", default=program.samgen())
    parser.add_argument("--all", action="store_true")
    given = parser.parse_args()
    if given.all:
        program.lift_limit()
    failed = check_own(given.samgen)
    failed += check_corpus(given.samgen, given.all) if beside.corpus() else 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
