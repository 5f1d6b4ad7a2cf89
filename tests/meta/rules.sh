#!/bin/sh
# Every rule of templates/rules.yaml has a folder in tests/rules with a bad and a good template, and every folder has a rule.
# The codes in rules.yaml are sorted, and each is there once. Each line of bad.txt is a whole finding: its place, severity, code and message.
codes=$(sed -n 's/^  - code: //p' templates/rules.yaml)
bad=0
fail() { echo "$*"; bad=1; }
[ -n "$codes" ] || fail "templates/rules.yaml has no rules"
[ "$codes" = "$(echo "$codes" | LC_ALL=C sort -u)" ] || fail "templates/rules.yaml: the codes are not sorted, or one is there twice"
for code in $codes; do
    for file in bad.yaml good.yaml bad.txt; do
        [ -s "tests/rules/$code/$file" ] || fail "tests/rules/$code/$file is missing"
    done
    [ -f "tests/rules/$code/bad.txt" ] || continue
    wrong=$(grep -vE "^[1-9][0-9]*:[1-9][0-9]* (error|warning|info) $code [^ ].*[^ .]$" "tests/rules/$code/bad.txt") && fail "tests/rules/$code/bad.txt: $wrong"
done
for folder in tests/rules/*/; do
    code=$(basename "$folder")
    echo "$codes" | grep -qx "$code" || fail "templates/rules.yaml has no rule $code"
done
exit $bad
