#ifndef SG_SAM_OWN_ROLE_H
#define SG_SAM_OWN_ROLE_H

#include "sam/resolve.h"
#include "sam/role.h"

/* Returns the value of Role or RoleArn of the resource, or NULL. */
const struct sg_node *sg_own_role_given(const struct sg_resource *resource);

/*
 * Returns the role of a function or state machine: the one that SAM creates, or the AWS::IAM::Role of the template that its
 * Role names, also in the true branch of an Fn::If. Returns NULL when the role is not in the template.
 */
const struct sg_role *sg_own_role_of(struct sg_resolver *r, const struct sg_roles *roles,
                                     const struct sg_resource *resource);

/* The same for any value that the resource gives to a service as the role to use. */
const struct sg_role *sg_role_named(struct sg_resolver *r, const struct sg_roles *roles,
                                    const struct sg_resource *resource, const struct sg_node *value);

#endif
