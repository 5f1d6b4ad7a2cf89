#!/bin/sh
# What help calls the value of an option or a word of a command has a row in src/cli/complete/values.c, which says how it is completed.
known=$(sed -n '/} kinds\[\]/,/^};/s/^    {"\([^"]*\)",.*/\1/p' src/cli/complete/values.c)
called=$(
    sed -n 's/.*[.]value = "\([^"]*\)".*/\1/p' src/cli/*.[ch] | sed 's/\[,.*//'
    sed -n 's/.*[.]arguments = "\([^"]*\)",.*/\1/p' src/cli/cmd_*.c | tr ' |[]' '\n' | grep -xE '[A-Z-]+'
)
[ "$(echo "$called" | grep -c .)" -ge 40 ] || { echo "only these values are found: $called"; exit 1; }
bad=0
for name in $(echo "$called" | sort -u); do
    echo "$known" | grep -qxF -e "$name" || { echo "src/cli/complete/values.c has no row \"$name\""; bad=1; }
done
for name in $known; do
    echo "$called" | grep -qxF -e "$name" || { echo "no option and no command has a value that help calls \"$name\""; bad=1; }
done
exit $bad
