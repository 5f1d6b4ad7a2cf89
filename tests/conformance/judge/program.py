"""The programs under test, and what a run of them may cost."""
import os
import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CPU_SECONDS = 240  # of this process, and of each that it starts: on a loaded machine they take longer, but not more of it
MOST_SHOWN = 12  # of what is wrong: the first tell what the rest is
STUCK_SECONDS = 1500  # by the clock, for a process that waits for something that never comes

if sys.version_info < (3, 10):
    sys.exit("the conformance tests need Python 3.10 or later; this is " + sys.version.split()[0])
UNLIMITED = resource.getrlimit(resource.RLIMIT_CPU)
resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, UNLIMITED[1]))


def samgen():
    return os.environ.get("SAMGEN", str(ROOT / "build/release/bin/samgen"))


def lift_limit():
    """For a run with --all."""
    resource.setrlimit(resource.RLIMIT_CPU, UNLIMITED)


def run(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, timeout=STUCK_SECONDS,
                          **{"text": True, **options})


def show(problems):
    """Prints what is wrong, at most MOST_SHOWN of it."""
    for problem in problems[:MOST_SHOWN]:
        print(problem.rstrip("\n"))
    if len(problems) > MOST_SHOWN:
        print(f"... and {len(problems) - MOST_SHOWN} more like these")
