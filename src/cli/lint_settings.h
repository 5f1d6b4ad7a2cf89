#ifndef SG_CLI_LINT_SETTINGS_H
#define SG_CLI_LINT_SETTINGS_H

#include "cli/lint_job.h"

/* The settings of the files of a folder: what the command line says, else the .samgen.yaml of the folder or above it. */
struct lint_settings {
    const struct lint_args *args;
    struct samgen_lint_settings said; /* by the command line */
    struct settings_file *files;      /* that were read */
    char *folder;                     /* that was asked for last */
    const struct samgen_lint_settings *of_folder;
};

/* Takes and checks what the command line says. Anything but SAMGEN_OK comes after a message. */
enum samgen_status read_lint_settings(const struct lint_args *args, struct lint_settings *settings);

/* What goes for a file; it holds until free_lint_settings. NULL after a message: its .samgen.yaml is faulty. */
const struct samgen_lint_settings *lint_settings_for(struct lint_settings *settings, const char *path);
void free_lint_settings(struct lint_settings *settings);

#endif
