"""templates/sam.yaml and tests/cli/lint-properties as tools/make-properties writes them from the package that sam.yaml names.

The digests of what it writes are recorded, so a file that was edited by hand differs; comments do not count.
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from judge import program, reader, recorded, sam

SAM = program.ROOT / "templates/sam.yaml"
TEMPLATES = "tests/cli/lint-properties"


def source():
    return re.search(r"# Source: (\S+ \S+), read on (\S+)\.", SAM.read_text(encoding="utf-8")).groups()


def digest(path):
    """Of the values in a file of YAML, which comments do not change, or of a text."""
    text = path.read_text(encoding="utf-8")
    return recorded.digest(reader.load(text) if path.suffix == ".yaml" else text)


def digests(root):
    files = [root / "templates/sam.yaml", *sorted((root / TEMPLATES).glob("*"))]
    return {str(path.relative_to(root)): digest(path) for path in files if path.is_file()}


def written(_):
    """The digests of what the tool writes now."""
    package, date = source()
    if [package] != sam.versions():
        sys.exit(f"{sam.versions()[0]} is installed, but templates/sam.yaml is from {package}")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "templates").mkdir()
        (root / TEMPLATES).mkdir(parents=True)
        subprocess.run([sys.executable, program.ROOT / "tools/make-properties", "--root", root, "--date", date], check=True)
        return {"digests": digests(root)}


def main():
    answers = recorded.Recorded("properties", sam.versions)
    want, have = answers.ask({"digests": source()[0]}, written).get("digests", {}), digests(program.ROOT)
    wrong = [f"{name}: expected what tools/make-properties wrote from {source()[0]}, but the file is "
             + ("changed" if name in have else "missing") for name in want if want[name] != have.get(name)]
    program.show(wrong)
    print(f"{len(want)} files, {len(wrong)} wrong")
    return 1 if wrong or answers.finish() or not want else 0


if __name__ == "__main__":
    sys.exit(main())
