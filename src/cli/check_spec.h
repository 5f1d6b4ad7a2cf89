#ifndef SG_CLI_CHECK_SPEC_H
#define SG_CLI_CHECK_SPEC_H

#include "cli/check_policies.h"

/* Decides what the functions of --spec expect, and prints the answers. SAMGEN_FINDINGS when one fails. */
enum samgen_status check_spec(struct check_args *own);

#endif
