#!/bin/sh
# The shared library $SAMGEN_LIB exports exactly the functions that samgen.h declares SAMGEN_EXPORT.
header=include/samgen/samgen.h
declared=$(tr '\n' ' ' <$header | grep -o 'SAMGEN_EXPORT[^(;]*(' | grep -o 'samgen_[a-z0-9_]*($' | tr -d '(' | sort)
exported=$(nm -D --defined-only "${SAMGEN_LIB:?the path of libsamgen.so}" | awk '{ print $NF }' | sort)
if [ -z "$declared" ] || [ "$declared" != "$exported" ]; then
    printf '%s declares:\n%s\n\nthe library exports:\n%s\n' $header "$declared" "$exported"
    exit 1
fi
