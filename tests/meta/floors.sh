#!/bin/sh
# Dependencies go down only: a floor of src/ includes itself and the floors below it, by paths that name
# the floor. cli/ includes itself and <samgen/samgen.h>, so the program proves the API.
tools/list-files | grep '^src/.*\.[ch]$' | xargs awk '
    BEGIN {
        count = split("base yaml iam catalog sam verb lint diagnose api cli", names, " ")
        for (i = 1; i <= count; i++) level[names[i]] = i
    }
    FNR == 1 {
        split(FILENAME, part, "/")
        own = part[2] ~ /^api/ ? "api" : part[2]
        if (!(own in level)) complain("not on a floor of src/")
    }
    /^[ \t]*#[ \t]*include[ \t]*"/ {
        split($0, quoted, "\"")
        floor = quoted[2]
        if (own == "api" && floor ~ /^api[a-z_]*[.]h$/) next
        if (!sub("/.*", "", floor) || !(floor in level))
            complain("\"" quoted[2] "\" does not name a floor")
        else if (own == "cli" && floor != "cli")
            complain("cli/ includes \"" quoted[2] "\": only cli/ and <samgen/samgen.h> are open to it")
        else if (level[floor] > level[own])
            complain(own " includes \"" quoted[2] "\", which is above it")
    }
    function complain(what) { print FILENAME ":" FNR ": " what; bad = 1 }
    END { exit bad }
'
