"""templates/sam.yaml and tests/cli/lint-properties as tools/make-properties writes them from the package that sam.yaml names."""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAM = ROOT / "templates/sam.yaml"
TEMPLATES = "tests/cli/lint-properties"


def main():
    name, source, date = re.search(r"# Source: (\S+) (\S+), read on (\S+)\.", SAM.read_text(encoding="utf-8")).groups()
    try:
        from importlib.metadata import version
        installed = version(name)
    except ImportError:
        installed = "no version"
    if installed != source:
        print(f"skipped: {installed} of {name} is installed, and templates/sam.yaml is from {source}")
        return 77
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "templates").mkdir()
        (root / TEMPLATES).mkdir(parents=True)
        subprocess.run([sys.executable, ROOT / "tools/make-properties", "--root", root, "--date", date], check=True)
        for path in [root / "templates/sam.yaml", *sorted((root / TEMPLATES).glob("*"))]:
            if path.read_bytes() != (ROOT / path.relative_to(root)).read_bytes():
                wrong.append(path.relative_to(root))
    for path in wrong:
        print(f"{path} is not what tools/make-properties writes")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
