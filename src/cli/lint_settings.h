#ifndef SG_CLI_LINT_SETTINGS_H
#define SG_CLI_LINT_SETTINGS_H

#include "cli/lint_job.h"

/* The settings of each folder: those of the command line, then those of the .samgen.yaml in the folder or above it. */
struct lint_settings {
    const struct lint_args *args;
    struct samgen_lint_settings said; /* of the command line */
    struct settings_file *files;      /* that were read */
    char *folder;                     /* the last one */
    const struct samgen_lint_settings *of_folder;
};

/* Reads and checks the settings of the command line. Anything but SAMGEN_OK comes after a message. */
enum samgen_status read_lint_settings(const struct lint_args *args, struct lint_settings *settings);

/* The settings for a file, valid until free_lint_settings. NULL after a message about a fault in its .samgen.yaml. */
const struct samgen_lint_settings *lint_settings_for(struct lint_settings *settings, const char *path);

/* Returns whether --exclude or the .samgen.yaml of these settings excludes a file that was found in a folder. */
bool is_lint_excluded(const struct lint_settings *s, const struct samgen_lint_settings *settings, const char *path);

void free_lint_settings(struct lint_settings *settings);

#endif
