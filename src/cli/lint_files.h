#ifndef SG_CLI_LINT_FILES_H
#define SG_CLI_LINT_FILES_H

#include "cli/command.h"

/*
 * Takes the files to check, and the messages about files that cannot be checked. Texts are valid during the call only.
 */
struct file_sink {
    /* `found`: in a folder, not named by the user. False ends the search. */
    bool (*take)(void *context, const char *path, bool found);
    /* What .gitignore excludes, and cdk.out. */
    void (*pass_over)(void *context, const char *path);
    /* SAMGEN_OK: a note. */
    void (*complain)(void *context, enum samgen_status status, const char *message);
    void *context;
};

/*
 * Passes on a file, "-", or the *.yaml, *.yml, *.json and *.template files of a folder and its folders, sorted by name.
 * Hidden folders, node_modules and links are left out; what git ignores and the folder cdk.out, which the CDK writes,
 * are passed over. Complains of everything else. False: the sink ended the search.
 */
bool each_file(const struct file_sink *sink, const char *path);

/* Does the same for each line of a file, or of standard input for "-". */
bool each_listed_file(const struct file_sink *sink, const char *list);

#endif
