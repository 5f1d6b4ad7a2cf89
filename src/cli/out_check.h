#ifndef SG_CLI_OUT_CHECK_H
#define SG_CLI_OUT_CHECK_H

#include <samgen/samgen.h>

/* Answers of `samgen check` for people, on standard output. */
void print_decision(const struct samgen_decision *decision);

/* All statements, one a line, each with the reason why it does not match. */
void print_reasons(struct samgen_check *check, const struct samgen_request *request);

#endif
