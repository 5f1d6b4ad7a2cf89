#ifndef SG_GRANT_COVER_H
#define SG_GRANT_COVER_H

#include "catalog/action.h"
#include "value/request.h"

/* Compares what a policy allows with needs. All statements are Allow; ARNs are filled and SG_ARN_BY_NAME. */

/* Returns whether some statement allows the action on something. */
bool sg_grant_allows_action(const struct sg_statements *allowed, const char *action);

/* What a comparison of the actions alone says: the same for all values of the options. */
struct sg_compared_actions {
    bool *all;                /* one mark a statement of the policy: it has every action of the need */
    struct sg_strings excess; /* see sg_grant_excess_actions */
    bool writes;              /* one of these does more than read */
};

/*
 * Compares a policy with needs that are a single statement; the catalog keeps what this finds. NULL: they are not a
 * single one.
 */
const struct sg_compared_actions *sg_grant_compare_actions(struct sg_catalog *catalog, const struct sg_policy *policy,
                                                           const struct sg_statements *needs);

/*
 * Returns whether `allowed` allows every action of `needs` on its resources, under no condition that the need does not
 * have too. `compared` may be NULL.
 */
bool sg_grant_covers(const struct sg_statements *allowed, const struct sg_statements *needs,
                     const struct sg_compared_actions *compared);

/* Returns whether some statement of `allowed` lacks a condition of the needs. */
bool sg_grant_lacks_condition(const struct sg_statements *allowed, const struct sg_statements *needs);

/* Returns whether the excess of a policy does more than read. */
bool sg_grant_excess_writes(const struct sg_policy *policy, const struct sg_strings *excess);

/* Actions of the policy that no need has, with patterns expanded and without dead actions. */
void sg_grant_excess_actions(struct sg_arena *a, const struct sg_policy *policy, const struct sg_statements *needs,
                             struct sg_strings *actions);

/* Resources of `allowed` that are neither needed nor part of a resource in `named`. */
void sg_grant_excess_resources(struct sg_arena *a, const struct sg_statements *allowed,
                               const struct sg_statements *needs, const struct sg_strings *named,
                               struct sg_strings *resources);

/*
 * Needed actions that `allowed` has on other parts of the resources in `named`, if they work there:
 * "dynamodb:Query (/index/...)", with '*' for the dots.
 */
void sg_grant_excess_parts(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_policy *policy,
                           const struct sg_statements *allowed, const struct sg_statements *needs,
                           const struct sg_strings *named, struct sg_strings *parts);

#endif
