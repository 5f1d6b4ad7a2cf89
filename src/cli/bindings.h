#ifndef SG_CLI_BINDINGS_H
#define SG_CLI_BINDINGS_H

#include "cli/command.h"

/*
 * The values of --set NAME=VALUE, for a template. `*bindings` is to be freed with free_bindings. False after an error
 * message.
 */
bool read_bindings(const struct args *args, struct samgen_template_settings *settings);
void free_bindings(struct samgen_template_settings *settings);

#endif
