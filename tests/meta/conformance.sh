#!/bin/sh
# Every script of tests/conformance has a row in the README there, every file of recorded/ belongs to a script, and names its
# tools and the date.
cd tests/conformance || exit 1
bad=0
fail() { echo "$*"; bad=1; }
for script in *.py; do
    grep -q "^| \`$script\` |" README.md || fail "tests/conformance/README.md has no row for $script"
done
for file in recorded/*; do
    name=$(basename "$file" .jsonl)
    [ -f "$name.py" ] || fail "tests/conformance/$file belongs to no script"
    head -n 1 "$file" | grep -qE '^\{"date":"20[0-9]{2}-[0-9]{2}-[0-9]{2}","tools":\["[^"]+ [0-9][^"]*"' || fail "$file does not name its tools and the date"
done
exit $bad
