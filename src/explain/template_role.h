#ifndef SG_EXPLAIN_TEMPLATE_ROLE_H
#define SG_EXPLAIN_TEMPLATE_ROLE_H

#include "check/check.h"
#include "sam/granted.h"
#include "sam/role_use.h"

/* What one function may do, for decisions; or one role that is asked for by its own ID. */
struct sg_template_role {
    const struct sg_template *template;
    struct sg_resolver resolver;
    const struct sg_resource *user; /* the function or state machine; NULL: `role` is asked for itself */
    struct sg_role_uses uses;       /* its roles: one, or one for each branch of an Fn::If */
    const struct sg_role *role;     /* the first of them that is in the template, or NULL */
    struct sg_granted_list granted;
    struct sg_granted_list boundaries; /* at most one for each role */
    const char *session;               /* the ARN of the function as a caller */
    const char *arn;                   /* of the role, with its path */
};

/* Which function or role is meant: an ID, or NULL. */
struct sg_role_choice {
    const char *function, *role;
};

/*
 * Finds what the choice names; `template` and `resolver` must be set. Returns false after reporting that the
 * function or role does not exist. The role of a function that is found may be unknown; sg_explain_need_role reports
 * that as an error.
 */
bool sg_explain_find_role(struct sg_template_role *role, const struct sg_roles *roles,
                          const struct sg_role_choice *choice);
bool sg_explain_need_role(const struct sg_template_role *role);

/*
 * Reads the policies of the roles; `template`, `resolver`, and `uses` or `role` must be set. A policy whose document is
 * unknown is left out and reported as a warning. Returns false after reporting an error.
 */
bool sg_explain_read_role(struct sg_template_role *role);

/* Adds the policies and the boundary of the role to a check, and makes its session the caller. */
void sg_explain_add_to_check(struct sg_check *check, const struct sg_template_role *role);

/* Warns of each AWS::Include, which can add policies that samgen does not read. */
void sg_explain_say_includes(const struct sg_template *t);

#endif
