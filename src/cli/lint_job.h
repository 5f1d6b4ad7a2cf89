#ifndef SG_CLI_LINT_JOB_H
#define SG_CLI_LINT_JOB_H

#include "cli/command.h"
#include "cli/path_list.h"

/* How findings are written. */
enum lint_form { LINT_TEXT, LINT_JSON, LINT_SARIF, LINT_GITHUB, LINT_JUNIT, LINT_JSON_LINES };

/* The format of the library for a form other than text. */
enum samgen_lint_format lint_format(enum lint_form form);

enum lint_fail { LINT_FAIL_WARNING, LINT_FAIL_ERROR, LINT_FAIL_INFO, LINT_FAIL_NONE };

struct lint_args {
    struct args common;
    enum lint_form form;
    enum lint_fail fail_on;
    const char *severity, *baseline, *files_from, *config, *stdin_filename;
    struct texts select, ignore, exclude;
    size_t jobs; /* 0: the number of processors */
    bool fix, dry_run, if_template, list_rules, schema;
};

/* A file to check, and the texts to print for it, which free_lint_job frees. */
struct lint_job {
    char *path; /* NULL: only a message */
    bool found; /* see file_sink */
    const struct samgen_lint_settings *settings;
    char *out, *err;  /* for standard output and standard error; or NULL */
    size_t counts[3]; /* findings, by enum samgen_severity, shown or not */
    size_t hidden;    /* of them, not shown for their severity */
    size_t fixed;
    enum samgen_lint_kind kind;
    struct path_list nested; /* the local templates of its nested stacks */
    bool passed_over, finished;
    enum samgen_status status;
};

/* Checks the file. Each thread uses its own samgen. */
void run_lint_job(const struct lint_args *args, struct samgen *samgen, struct lint_job *job);

/* Makes a finished job that only prints a message. */
void set_lint_message(const struct lint_args *args, struct lint_job *job, enum samgen_status status,
                      const char *message);
void free_lint_job(struct lint_job *job);

#endif
