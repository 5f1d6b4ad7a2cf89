#!/bin/sh
# Facts name the document they are from, and its part: "Amazon S3 User Guide, Required permissions for Amazon S3 API operations", and
# the day on which they were compared with it.
find templates -name '*.yaml' -not -path 'templates/ja/*' -not -name sources.yaml | sort | xargs awk '
    function complain(what) { print FILENAME ":" FNR ": " what ": " $0; bad = 1 }
    { listed = listed && /^ *- [^{]/ }
    listed && !/^ *- "?[A-Z@a-z].*[^ ], [^ ].* \(20[0-9][0-9]-[01][0-9]-[0-3][0-9]\)"?$/ { complain("a source has a title, a part and a date") }
    listed { count++ }
    /^ *sources:$/ { listed = 1 }
    FILENAME == "templates/needs.yaml" && (/^  - {/ || /^    source:/) {
        count++
        if ($0 !~ /source: "[A-Z].*[^ ], [^ ].*; [A-Z][a-z]+ 20[0-9][0-9]"}?$/) complain("a source has a title, a part and a month")
    }
    FILENAME !~ /^templates\/code\// { next }
    dated && !/^ *date: 20[0-9][0-9]-[01][0-9]-[0-3][0-9]$/ { complain("the date of the source is missing") }
    { dated = /^ *(- )?source: / }
    dated && !/source: "?[^ ,][^,]*, [^ ].*$/ { complain("a source has a title and a part") }
    dated { count++ }
    /^ *- (names|{name|{on)/ && !seen[FILENAME] { complain("a row without a source") }
    dated { seen[FILENAME] = 1 }
    END { exit bad || count < 150 }
'
