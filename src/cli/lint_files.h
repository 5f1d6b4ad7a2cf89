#ifndef SG_CLI_LINT_FILES_H
#define SG_CLI_LINT_FILES_H

#include "cli/command.h"

/* Where files that are to be looked at go, and what is said of those that cannot be. Texts hold during the call only. */
struct file_sink {
    /* `found`: it was met in a folder, not named by the user. False ends the search. */
    bool (*take)(void *context, const char *path, bool found);
    /* SAMGEN_OK: a note. */
    void (*complain)(void *context, enum samgen_status status, const char *message);
    void *context;
};

/*
 * A file, "-", or a folder: its *.yaml, *.yml, *.json and *.template files, folder by folder, by name. Hidden folders and
 * node_modules are left out; links are not followed. What is neither is complained of. False: the sink ended the search.
 */
bool each_file(const struct file_sink *sink, const char *path);

/* The same of each line of a file, or of standard input for "-". */
bool each_listed_file(const struct file_sink *sink, const char *list);

#endif
