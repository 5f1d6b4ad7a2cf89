#ifndef SG_LINT_INVOKER_INTERNAL_H
#define SG_LINT_INVOKER_INTERNAL_H

#include "lint/lint.h"

/* A value that names what a service calls or sends to, in the resource that is being looked at. */
typedef void sg_lint_invoker_fn(struct sg_lint *lint, const struct sg_call_row *row, const struct sg_node *value,
                                void *context);

/* Calls for each of the template. */
void sg_lint_each_invoker(struct sg_lint *lint, sg_lint_invoker_fn *call, void *context);

#endif
