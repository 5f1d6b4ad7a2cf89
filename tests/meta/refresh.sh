#!/bin/sh
# tools/refresh prints what a newer source changes, writes where each kind of data is from, and changes nothing when run again.
# It works on a copy of tools/ with two small sources, an old one and a new one, and asks nothing of a network.
set -e
tree=$(pwd)
python3 tools/refresh --check # the counts of the tree are true
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/templates"
cp -R tools "$folder/tools"
for table in action-overrides type-refs type-arns type-attributes; do
    sed -n '/^#/p; /^date\|^type/p' "tools/$table.tsv" >"$folder/tools/$table.tsv" # the head alone
done
cp -R tests/refresh/old tests/refresh/new "$folder"
for age in old new; do
    gzip "$folder/$age/@aws-cdk/aws-service-spec/db.json"
done
cd "$folder"

refresh() { # AGE DAY
    echo "\$ refresh $1"
    python3 tools/refresh --modules "$1" --only "actions,resource types" --date "$2"
}

{
    refresh old 2026-02-03
    cp -R templates first
    refresh old 2026-04-05
    diff -r first templates
    refresh new 2026-06-07
    cp -R templates second
    refresh new 2026-08-09
    diff -r second templates
    cat templates/types.txt
    grep -E 'actions|resource types|grants' templates/sources.yaml
    sed 's/^FoldThing/MoreThing X\n&/' templates/actions/things.txt >more && mv more templates/actions/things.txt
    python3 tools/refresh --check 2>&1 | grep actions
    python3 tools/refresh --modules new --only nothing 2>&1 || echo "exit $?"
    rm -r new/@aws-cdk
    python3 tools/refresh --modules new --only "resource types" --date 2026-08-09
} >printed 2>&1 || { cat printed; exit 1; }
diff "$tree/tests/refresh/printed.txt" printed
