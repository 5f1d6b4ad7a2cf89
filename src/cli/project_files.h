#ifndef SG_CLI_PROJECT_FILES_H
#define SG_CLI_PROJECT_FILES_H

#include <samgen/samgen.h>

/* The folder of a new project. */
struct project_folder {
    const char *path;
    bool force;         /* files that are there may be overwritten */
    size_t overwritten; /* how many were there: set by write_project_folder */
};

/*
 * Writes all files of the project, or none: what is there already is looked at before anything is written, and when a
 * file cannot be written, what was created is removed and what was there stays. The folder may be a link to a folder;
 * within it no link is followed. SAMGEN_BAD_INPUT, after a message, for what is in the way; SAMGEN_FAILED, after a
 * message, when the system refuses.
 */
enum samgen_status write_project_folder(struct samgen *samgen, struct project_folder *folder,
                                        const struct samgen_project *project);

#endif
