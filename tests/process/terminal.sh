#!/bin/sh
# On a terminal a diff is escaped, as everything else is; in a pipe it stays as the files are, so that patch can use it.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
hidden=$(printf '\342\200\256')
cat >"$work/template.yaml" <<END
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: app.handler
      InlineCode: "" # $hidden
      Policies:
        - S3ReadPolicy: {BucketName: data}
END
cd "$work" || exit 1

fail() {
    echo "$*"
    exit 1
}

# both WORD...: what samgen prints on a terminal and in a pipe
both() {
    "$SAMGEN_TERMINAL" "$SAMGEN" "$@" >shown
    "$SAMGEN" "$@" >piped 2>&1
}

both apply template.yaml --function F sqs-send --queue my-queue --dry-run
grep -q "$hidden" shown && fail "a diff on a terminal has a character that reorders text"
grep -qF '# \u202E' shown || fail "a diff on a terminal does not show the character"
grep -q "$hidden" piped || fail "a diff in a pipe is not what is in the file"
cp template.yaml copy.yaml
patch -s copy.yaml piped || fail "patch does not take the diff"
"$SAMGEN" apply template.yaml --function F sqs-send --queue my-queue || fail "apply fails"
cmp -s template.yaml copy.yaml || fail "patch makes something else of the diff than apply"

both explain template.yaml
[ "$(tr -d '\r' <shown)" = "$(cat piped)" ] || fail "explain prints something else on a terminal"
both lint template.yaml --fix --dry-run --severity info
grep -q "$hidden" shown && fail "lint shows a character that reorders text"
exit 0
