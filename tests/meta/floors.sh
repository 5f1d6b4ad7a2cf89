#!/bin/sh
# A folder of src/ includes only itself and the folders on lower floors (floors.txt), and of those only their face: a header
# named *_internal.h belongs to its folder. cli/ includes itself, <samgen/samgen.h> and serve/serve.h, so the program proves the API.
tools/list-files | grep '^src/.*\.[ch]$' | xargs awk '
    BEGIN {
        while ((getline line < "tests/meta/floors.txt") > 0) {
            count = split(line, word, " ")
            if (word[1] !~ /^#/)
                for (i = 2; i <= count; i++) level[word[i]] = word[1] + 0
        }
    }
    FNR == 1 {
        split(FILENAME, part, "/")
        own = part[2]
        if (!(own in level)) complain("src/" own " is not in tests/meta/floors.txt")
    }
    /^[ \t]*#[ \t]*include[ \t]*"/ {
        split($0, quoted, "\"")
        floor = quoted[2]
        if (!sub("/.*", "", floor) || !(floor in level))
            complain("\"" quoted[2] "\" does not name a folder of src/")
        else if (floor == own)
            next
        else if (own == "cli" && quoted[2] != "serve/serve.h")
            complain("cli/ includes \"" quoted[2] "\": only cli/, serve/serve.h and <samgen/samgen.h> are open to it")
        else if (level[floor] > level[own])
            complain(own " includes \"" quoted[2] "\", which is on a higher floor")
        else if (level[floor] == level[own])
            complain(own " includes \"" quoted[2] "\", which is on the same floor")
        else if (quoted[2] ~ /_internal[.]h$/)
            complain(own " includes \"" quoted[2] "\", which belongs to " floor "/ alone")
    }
    function complain(what) { print FILENAME ":" FNR ": " what; bad = 1 }
    END { exit bad }
' || exit 1
tools/list-files | grep '^src/.*\.c$' | awk -F/ '
    { folder = $0; sub("/[^/]*$", "", folder); files[folder]++ }
    END {
        for (folder in files)
            if (files[folder] > 45) { print folder " holds " files[folder] " .c files; 45 are the most"; bad = 1 }
        exit bad
    }
'
