#!/bin/sh
# Nothing in the tree names a package registry or a path of one machine, or is left for later.
fail=0
refuse() { # WHAT PATTERN
    found=$(tools/list-files | tr '\n' '\0' | xargs -0 grep -nIE -e "$2") # fails when one of its runs finds nothing
    [ -n "$found" ] || return 0
    printf '%s:\n%s\n' "$1" "$found"
    fail=1
}

refuse 'host of a package registry' \
    '(debian|ubuntu|pypi|pythonhosted|npmjs|yarnpkg|golang|rubygems|maven|crates)[.](org|com|io|net)'
refuse 'path of one machine' '(^|[^[:alnum:]_.}/-])/(work|root|home)(/|[^[:alnum:]_/-]|$)'
refuse 'const that a cast takes away where the compiler does not see it' '[*][)] ?[(]uintptr_t[)]'
refuse 'left for later' 'TO[D]O|FIX[M]E'
exit $fail
