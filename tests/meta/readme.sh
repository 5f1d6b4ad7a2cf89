#!/bin/sh
# Every command of the pages for users prints what they say. Commands are the "$ " lines of the console blocks; one that
# ends with a backslash goes on in the next line. What follows is their output, both streams. BLESS=1 rewrites the output.
# The commands of one page share the folder $PREFIX, which is empty at first.
# `tools/dev test`, which runs this, stands in a block of another kind.
set -eu
pages=$(ls README.md README.ja.md samples/denied/README.md docs/*.md docs/ja/*.md 2>/dev/null || true)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin"
ln -s "$SAMGEN" "$scratch/bin/samgen"
export PATH="$scratch/bin:$PATH" LC_ALL=C NO_COLOR=1

# read_pages PROGRAM PAGE...: in PROGRAM, command(line) and output(line) are lines of console blocks, other(line) all the rest
read_pages() {
    program=$1
    shift
    awk -v dir="$scratch" "$program"'
        FNR == 1 { inside = more = 0 }
        inside && more { more = /\\$/; command($0); next }
        /^```/ { inside = /^```console$/; other($0); next }
        inside && /^\$ / { count++; more = /\\$/; command($0); next }
        inside { output($0); next }
        { other($0) }
        END { finish() }
    ' "$@"
}

# shellcheck disable=SC2086 # the pages are words
read_pages '
    function command(line, begins) {
        begins = line ~ /^\$ /
        print (begins ? substr(line, 3) : line) > (dir "/" count ".cmd")
        if (begins) {
            print FILENAME > (dir "/" count ".page")
            printf "" > (dir "/" count ".want")
        }
    }
    function output(line) { print line > (dir "/" count ".want") }
    function other(line) { }
    function finish() { print count > (dir "/count") }
' $pages

# GNU parallel is not needed for anything else; .ci/run installs it.
can_run() {
    ! grep -qw parallel "$1" || parallel --version 2>/dev/null | grep -q GNU
}

count=$(cat "$scratch/count")
[ "$count" -ge 10 ] || { echo "only $count commands found"; exit 1; }
bad=0
passed_over=0
i=1
while [ "$i" -le "$count" ]; do
    PREFIX=$scratch/prefix/$(tr / % <"$scratch/$i.page")
    export PREFIX
    mkdir -p "$PREFIX"
    if can_run "$scratch/$i.cmd"; then
        sh "$scratch/$i.cmd" >"$scratch/$i.got" 2>&1 </dev/null || true
    else
        passed_over=$((passed_over + 1))
        cp "$scratch/$i.want" "$scratch/$i.got"
    fi
    diff -u "$scratch/$i.want" "$scratch/$i.got" || { cat "$scratch/$i.page" "$scratch/$i.cmd"; bad=1; }
    i=$((i + 1))
done

if [ -n "${BLESS:-}" ]; then
    # shellcheck disable=SC2086
    read_pages '
        function page() { new = FILENAME; gsub("/", "%", new); return dir "/" new ".new" }
        function command(line) {
            print line > page()
            while (line !~ /\\$/ && (getline got < (dir "/" count ".got")) > 0)
                print got > page()
        }
        function output(line) { }
        function other(line) { print line > page() }
        function finish() { }
    ' $pages
    for page in $pages; do
        cat "$scratch/$(echo "$page" | tr / %).new" >"$page"
    done
fi

# Links name files that exist.
for page in $pages; do
    for link in $(grep -oE '\]\([^)]+\)' "$page" | sed 's/^](//; s/)$//; s/#.*//' | grep -v '^https:' | sort -u); do
        [ -e "$(dirname "$page")/$link" ] || { echo "$page links $link, which does not exist"; bad=1; }
    done
done
for page in docs/*.md; do
    grep -qF "]($page)" README.md || { echo "README.md does not link $page"; bad=1; }
done
grep -q '^tools/dev test$' README.md || { echo "README.md does not give: tools/dev test"; bad=1; }
echo "$count commands, $passed_over of them passed over because GNU parallel is not installed"
exit $bad
