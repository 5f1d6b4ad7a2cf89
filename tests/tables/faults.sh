#!/bin/sh
# The program that makes the tables of templates/ reports every fault at its position, and then writes nothing.
[ -n "$SAMGEN_TABLE_MAKER" ] || exit 77 # the tables are those of another build
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
fail=0

# refused FILE TEXT WANTED...: each WANTED is the beginning of a line of what is reported
refused() {
    file=$1 text=$2
    shift 2
    mkdir -p "$folder/templates/$(dirname "$file")"
    printf "$text" >"$folder/templates/$file"
    printf '%s\n' "$file" >"$folder/list"
    "$SAMGEN_TABLE_MAKER" "$folder/templates" "$folder/list" "$folder/out.c" 2>"$folder/err"
    status=$?
    found=$(cut -c "$((${#folder} + 12))-" "$folder/err")
    for wanted; do
        case $found in
        *"$wanted"*) ;;
        *) echo "$file: \"$wanted\" is not in: $found" && fail=1 ;;
        esac
    done
    [ $status -eq 1 ] && [ ! -e "$folder/out.c" ] || { echo "$file: status $status"; fail=1; }
}

rule='code: SG001\n    severity: error\n    title: T\n    why: W\n    bad: B\n'
refused rules.yaml "rules:\n  - $rule    goood: G\n" 'rules.yaml:7:5: error: unknown key "goood"' \
    'rules.yaml:2:5: error: the key "good" is missing here'
refused rules.yaml 'rules: &a []\nmore: *a\n' 'rules.yaml:2:7: error: an alias is not allowed here'
refused rules.yaml '' 'rules.yaml:1:1: error: the text is empty'
refused grants/s3.yaml 'service: !Ref s3\ntitle: S3\n' 'grants/s3.yaml:1:10: error: "service" takes no !Ref'
refused resources.yaml 'kinds:\n  - {name: a, title: b, example: c, least: many}\n' \
    'resources.yaml:2:44: error: "least" must be a number'
refused stranger.yaml 'a: b\n' 'stranger.yaml: error: this file has no row in src/catalog/shape.c'

printf 'nowhere.yaml\n' >"$folder/list"
"$SAMGEN_TABLE_MAKER" "$folder/templates" "$folder/list" "$folder/out.c" 2>/dev/null && { echo "nowhere.yaml is read"; fail=1; }
exit $fail
