"""Which resource must exist before which: samgen against the graph of what the SAM translator makes.

    depends.py [DEPENDS] [--corpus DIR] [--all | --show ID]

For every resource X of a template and every function F: whether X needs F or the role of F. --show prints both sides of
one template. Every fifth template is taken, or (--all) each.
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys
from pathlib import Path

try:
    import samtranslator  # noqa: F401
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)
from expansion import translator

ROOT = Path(__file__).resolve().parents[2]
FUNCTION = "AWS::Serverless::Function"


def references(value):
    """The ids and parameters that a value of CloudFormation refers to."""
    if isinstance(value, list):
        for item in value:
            yield from references(item)
    elif isinstance(value, dict):
        if len(value) == 1:
            yield from references_of_intrinsic(*next(iter(value.items())))
        for item in value.values():
            yield from references(item)


def references_of_intrinsic(name, argument):
    first = argument[0] if isinstance(argument, list) and argument else argument
    if name == "Ref" and isinstance(argument, str):
        yield argument
    elif name == "Fn::GetAtt" and isinstance(first, str):
        yield first.split(".")[0]
    elif name == "Fn::Sub" and isinstance(first, str):
        own = argument[1] if isinstance(argument, list) and len(argument) > 1 else {}
        for variable in re.findall(r"\$\{([^!}][^}]*)\}", first):
            if variable not in own:
                yield variable.split(".")[0]


def graph_of(resources):
    graph = {}
    for name, resource in resources.items():
        after = resource.get("DependsOn", [])
        rest = {key: value for key, value in resource.items() if key != "DependsOn"}
        targets = set(after if isinstance(after, list) else [after]) | set(references(rest))
        graph[name] = targets & resources.keys()
    return graph


def reached(graph, start):
    """What the resource needs; itself only when it stands in a circle."""
    seen, waiting = set(), list(graph.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(graph[name])
    return seen


def made_names(name, graph, written):
    """A layer's id has a hash behind it, and a connector is what it makes."""
    if name in graph:
        return [name]
    others = tuple(other for other in written if other.startswith(name) and other != name)
    return [made for made in graph if made.startswith(name) and not made.startswith(others)]


def pairs_of_translator(path):
    """(X, F) -> whether X needs F; nothing when the translator refuses the template."""
    sys.path.insert(0, str(translator.SHARED / "oracle"))
    import effective
    sys.path.pop(0)
    try:
        made = effective.transform(effective.load(path), {}, effective.NoManaged())["Resources"]
        written = effective.load(path)["Resources"]
    except Exception:
        return None
    graph = graph_of(json.loads(json.dumps(made, default=str)))
    functions = [name for name, resource in written.items() if resource.get("Type") == FUNCTION]
    pairs = {}
    for name in written:
        found = set().union(*(reached(graph, made) for made in made_names(name, graph, written)))
        for function in functions:
            role = function + "Role"
            pairs[name, function] = function in found or (role in found and role not in written)
    return pairs


def pairs_of_samgen(depends, path):
    """(X, F) -> the chain; nothing when samgen refuses the template."""
    run = subprocess.run([depends, str(path)], capture_output=True, text=True, timeout=60)
    if run.returncode == 2:
        return None
    run.check_returncode()
    lines = [line.split(" ", 2) for line in run.stdout.splitlines()]
    return {(name, function): chain for name, function, chain in lines}


def check(depends, path, counts, show):
    """The number of pairs that differ."""
    want, got = pairs_of_translator(path), pairs_of_samgen(depends, path)
    if want is None or got is None:
        refusing = "both" if want is got else "SAM" if want is None else "samgen"
        counts[f"templates refused by {refusing}"] += 1
        return 0
    counts["templates compared"] += 1
    failed = 0
    for (name, function), needed in sorted(want.items()):
        chain = got.get((name, function))
        if show:
            print(f"{name} {function}: {needed}, samgen {chain}")
        if needed == (chain is not None):
            counts["pairs that depend, alike" if needed else "pairs that do not, alike"] += 1
        else:
            failed += 1
            print(f"{path.name}: {name} {'needs' if needed else 'does not need'} {function}; samgen: {chain}")
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("SAMGEN_DEPENDS", str(ROOT / "build/release/tests/depends"))
    parser.add_argument("depends", nargs="?", default=default)
    parser.add_argument("--corpus", type=Path, default=translator.SHARED / "corpus")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--show", metavar="ID")
    given = parser.parse_args()
    if not given.corpus.is_dir() or not (translator.SHARED / "oracle").exists():
        print("skipped: no corpus or no oracle beside this checkout")
        return 77
    counts, failed = collections.Counter(), 0
    step = 1 if given.all or given.show else 5
    for path in sorted(given.corpus.glob(f"{given.show or '*'}.yaml"))[::step]:
        failed += check(given.depends, path, counts, given.show)
    for what, number in sorted(counts.items()):
        print(f"{number:6} {what}")
    print(f"{failed:6} pairs differing")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
