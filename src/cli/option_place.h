#ifndef SAMGEN_CLI_OPTION_PLACE_H
#define SAMGEN_CLI_OPTION_PLACE_H

#include "cli/command.h"

/* What the options of the commands for the other places do. False after an error message. */
bool set_chosen(struct args *args, const char *value);
bool set_role(struct args *args, const char *value);
bool set_source_arn(struct args *args, const char *value);
bool set_account(struct args *args, const char *value);
bool set_bare(struct args *args, const char *value);
bool set_with_places(struct args *args, const char *value);

#endif
