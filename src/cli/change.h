#ifndef SG_CLI_CHANGE_H
#define SG_CLI_CHANGE_H

#include "cli/command.h"

/* Replaces the file that `read` was read from by the text of a change, if there is one. Reports why it cannot. */
enum samgen_status write_change(const struct args *args, const struct samgen_input *read,
                                const struct samgen_change *change);

#endif
