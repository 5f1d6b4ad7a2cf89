#ifndef SG_VERB_TEMPLATE_ROLE_H
#define SG_VERB_TEMPLATE_ROLE_H

#include "iam/decide.h"
#include "sam/granted.h"

/* The role of one function, ready to be asked. */
struct sg_template_role {
    const struct sg_template *template;
    struct sg_resolver resolver;
    const struct sg_role *role;
    struct sg_granted_list granted;
    struct sg_granted boundary;        /* its name is NULL when there is none */
    struct sg_iam_situation situation; /* principal, account, identity policies and boundary */
};

/*
 * Reads the policies of the role (`template`, `resolver` and `role` are set). Policies whose text nobody knows are left
 * out, and said. False after reporting.
 */
bool sg_read_role_policies(struct sg_template_role *role);

#endif
