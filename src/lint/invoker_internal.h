#ifndef SG_LINT_INVOKER_INTERNAL_H
#define SG_LINT_INVOKER_INTERNAL_H

#include "lint/values_internal.h"

/*
 * A loop over the values that name what a service invokes or sends to; it begins with {0}. Findings that are reported in it are
 * about the resource with the value. The service does so with its own identity, so only a policy of what it calls can allow it.
 */
struct sg_lint_invocation {
    const struct sg_call_row *row;
    const struct sg_node *value;
    const struct sg_resource *resource;
    size_t rows; /* still to look at for this resource */
    struct sg_lint_values maps, values;
};
bool sg_lint_next_invocation(struct sg_lint *lint, struct sg_lint_invocation *invocation);

#endif
