#ifndef SG_CLI_COMPLETE_COMPLETE_H
#define SG_CLI_COMPLETE_COMPLETE_H

#include "cli/command.h"

/* Prints what the word at the end of a command line may become; nothing where samgen does not know. */
enum samgen_status complete_line(struct args *args, const char *line);

#endif
