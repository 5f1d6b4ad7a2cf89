#ifndef SG_CLI_HELP_SAID_H
#define SG_CLI_HELP_SAID_H

#include "cli/command.h"

/* A text of help in the language of args; tests/meta/japanese.sh finds the texts that are written in the call. */
const char *said(const struct args *args, const char *english);

/* Appends a text, with the value in place of its "{}". */
void add_filled(char *to, size_t size, const char *text, const char *value);

/* A line, with the value in place of its "{}"; and indented lines under a heading, if there are any. */
void print_said(const struct args *args, const char *english, const char *value);
void print_list(const struct args *args, const char *heading, const char *const *lines, size_t count);

/* Patterns of the texts that the library makes from names: each "{}" is a name, which no language changes. */
extern const char *const need_patterns[];

/* Prints a text in the language of args, if it is like one of these patterns, and as it is if not. */
void print_need_part(const struct args *args, const char *text);

/* A row of a table of help; value may be NULL. */
void print_row(const char *option, const char *value, const char *title);

#endif
