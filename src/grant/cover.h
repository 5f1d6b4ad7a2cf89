#ifndef SG_GRANT_COVER_H
#define SG_GRANT_COVER_H

#include "catalog/action.h"
#include "catalog/request.h"

/* Compares what a policy allows with needs. All statements are Allow; resources are filled and in the by-name style. */

/* Whether every action on every resource of `needs` is allowed by the unconditional statements of `allowed`. */
bool sg_grant_covers(const struct sg_statements *allowed, const struct sg_statements *needs);

/* Actions that `allowed` has and no need has, with patterns expanded and dead actions left out. */
void sg_grant_excess_actions(struct sg_arena *a, const struct sg_policy *policy, const struct sg_statements *needs,
                             struct sg_strings *actions);

/* Resources of `allowed` that are neither needed nor below one of the ARNs in `named`. */
void sg_grant_excess_resources(struct sg_arena *a, const struct sg_statements *allowed,
                               const struct sg_statements *needs, const struct sg_strings *named,
                               struct sg_strings *resources);

/*
 * Needed actions that `allowed` has on further parts of the resources in `named`, as far as they work on these:
 * "dynamodb:Query (/index/...)", the dots a '*'.
 */
void sg_grant_excess_parts(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_policy *policy,
                           const struct sg_statements *allowed, const struct sg_statements *needs,
                           const struct sg_strings *named, struct sg_strings *parts);

#endif
