#!/bin/sh
# Every command of the READMEs of users prints what they say. Commands are the "$ " lines of its console blocks; what
# follows is their output, both streams. `tools/dev test`, which runs this, stands in a block of another kind.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin" "$scratch/prefix"
ln -s "$SAMGEN" "$scratch/bin/samgen"
export PATH="$scratch/bin:$PATH" PREFIX="$scratch/prefix" LC_ALL=C NO_COLOR=1

awk -v dir="$scratch" '
    /^```console$/ { inside = 1; next }
    /^```$/ { inside = 0; next }
    !inside { next }
    /^\$ / { count++; print substr($0, 3) > (dir "/" count ".cmd"); printf "" > (dir "/" count ".want"); next }
    { print > (dir "/" count ".want") }
    END { print count > (dir "/count") }
' README.md samples/denied/README.md

count=$(cat "$scratch/count")
[ "$count" -ge 10 ] || { echo "only $count commands found"; exit 1; }
bad=0
i=1
while [ "$i" -le "$count" ]; do
    sh "$scratch/$i.cmd" >"$scratch/$i.got" 2>&1 </dev/null || true
    diff -u "$scratch/$i.want" "$scratch/$i.got" || { cat "$scratch/$i.cmd"; bad=1; }
    i=$((i + 1))
done
grep -q '^tools/dev test$' README.md || { echo "README.md does not give: tools/dev test"; bad=1; }
echo "$count commands"
exit $bad
