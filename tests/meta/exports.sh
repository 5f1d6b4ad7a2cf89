#!/bin/sh
# The shared library $SAMGEN_LIB exports exactly the functions that the public headers declare SAMGEN_EXPORT.
declared=$(cat include/samgen/*.h | tr '\n' ' ' | grep -o 'SAMGEN_EXPORT[^(;]*(' | grep -o 'samgen_[a-z0-9_]*($' | tr -d '(' | sort)
exported=$(nm -D --defined-only "${SAMGEN_LIB:?the path of libsamgen.so}" | awk '{ print $NF }' | sort)
if [ -z "$declared" ] || [ "$declared" != "$exported" ]; then
    printf 'include/samgen declares:\n%s\n\nthe library exports:\n%s\n' "$declared" "$exported"
    exit 1
fi
