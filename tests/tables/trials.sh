#!/bin/sh
# A build with SAMGEN_TRIALS leaves out the rows and changes the texts that it is asked to, and nothing else.
fail=0
number() { awk -F '\t' -v kind="$1" -v path="$2" '$1 == kind && $4 == path { print $2 }' "$SAMGEN_CATALOG_ROWS"; }

# differs VARIABLE=NUMBERS SED_SCRIPT ARG...: what is printed is as if it went through sed
differs() {
    trial=$1 script=$2
    shift 2
    wanted=$("$SAMGEN" "$@" | sed "$script")
    found=$(env "$trial" "$SAMGEN" "$@")
    [ "$wanted" = "$found" ] || { printf '%s %s:\n%s\n' "$trial" "$*" "$found"; fail=1; }
}

differs "SAMGEN_LEAVE_OUT=$(number row 'grants[s3-list]')" '/^ *s3-list /d' list s3
differs "SAMGEN_LEAVE_OUT=$(number row 'grants[s3-list]'),$(number row 'grants[s3-read]')" '/^ *s3-\(list\|read\) /d' list s3
differs "SAMGEN_LEAVE_OUT=$(number word 'grants[sqs-consume].needs[0].actions[1]')" '/sqs:DeleteMessage$/d' \
    sqs-consume --queue jobs --style inline
differs "SAMGEN_GARBLE_TEXT=$(number text 'grants[s3-list].title')" 's/List the objects.*/Mjtu uif pckfdut pg b cvdlfu xjuipvu sfbejoh uifn/' \
    list s3-list
line=$(awk -F '\t' '$3 == "types.txt" && /AWS::SQS::Queue / { print $2 }' "$SAMGEN_CATALOG_ROWS")
template=$(mktemp)
printf 'Resources:\n  Q: {Type: "AWS::SQS::Queue"}\nOutputs: {A: {Value: !GetAtt Q.Url}}\n' >"$template"
differs "SAMGEN_LEAVE_OUT_LINE=$line" d lint -q "$template"
rm "$template"
differs SAMGEN_LEAVE_OUT=1 '' list
differs SAMGEN_GARBLE_TEXT= '' list
exit $fail
