#!/bin/sh
# The Python of docs/organisation.md gives the findings and denials of one run, on any division of the files and with empty
# partitions. `sc` is a stand-in with the contract of Spark's pipe: it runs the command for each partition.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export PATH="$scratch/bin:$PATH"
mkdir -p "$scratch/bin" "$scratch/trail/2026/11/07"
ln -s "$SAMGEN" "$scratch/bin/samgen"
sed -n '/^```python$/,/^```$/p' docs/organisation.md | grep -v '^```' >"$scratch/page.py"
cp -R samples "$scratch"
cd "$scratch"
find samples -type f | sort >templates.txt
for number in 1 2 3; do
    sed "s/123456789012/00000000000$number/g" samples/trail.json | gzip -c >"trail/2026/11/07/$number.json.gz"
done

cat >run.py <<'END'
import glob
import gzip
import pathlib
import shlex
import subprocess


class Elements:
    def __init__(self, partitions):
        self.partitions = partitions

    def pipe(self, command, checkCode=False):
        made = []
        for partition in self.partitions:
            text = "".join(element + "\n" for element in partition)
            done = subprocess.run(shlex.split(command), input=text, stdout=subprocess.PIPE, text=True)
            assert not checkCode or done.returncode == 0, f"{command}: exit {done.returncode}"
            made.append(done.stdout.splitlines())
        return Elements(made)

    def saveAsTextFile(self, path):
        pathlib.Path(path).write_text("".join(sorted(line + "\n" for part in self.partitions for line in part)))


class Context:
    def textFile(self, pattern, least=2):
        lines = []
        for name in sorted(glob.glob(pattern)):
            with (gzip.open if name.endswith(".gz") else open)(name, "rt") as file:
                lines += file.read().splitlines()
        assert lines, f"no text in {pattern}"
        return Elements([lines[i::least] for i in range(least)])


exec(open("page.py").read(), {"sc": Context()})
END
python3 run.py

samgen lint --files-from templates.txt --if-template --format jsonl --fail-on none -q | LC_ALL=C sort >whole
[ -s whole ] || { echo "no findings"; exit 1; }
LC_ALL=C sort findings | cmp - whole
gzip -dc trail/2026/11/07/*.gz | samgen diagnose --format jsonl -q | sed 's/"line":[0-9]*/"line":1/' | LC_ALL=C sort >whole || true
[ "$(wc -l <whole)" -eq 3 ] || { cat whole; exit 1; }
sed 's/"line":[0-9]*/"line":1/' denials | LC_ALL=C sort | cmp - whole
