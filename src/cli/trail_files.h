#ifndef SG_CLI_TRAIL_FILES_H
#define SG_CLI_TRAIL_FILES_H

#include "cli/command.h"

/*
 * Reads the files and folders of --trail, packed by gzip or not. In a folder, files that are not records are passed
 * over. NULL after reporting, with `*status`.
 */
struct samgen_trail *read_trails(struct args *args, const struct texts *paths, enum samgen_status *status);

#endif
