#ifndef SG_CLI_DEFAULT_TEMPLATE_H
#define SG_CLI_DEFAULT_TEMPLATE_H

#include "cli/command.h"

/* Adds the template of the current folder to the words of a command that has none. Reports why when there is none. */
enum samgen_status add_default_template(struct args *args, const char *command);

/* What a help text says of it. */
#define DEFAULT_TEMPLATE_DETAILS                                                                         \
    "Without TEMPLATE it is the template that samconfig.toml names, or template.yaml, template.yml or\n" \
    "template.json in the current folder."

#endif
