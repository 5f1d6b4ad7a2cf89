#ifndef SG_CLI_PROJECT_FILES_H
#define SG_CLI_PROJECT_FILES_H

#include <samgen/samgen.h>

/* The folder of a new project, or of a project that gets one more function. */
struct project_folder {
    const char *path;
    const struct samgen_replacement *changes; /* files that are replaced in any case, with the others or not at all */
    size_t change_count;
    bool force;         /* existing files may be overwritten */
    size_t overwritten; /* how many files existed: set by write_project_folder */
};

/*
 * Writes all files of the project, or none. Existing files are checked before anything is written; when a file cannot
 * be written, created files are removed and existing ones stay. The folder may be a link to a folder; within it links
 * are not followed. SAMGEN_BAD_INPUT, after a message, when a file exists that must not be overwritten; SAMGEN_FAILED,
 * after a message, when the system refuses.
 */
enum samgen_status write_project_folder(struct samgen *samgen, struct project_folder *folder,
                                        const struct samgen_project *project);

#endif
