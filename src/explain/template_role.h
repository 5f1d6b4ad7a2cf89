#ifndef SG_EXPLAIN_TEMPLATE_ROLE_H
#define SG_EXPLAIN_TEMPLATE_ROLE_H

#include "check/check.h"
#include "sam/granted.h"

/* The role of one function, for decisions. */
struct sg_template_role {
    const struct sg_template *template;
    struct sg_resolver resolver;
    const struct sg_role *role;
    struct sg_granted_list granted;
    struct sg_granted boundary; /* its name is NULL if there is none */
    const char *session;        /* the ARN of the function as a caller */
    const char *arn;            /* of the role, with its path */
};

/*
 * Reads the policies of the role; `template`, `resolver` and `role` must be set. A policy whose document is unknown is left
 * out and reported as a warning. Returns false after reporting an error.
 */
bool sg_explain_read_role(struct sg_template_role *role);

/* Adds the policies and the boundary of the role to a check, and makes its session the caller. */
void sg_explain_add_to_check(struct sg_check *check, const struct sg_template_role *role);

/* Warns of connectors, which grant permissions that samgen does not read. */
void sg_explain_say_unread(const struct sg_template *t);

#endif
