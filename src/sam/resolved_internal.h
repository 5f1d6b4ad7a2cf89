#ifndef SG_SAM_RESOLVED_INTERNAL_H
#define SG_SAM_RESOLVED_INTERNAL_H

#include "sam/resolve.h"

/* A value that is resolved already, and what it took: the same is counted when it is asked for again. */
struct sg_resolved {
    const struct sg_node *value, *result; /* result: NULL is AWS::NoValue */
    size_t steps, unknown;
};

/* Returns what is known of the value, or NULL. */
const struct sg_resolved *sg_resolved_before(const struct sg_resolver *resolver, const struct sg_node *value);

/* Keeps what was found out, for as long as the template. */
void sg_resolved_keep(struct sg_resolver *resolver, const struct sg_resolved *found);

#endif
