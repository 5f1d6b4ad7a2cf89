"""What `samgen new --into` makes of templates of projects, before cfn-lint, the SAM translator, Python and samgen itself.

    into.py          the templates of templates/, with the answers that are recorded
    into.py --all    the tools themselves are asked, about one in ten of a collection beside the checkout too

Every line of the template must stay, in its order; SAM must accept the result without a circle where it accepted the template, and
cfn-lint must find nothing that it did not find before; the handler must run with its own test event; the spec must ask for what
the template has; and the same name must be refused a second time.
"""
import sys
import tempfile
from collections import Counter
from pathlib import Path

from judge import beside, cfnlint, program, reader, recorded, sam
from project import handlers

SAMGEN = program.samgen()
ALL = "--all" in sys.argv[1:]
FOLDER = Path(__file__).parent / "templates"
errors, counts = [], Counter()

# Names and words of new functions; each is added to every template.
CALLS = [
    ["plain"],
    ["mails", "--event", "sqs", "ses-send", "--identity", "example.com"],
    ["thumbnails", "--event", "s3", "s3-read", "--bucket", "${NewPictures}", "--prefix", "in/", "+", "s3-write", "--bucket", "${NewPictures}",
     "--prefix", "out/"],
    ["changes", "--event", "dynamodb", "dynamodb-put", "--table", "${NewOrders}", "+", "sqs-send", "--queue", "${NewJobs}"],
    ["hourly", "--event", "schedule", "--vpc", "secretsmanager-read", "--secret", "${NewSecret}", "--kms-key", "${NewKey}"],
    ["site", "--event", "api", "--runtime", "python3.12", "stepfunctions-start", "--state-machine", "orders"],
]


def is_kept(old, new):
    """Returns whether the lines of `old` stand in `new`, in their order."""
    rest = iter(new.split("\n"))
    return all(line in rest for line in old.rstrip("\n").split("\n"))


def run_handler(where, folder, function):
    if not (folder / "src/app.py").exists():
        return  # the project's functions are for Node.js
    values = (function["Properties"].get("Environment") or {}).get("Variables") or {}
    try:
        handlers.run_python(folder, {name: value if isinstance(value, str) else f"arn:aws:x:us-east-1:123456789012:{name}"
                                     for name, value in values.items()})
        counts["handlers"] += 1
    except Exception as failed:
        errors.append(f"{where}: handler: {type(failed).__name__}: {failed}")


def add(where, project, path, args):
    """The new text of the template, or None when samgen refuses."""
    old = path.read_text()
    done = program.run(SAMGEN, "new", args[0], "--into", path, *args[1:], "-q")
    if done.returncode:
        counts["refused"] += 1
        if path.read_text() != old or (project / args[0]).exists():
            errors.append(f"{where}: refused, but something was written")
        return done.stderr if done.returncode == 2 else errors.append(f"{where}: exit {done.returncode}: {done.stderr}")
    new = path.read_text()
    if not is_kept(old, new) and path.suffix != ".json":
        errors.append(f"{where}: a line of the template is lost")
    again = program.run(SAMGEN, "new", args[0], "--into", path, *args[1:], "-q")
    if again.returncode != 2 or path.read_text() != new:
        errors.append(f"{where}: a second function of that name: exit {again.returncode}")
    check = program.run(SAMGEN, "apply", path, "--spec", project / "samgen.yaml", "--check", "-q")
    if check.returncode:
        errors.append(f"{where}: apply would change it: exit {check.returncode}: {check.stderr[:300]}")
    counts["functions added"] += 1
    run_handler(where, project / args[0], reader.load(new)["Resources"][args[0].capitalize() + "Function"])
    return None


def verdict(template):
    try:
        graph = sam.graph_of(sam.transformed(template)["Resources"])
        circle = [name for name in graph if name in sam.reached(graph, name)]
        return f"a circle of {circle}" if circle else ""
    except Exception as refused:
        return f"SAM: {[cause.message for cause in getattr(refused, 'causes', [])]} {refused}"


def judged(paths):
    """where -> what is said against the new template, but not against the old one."""
    said, findings = {}, {}
    for finding in cfnlint.run(*{str(path) for pair in paths.values() for path in pair}):
        key = (finding["Rule"]["Id"], finding["Message"])
        findings.setdefault(finding["Filename"], Counter())[key] += 1
    for where, (old, new) in paths.items():
        before, after = (verdict(reader.load(path.read_text())) for path in (old, new))
        said[where] = [after] if after and not before else []
        more = findings.get(str(new), Counter()) - findings.get(str(old), Counter())
        said[where] += [f"cfn-lint: {code} {message}" for code, message in sorted(more)]
    return said


def templates():
    yield from sorted(FOLDER.iterdir())
    if ALL:
        accepted = (beside.corpus() / f"{id}.yaml" for id, outcome, _ in beside.expected() if outcome.verdict == "accepted")
        yield from beside.sample(accepted, 10, False)


def main():
    versions = lambda: [*sam.versions(), cfnlint.version()]
    answers = recorded.Live() if ALL else recorded.Recorded("into", versions)
    paths, made, refusals = {}, {}, {}
    if ALL:
        program.lift_limit()
    with tempfile.TemporaryDirectory() as base:
        for number, template in enumerate(templates()):
            if not ALL and number % 3:  # a third of them, with every call
                continue
            own = template.parent == FOLDER
            for args in CALLS if own else [CALLS[number % len(CALLS)]]:
                where, project = f"{template.name}: {' '.join(args)}", Path(base, str(number), args[0])
                project.mkdir(parents=True)
                (project / "old").mkdir()
                path, old = project / template.name, project / "old" / template.name
                for copy in (path, old):
                    copy.write_bytes(template.read_bytes())
                (project / "samgen.yaml").write_text("functions: []\n")
                refused = add(where, project, path, args)
                if refused:
                    refusals[where] = refused
                else:
                    paths[where], made[where] = (old, path), reader.load(path.read_text())
        said = answers.ask(made, lambda _: judged(paths), shown=False)
        counts["judged by SAM and cfn-lint"] = len(said)
        errors.extend(f"{where}: {complaint}" for where, complaints in said.items() for complaint in complaints)
    if ALL:
        for where, refused in refusals.items():
            print(f"refused: {where}: {refused.splitlines()[0]}")
    program.show([f"samgen new --into {error}" for error in errors])
    print(", ".join(f"{n} {what}" for what, n in counts.items()) + f", {len(errors)} wrong")
    return 1 if errors or answers.finish() else 0


if __name__ == "__main__":
    sys.exit(main())
