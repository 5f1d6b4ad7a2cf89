#!/bin/sh
# The manual has a page for the program and each command, with every option that its help has. tests/shells/drive asks mandoc too.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${SAMGEN_MANUAL:?the program that writes the manual}" "$folder"
bad=0
commands=$("$SAMGEN" help | sed -n 's/^       samgen \([a-z-]*\).*/\1/p')
[ "$(echo "$commands" | wc -l)" -ge 15 ] || { echo "only these commands are found: $commands"; exit 1; }
for command in s3-read $commands; do
    page=$folder/samgen-$command.1
    [ "$command" != s3-read ] || page=$folder/samgen.1
    [ -e "$page" ] || { echo "there is no page of $command"; bad=1; continue; }
    for option in $("$SAMGEN" help "$command" | sed -n '/^\(Other o\|O\)ptions:$/,$s/^  \(-[a-z], \)*--\([a-z-]*\).*/\2/p'); do
        grep -q -- "^[.]It.* Fl -$option\( \|$\)" "$page" || { echo "the page of $command lacks --$option"; bad=1; }
    done
done
pages=$(ls "$folder" | wc -l)
[ "$pages" -eq "$(($(echo "$commands" | wc -l) + 1))" ] || { echo "there are $pages pages"; bad=1; }
! grep -n "^[.]'\|^'" "$folder"/* || bad=1
"$SAMGEN_MANUAL" "$folder/none" 2>/dev/null && { echo "a folder that does not exist is taken"; bad=1; }
exit $bad
