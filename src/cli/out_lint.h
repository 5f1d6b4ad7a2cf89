#ifndef SG_CLI_OUT_LINT_H
#define SG_CLI_OUT_LINT_H

#include "cli/lint_job.h"

/* What a run of lint has met. */
struct lint_counts {
    size_t findings[3]; /* by enum samgen_severity, shown or not */
    size_t hidden;      /* of them, not shown for their severity */
    size_t fixed;
    size_t templates, policies; /* files that were checked */
    size_t passed_over;         /* files that are neither */
    size_t ignored;             /* files and folders that git ignores or a pattern excludes */
};

/* Prints the last line on standard error: what was read, so that nobody takes an unread file for a clean one. */
void print_lint_counts(const struct lint_args *args, const struct lint_counts *counts, enum samgen_status status);

/* Prints all rules on standard output, as text or JSON. */
void print_lint_rules(const struct lint_args *args);

#endif
