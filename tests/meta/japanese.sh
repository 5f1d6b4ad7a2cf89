#!/bin/sh
# Each text of help and of the rules has its Japanese in templates/ja/, and each Japanese text its English.
set -eu
"$SAMGEN" help suggest >/dev/null 2>&1 || exit 77 # built without it: its texts are not there
: "${SAMGEN_TEXTS:?the program that compares the texts}"
said=$(cat src/cli/*.c src/cli/*/*.c | tr '\n' ' ' | sed 's/  */ /g' | grep -oE '(said|print_said|print_list)\(args, ([A-Za-z_ <]+ \? )?"[^"]*"( : "[^"]*")?' | grep -oE '"[^"]*"' | tr -d '"')
[ "$(echo "$said" | wc -l)" -ge 30 ] || { echo "only these texts are found: $said"; exit 1; }
echo "$said" | "$SAMGEN_TEXTS"
