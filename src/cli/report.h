#ifndef SG_CLI_REPORT_H
#define SG_CLI_REPORT_H

#include "cli/command.h"

#include <stdio.h>

/* Messages to standard error. */
void report_findings(const struct args *args, const struct samgen_result *result);
/* One of lint, with its line and a caret, for standard output. */
void print_lint_finding(const struct args *args, FILE *out, const struct samgen_lint_finding *finding);
void report_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Text of somebody else: what a terminal would obey, and what is no UTF-8, becomes '?'. */
void print_text(FILE *file, const char *text);

/* Reads the file of --template, unless `path` is NULL. False after an error message. */
bool read_template(const struct args *args, const char *path, struct samgen_input *template);

/* Writes a result to the file of --output, or to standard output for NULL and "-". */
enum samgen_status write_result(const struct args *args, const char *output, const struct samgen_result *result);

/* Standard output flushed and checked: whatever `status` was, a failed write is SAMGEN_FAILED. */
enum samgen_status close_output(enum samgen_status status);

#endif
