#ifndef SG_CLI_BINDINGS_H
#define SG_CLI_BINDINGS_H

#include "cli/command.h"

/* The values of --set NAME=VALUE. */
struct bindings {
    struct samgen_binding *items;
    size_t count;
    char **names; /* what free_bindings frees */
};

/* False after an error message; call free_bindings in either case. */
bool read_bindings(const struct texts *set, struct bindings *bindings);
void free_bindings(struct bindings *bindings);

#endif
