#ifndef SG_CLI_OUT_DENIAL_H
#define SG_CLI_OUT_DENIAL_H

#include "cli/command.h"

/* Prints denials on standard output, each with its place and its fix; when there are none, a note on standard error. */
void print_denials(const struct args *args, const struct samgen_denials *denials);

#endif
