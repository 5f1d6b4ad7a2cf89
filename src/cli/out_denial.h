#ifndef SG_CLI_OUT_DENIAL_H
#define SG_CLI_OUT_DENIAL_H

#include "cli/command.h"

/* Denials as text on standard output, each with its place and its fix; that there is none is said on standard error. */
void print_denials(const struct args *args, const struct samgen_denials *denials);

#endif
