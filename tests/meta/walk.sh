#!/bin/sh
# src/README.md names files and functions that exist, in at most 25 lines; the README says where to look in at most 15 rows.
fail=0
complain() { # WORDS
    echo "$*"
    fail=1
}

lines=$(sed -n '/^## The way of a bucket name/,$p' src/README.md | grep -c .)
[ "$lines" -le 25 ] || complain "src/README.md: the way of a bucket name takes $lines lines"

steps=$(grep -oE '[a-z]+/[a-z_]+[.]c +[a-z_]+' src/README.md)
[ "$(echo "$steps" | wc -l)" -ge 10 ] || complain "src/README.md: no steps are found"
while read -r file function; do
    [ -f "src/$file" ] || { complain "src/README.md: there is no src/$file"; continue; }
    grep -qE "^[a-z].*[ *]$function\(" "src/$file" || complain "src/README.md: src/$file does not define $function"
done <<STEPS
$steps
STEPS

for name in $(grep -oE 'templates/[a-z/]+[.]yaml' src/README.md); do
    [ -f "$name" ] || complain "src/README.md: there is no $name"
done

rows=$(sed -n '/^## Contribute/,/^## /p' README.md | grep -c '^| [^-]')
[ "$rows" -ge 2 ] && [ "$((rows - 1))" -le 15 ] || complain "README.md: the table of Contribute has $((rows - 1)) rows"
grep -q '(src/README.md)' README.md || complain "README.md does not link src/README.md"
exit $fail
