#ifndef SG_LINT_INVOKER_INTERNAL_H
#define SG_LINT_INVOKER_INTERNAL_H

#include "lint/values_internal.h"

/*
 * A loop over the values that name what a service invokes or sends to; it begins with {0}. Findings that are reported
 * in it are about the resource with the value. The service does so with its own identity, so only a policy of what it
 * calls can allow it.
 */
struct sg_lint_invocation {
    const struct sg_call_row *row;
    const struct sg_node *value;
    const struct sg_resource *resource;
    size_t rows; /* still to look at for this resource */
    struct sg_lint_values maps, values;
};
bool sg_lint_next_invocation(struct sg_lint *lint, struct sg_lint_invocation *invocation);

/* The source of an invocation: the resource of the lint itself, or the topic of a subscription; or NULL. */
const struct sg_resource *sg_lint_source_of(struct sg_lint *lint, const struct sg_call_row *row);

/* "!GetAtt Nightly.Arn", the ARN of a rule, topic or queue; NULL: it is not known. */
const char *sg_lint_arn_of(struct sg_lint *lint, const struct sg_resource *resource);

/*
 * The same of a source that can be created before the permission that names it: other sources test it when they are
 * created.
 */
const char *sg_lint_first_arn(struct sg_lint *lint, const struct sg_resource *source);

#endif
