#ifndef SG_CLI_REPORT_H
#define SG_CLI_REPORT_H

#include "cli/command.h"

#include <stdio.h>

/* Prints messages on standard error. */
void report_findings(const struct args *args, const struct samgen_result *result);
/* Prints a finding of lint with its line and a caret. */
void print_lint_finding(const struct args *args, FILE *out, const struct samgen_lint_finding *finding);
void report_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints a text from outside on one line, escaped by samgen_show; a tab becomes a blank. */
void print_text(FILE *file, const char *text);
/* Does the same for a text of several lines, whose tabs stay. */
void print_page(FILE *file, const char *text, size_t length);
/* Prints a diff: as it is, so that patch can use it, but escaped when standard output is a terminal. */
void print_diff(FILE *file, const char *diff);

/* Reads a file, or standard input for "-". Anything but SAMGEN_OK comes after a message. */
enum samgen_status read_named_file(const struct args *args, const char *path, struct samgen_input *input);

/* Reads the file of --template, unless `path` is NULL. False after an error message. */
bool read_template(const struct args *args, const char *path, struct samgen_input *template);

/* Writes a result to the file of --output, or to standard output for NULL and "-". */
enum samgen_status write_result(const struct args *args, const char *output, const struct samgen_result *result);

/* Closes standard output. Returns SAMGEN_FAILED, after a message, if a write failed, otherwise `status`. */
enum samgen_status close_output(enum samgen_status status);

/* Replaces the file that `read` was read from by the text of a change, if there is one. Reports why it cannot. */
enum samgen_status write_change(const struct args *args, const struct samgen_input *read,
                                const struct samgen_change *change);

#endif
