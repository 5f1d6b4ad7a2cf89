#!/bin/sh
# Hard limits: 400 lines a file of src/ and include/ (1000 for samgen.h, the manual of the library), 60 lines a function (80 in tests/),
# 120 columns a line: clang-format breaks code there, but not comments.
tools/list-files | grep -E '^(src|include|tests)/.*\.[ch]$' | xargs awk '
    function complain(line, what) { print FILENAME ":" line ": " what; bad = 1 }
    FNR == 1 {
        in_tests = FILENAME ~ "^tests/"
        most_lines = FILENAME == "include/samgen/samgen.h" ? 1000 : 400
        most_body = in_tests ? 80 : 60
        start = 0
    }
    FNR == most_lines + 1 && !in_tests { complain(FNR, "the file is longer than " most_lines " lines") }
    length($0) > 120 && !/[\200-\377]/ { complain(FNR, "the line is wider than 120 columns") }
    /^\{/ { start = FNR }
    /^\}/ && start {
        if (FNR - start + 1 > most_body)
            complain(start, "the function is longer than " most_body " lines: " FNR - start + 1)
        start = 0
    }
    END { exit bad }
'
