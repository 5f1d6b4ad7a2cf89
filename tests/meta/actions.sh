#!/bin/sh
# What tools/make-actions wrote is as it left it: every line of a known form, actions sorted and met once, as many services and
# actions as templates/actions.txt counts, and every override of tools/action-overrides.tsv and tools/operation-overrides.tsv dated
# and with its source.
LC_ALL=C
export LC_ALL
find templates/actions -type f | sort | xargs awk -v index_file=templates/actions.txt '
    function complain(what) { print FILENAME ":" FNR ": " what; bad = 1 }
    BEGIN {
        while ((getline line < index_file) > 0)
            if (split(line, word, " ") == 3 && word[1] == ".count") { services = word[2]; actions = word[3] }
    }
    FNR == 1 {
        files++
        last = ""
        if (FILENAME !~ /^templates\/actions\/[a-z0-9-]+\.txt$/) complain("not the name of a service")
        if ($1 != ".title") complain("the title is missing")
    }
    /^\.only-all$/ { if (last != "") complain("stands behind an action"); next }
    /^\.(title|key|set|type|alias) [^ ]/ { if (last != "") complain("stands behind an action"); next }
    /^[A-Za-z0-9-]+ [LRWTP] [^ ]+( [1-9][0-9]*)?$/ {
        count++
        if (tolower($1) <= last) complain("not sorted, or there twice: " $1)
        last = tolower($1)
        next
    }
    { complain("a line of no known form: " $0) }
    END {
        if (files != services || count != actions) {
            print index_file ": counts " services " services, " actions " actions; there are " files ", " count
            bad = 1
        }
        exit bad
    }
' || exit 1
awk -F '\t' '
    NR > 1 && (NF != 6 || $1 !~ /^20[0-9][0-9]-[01][0-9]-[0-3][0-9]$/ || $5 == "" || $6 == "") {
        print FILENAME ":" NR ": an override has a date, a change, a subject, a value, a reason and a source"
        bad = 1
    }
    END { exit bad }
' tools/action-overrides.tsv || exit 1
awk -F '\t' '
    NR > 1 && (NF != 6 || $1 !~ /^20[0-9][0-9]-[01][0-9]-[0-3][0-9]$/ || $4 == "" || $5 == "" || $6 == "") {
        print FILENAME ":" NR ": an override has a date, a change, a subject, a value, a reason and a source"
        bad = 1
    }
    END { exit bad }
' tools/operation-overrides.tsv || exit 1
# Each action of the reference has a description: one line, sorted as the actions are.
find templates/descriptions -type f | sort | xargs awk '
    FNR == 1 {
        files++
        last = ""
        split("", known)
        actions = FILENAME
        sub("descriptions", "actions", actions)
        while ((getline line < actions) > 0) { split(line, word, " "); known[word[1]] = 1 }
    }
    { if (!($1 in known) || NF < 2 || tolower($1) <= last) { print FILENAME ":" FNR ": " $0; bad = 1 } last = tolower($1) }
    END { exit bad || files < 400 }
'
