#ifndef SG_COMPARE_ROLE_DIFFERENCE_H
#define SG_COMPARE_ROLE_DIFFERENCE_H

#include "catalog/action.h"
#include "iam/policy.h"
#include "sam/granted.h"

/*
 * A policy of a role, and the branch of an Fn::If in which it counts ("if IsProd", "unless IsProd and if X"); NULL:
 * always.
 */
struct sg_compared_policy {
    const struct sg_iam_policy *policy;
    const char *when;
    const struct sg_granted *granted; /* where it comes from */
};

struct sg_compared_policies {
    struct sg_compared_policy *items;
    size_t count, capacity;
};

/* What a role may do: its identity policies, and permissions boundaries of which the first that counts limits them. */
struct sg_compared_role {
    struct sg_compared_policies identity, boundaries;
};

/* Requests that one side allows and the other does not, by the statement of that side which allows them. */
struct sg_difference {
    bool in_new;  /* NEW allows them; else OLD does */
    bool partial; /* the other side allows some requests of the same action and resource */
    const struct sg_compared_policy *policy;
    const struct sg_iam_statement *statement;
    const char *action, *resource; /* texts of the statement; before an all_but */
    bool not_action, not_resource; /* NotAction, NotResource: all but these */
    struct sg_strings actions;     /* the actions that are new, when only some of the pattern's are; else empty */
};

struct sg_differences {
    struct sg_difference *items;
    size_t count, capacity;
    bool in_part; /* there are more kinds of requests than samgen compares, so a difference may be missing */
};

/*
 * Lists the differences of two roles. Every request is compared, as far as the patterns and conditions of both can tell
 * requests apart: one request of each such kind is decided by both (iam/decide.h). Both conditions of templates and
 * values of condition keys are varied. `catalog` may be NULL; then `actions` stays empty.
 */
void sg_compare_roles(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_compared_role *older,
                      const struct sg_compared_role *newer, struct sg_differences *differences);

#endif
