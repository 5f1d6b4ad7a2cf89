#ifndef SG_LINT_INVOKER_INTERNAL_H
#define SG_LINT_INVOKER_INTERNAL_H

#include "lint/lint.h"

/*
 * Where resources name what an AWS service is to call or send to for them. The service does so in its own name, so that
 * only a policy of what it calls can let it.
 */
struct sg_lint_invoker {
    const char *type;      /* of the resource */
    const char *path;      /* to the map that names it, see sg_lint_at_path */
    const char *value;     /* in that map, a path as well */
    const char *only, *is; /* it counts when this key of the map has this value; NULL: always */
    const char *role;      /* a key of the map; if it is there the service calls with that role. NULL: there is none */
    const char *service;   /* "events.amazonaws.com" */
    const char *title;     /* "EventBridge" */
};

/* A value that names what is called, and which resource it belongs to. */
typedef void sg_lint_invoker_fn(struct sg_lint *lint, const struct sg_lint_invoker *wire, const struct sg_node *value,
                                void *context);

void sg_lint_each_invoker(struct sg_lint *lint, sg_lint_invoker_fn *call, void *context);

#endif
