#!/bin/sh
# A signal at each system call of a run that writes files: every file is the old one or the new one, and no other file is left.
set -u
ulimit -c 0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/old"
for name in a b c; do
    cp tests/rules/SG301/bad.yaml "$work/old/$name.yaml"
done
cp samples/template.yaml "$work/old/template.yaml"

fail() {
    echo "$*"
    exit 1
}

# same_or FOLDER: each file in run/ is that of old/ or of FOLDER, and no file of old/ is missing
same_or() {
    (cd "$work/run" && find . -type f) >"$work/list"
    while read -r file; do
        cmp -s "$work/run/$file" "$work/old/$file" || cmp -s "$work/run/$file" "$1/$file" || return 1
    done <"$work/list"
    (cd "$work/old" && find . -type f) >"$work/list"
    while read -r file; do
        [ -f "$work/run/$file" ] || return 1
    done <"$work/list"
}

# all_or_none FOLDER: run/ is old/, or it is FOLDER
all_or_none() {
    diff -r "$work/run" "$work/old" >/dev/null || diff -r "$work/run" "$1" >/dev/null
}

begin() {
    rm -rf "$work/run"
    cp -R "$work/old" "$work/run"
    cd "$work/run" || exit 1
}

# try SIGNAL JUDGE WORD...: runs samgen with these words again and again
try() {
    by=$1 judge=$2 at=0 stopped=0
    shift 2
    (begin && "$SAMGEN" "$@" >/dev/null 2>&1)
    rm -rf "$work/new" && mv "$work/run" "$work/new"
    diff -r "$work/old" "$work/new" >/dev/null && fail "samgen $*: nothing is written"
    while [ $at -lt 1000 ]; do
        at=$((at + 1))
        (begin && INTERRUPT_AT=$at INTERRUPT_BY=$by "$SAMGEN_INTERRUPTED" "$@" >/dev/null 2>&1)
        code=$?
        $judge "$work/new" || fail "samgen $*: signal $by at call $at: $(ls -A "$work/run")"
        [ $code -eq $((128 + by)) ] || break
        stopped=$((stopped + 1))
    done
    [ $stopped -ge 5 ] || fail "samgen $*: signal $by: only $stopped calls were met"
    [ $code -le 1 ] || fail "samgen $*: signal $by at call $at: exit $code"
    echo "samgen $*: signal $by at $stopped calls"
}

try 15 all_or_none apply template.yaml --function Ingest sqs-send --queue my-queue
try 2 all_or_none apply template.yaml --function Ingest sqs-send --queue my-queue
try 1 all_or_none apply template.yaml --function Ingest sqs-send --queue my-queue
try 15 same_or lint --fix --jobs 1 .
try 15 same_or lint --fix --jobs 3 .
try 15 all_or_none new orders --event sqs
try 15 all_or_none s3-read --bucket my-bucket --output policies.yaml

# nohup: what is ignored stays ignored
trap '' HUP
(begin && INTERRUPT_AT=5 INTERRUPT_BY=1 "$SAMGEN_INTERRUPTED" s3-read --bucket my-bucket --output policies.yaml) >/dev/null || fail "SIGHUP is not ignored"
