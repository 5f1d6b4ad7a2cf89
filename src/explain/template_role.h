#ifndef SG_EXPLAIN_TEMPLATE_ROLE_H
#define SG_EXPLAIN_TEMPLATE_ROLE_H

#include "sam/granted.h"
#include "check/check.h"

/* The role of one function, ready to be asked. */
struct sg_template_role {
    const struct sg_template *template;
    struct sg_resolver resolver;
    const struct sg_role *role;
    struct sg_granted_list granted;
    struct sg_granted boundary; /* its name is NULL when there is none */
    const char *session;        /* the ARN that it calls with */
    const char *arn;            /* of the role itself, with its path */
};

/*
 * Reads the policies of the role (`template`, `resolver` and `role` are set). Policies whose text nobody knows are left
 * out, and said. False after reporting.
 */
bool sg_explain_read_role(struct sg_template_role *role);

/* Lets the role's policies and boundary decide, each under its name in the role, for its session. */
void sg_explain_add_to_check(struct sg_check *check, const struct sg_template_role *role);

/* Reports what grants permissions besides roles and is not read: connectors. */
void sg_explain_say_unread(const struct sg_template *t);

#endif
