#ifndef SG_SAM_OWN_ROLE_H
#define SG_SAM_OWN_ROLE_H

#include "sam/resolve.h"
#include "sam/role.h"

/* The value of its property Role, or RoleArn, or NULL. */
const struct sg_node *sg_given_role(const struct sg_resource *resource);

/*
 * The role that a function or state machine has: SAM's, or the AWS::IAM::Role of the template that its Role names; of an
 * Fn::If the branch that holds. NULL: the role stands elsewhere.
 */
const struct sg_role *sg_role_of(struct sg_resolver *r, const struct sg_roles *roles,
                                 const struct sg_resource *resource);

#endif
