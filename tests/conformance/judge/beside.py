"""Collections that are not part of the repository: real templates, real mistakes, real messages. A test asks them too
where they are: in the folder that SAMGEN_CORPUS names, or in one beside this checkout.

The folder of the corpus holds expected.jsonl, a line a template with the roles that SAM makes of it, and ID.yaml; beside
that folder are corpus-history/index.tsv, examples/denials-dev.jsonl and facts/template-params.tsv.
"""
import functools
import json
import os
from pathlib import Path

from . import program, reader, sam

FOREIGN = ("Api", "HttpApi", "WebSocketApi", "GraphQLApi", "Connector", "Application", "CapacityProvider")


@functools.cache
def corpus():
    """The folder, or None."""
    if "SAMGEN_CORPUS" in os.environ:
        folder = Path(os.environ["SAMGEN_CORPUS"])
        if not (folder / "expected.jsonl").exists():
            raise SystemExit(f"SAMGEN_CORPUS names {folder}, where no expected.jsonl is")
        return folder
    found = sorted(program.ROOT.parent.glob("*/corpus/expected.jsonl"))
    return found[0].parent if found else None


def near_corpus(pattern):
    """Files beside the corpus."""
    return sorted(corpus().parent.glob(pattern)) if corpus() else []


def expected():
    """(id, Outcome, where it comes from) of the templates of the corpus, in order."""
    if corpus():
        for line in (corpus() / "expected.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            yield row["id"], sam.expected_of(row), row["origin"]


def sample(items, every, all_of_them):
    """Each item, or one of so many."""
    return list(items)[:: 1 if all_of_them else every]
