"""Which resource must exist before which: samgen against the graph of what the SAM translator makes.

    depends.py [DEPENDS] [--all | --show NAME]

For every resource X of a template and every function F: whether X needs F or the role of F. The graphs of the templates of
templates/ are recorded; where the translator and a corpus (beside.py) are, every fifth template of that is taken too, or
(--all) each. --show prints both sides of one template.
"""
import argparse
import collections
import os
import sys
from pathlib import Path

from judge import beside, program, reader, sam
from judge.recorded import Recorded

TEMPLATES = Path(__file__).resolve().parent / "templates"
FUNCTION = "AWS::Serverless::Function"


def made_names(name, graph, written):
    """The ids that SAM makes of a name: a layer's has a hash after it, and a connector becomes other resources."""
    if name in graph:
        return [name]
    others = tuple(other for other in written if other.startswith(name) and other != name)
    return [made for made in graph if made.startswith(name) and not made.startswith(others)]


def pairs_of_translator(text, graph):
    """(X, F) -> whether X needs F."""
    written = reader.load(text)["Resources"]
    functions = [name for name, resource in written.items() if resource.get("Type") == FUNCTION]
    pairs = {}
    for name in written:
        found = set().union(*(sam.reached(graph, made) for made in made_names(name, graph, written)))
        for function in functions:
            role = function + "Role"
            pairs[name, function] = function in found or (role in found and role not in written)
    return pairs


def pairs_of_samgen(depends, path):
    """(X, F) -> the chain; nothing when samgen refuses the template."""
    run = program.run(depends, path)
    if run.returncode == 2:
        return None
    run.check_returncode()
    lines = [line.split(" ", 2) for line in run.stdout.splitlines()]
    return {(name, function): chain for name, function, chain in lines}


def check(depends, path, graph, counts, show):
    """The number of pairs that differ; the graph is None when SAM refuses the template."""
    got = pairs_of_samgen(depends, path)
    if graph is None or got is None:
        refusing = "both" if graph is got else "SAM" if graph is None else "samgen"
        counts[f"templates refused by {refusing}"] += 1
        return 0
    counts["templates compared"] += 1
    failed = 0
    text = path.read_text(encoding="utf-8-sig")
    for (name, function), needed in sorted(pairs_of_translator(text, graph).items()):
        chain = got.get((name, function))
        if show:
            print(f"{name} {function}: {needed}, samgen {chain}")
        if needed == (chain is not None):
            counts["pairs that depend, alike" if needed else "pairs that do not, alike"] += 1
        else:
            failed += 1
            print(f"{path.name}: by SAM {name} {'needs' if needed else 'does not need'} {function}; samgen gives "
                  f"{chain or 'no chain'}")
    return failed


def graph_of_file(path):
    try:
        return sam.graph(sam.parsed(path.read_text(encoding="utf-8-sig")))
    except ImportError:
        raise
    except Exception:
        return None  # not YAML


def check_own(depends, counts, show):
    answers = Recorded("depends", sam.versions)
    paths = {f"templates/{path.name}": path for path in sorted(TEMPLATES.iterdir()) if path.stem == (show or path.stem)}
    graphs = answers.ask({name: path.read_text(encoding="utf-8") for name, path in paths.items()},
                         lambda questions: {name: graph_of_file(paths[name]) for name in questions}, shown=False)
    failed = sum(check(depends, paths[name], graph, counts, show) for name, graph in graphs.items())
    if counts["templates refused by SAM"] + counts["templates refused by samgen"]:
        print("a template of templates/ is refused")
        failed += 1
    return failed + answers.finish(whole=not show)


def check_corpus(depends, counts, every, show):
    try:
        sam.library()
    except ImportError as missing:
        print(f"the corpus is left out: {missing}")
        return 0
    paths = [path for path in sorted(beside.corpus().glob("*.yaml")) if path.stem == (show or path.stem)]
    return sum(check(depends, path, graph_of_file(path), counts, show)
               for path in beside.sample(paths, 5, every or show))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("SAMGEN_DEPENDS", str(program.ROOT / "build/release/tests/depends"))
    parser.add_argument("depends", nargs="?", default=default)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--show", metavar="NAME")
    given = parser.parse_args()
    if given.all:
        program.lift_limit()
    counts = collections.Counter()
    failed = check_own(given.depends, counts, given.show)
    if beside.corpus():
        failed += check_corpus(given.depends, counts, given.all, given.show)
    for what, number in sorted(counts.items()):
        print(f"{number:6} {what}")
    print(f"{failed:6} wrong")
    return 1 if failed or not counts["pairs that depend, alike"] and not given.show else 0


if __name__ == "__main__":
    sys.exit(main())
