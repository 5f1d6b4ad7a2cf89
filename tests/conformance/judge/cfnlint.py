"""What cfn-lint says of a template, for recordings."""
import json
import subprocess
import sys
import tempfile


def version():
    from importlib.metadata import version as installed
    return "cfn-lint " + installed("cfn-lint")


def run(*paths):
    """The findings, as cfn-lint writes them in JSON."""
    program = "import sys; from cfnlint.runner.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "--format", "json", "--regions", "us-east-1", "--", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in range(0, 16, 2):
        raise RuntimeError(f"cfn-lint: {done.stderr[-500:]}")
    return json.loads(done.stdout or "[]")


def of_tree(tree):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(tree, file)
        file.flush()
        return run(file.name)
