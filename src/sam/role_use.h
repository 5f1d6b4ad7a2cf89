#ifndef SG_SAM_ROLE_USE_H
#define SG_SAM_ROLE_USE_H

#include "sam/resolve.h"
#include "sam/role.h"

/*
 * Who has which role. A function or state machine runs with one; other resources give roles to services. Which
 * properties hold a role is in templates/roles.yaml. sam/granted.h lists the policies of a role.
 */
struct sg_role_use {
    const struct sg_resource *user;
    const struct sg_role *role;  /* NULL: it is not in this template */
    const struct sg_node *given; /* the value that names it; NULL: SAM creates the role */
    const char *when;            /* the branch of an Fn::If that gives it ("if IsProd"), or NULL */
    const char *trust;           /* who assumes it: a file of places/trust/; NULL: not known */
};

struct sg_role_uses {
    struct sg_role_use *items;
    size_t count, capacity;
};

/* Returns whether the resource is a function or state machine. */
bool sg_runs_with_role(const struct sg_template *t, const struct sg_resource *resource);

/* Returns the value that names the role of a function or state machine, or NULL. */
const struct sg_node *sg_own_role_given(const struct sg_template *t, const struct sg_resource *resource);

/*
 * Adds the role of a function or state machine. If an Fn::If gives it, that is the role of the branch whose condition
 * is true, or the roles of all branches if the resolver has `all_branches`.
 */
void sg_add_role_of(struct sg_resolver *r, const struct sg_roles *roles, const struct sg_resource *resource,
                    struct sg_role_uses *uses);

/*
 * Lists who has which role in the whole template, in its order. Only functions and state machines are listed without a
 * role.
 */
void sg_list_role_uses(struct sg_resolver *r, const struct sg_roles *roles, struct sg_role_uses *uses);

/* Returns the role of a function or state machine. NULL when the role is not in the template. */
const struct sg_role *sg_own_role_of(struct sg_resolver *r, const struct sg_roles *roles,
                                     const struct sg_resource *resource);

/* The same for any value that a resource gives to a service as the role to use. */
const struct sg_role *sg_role_named(struct sg_resolver *r, const struct sg_roles *roles, const struct sg_node *value);

/* Returns the role with this ID: an AWS::IAM::Role of the template, or one that SAM creates; or NULL. */
const struct sg_role *sg_role_with_id(const struct sg_template *t, const struct sg_roles *roles, const char *id);

/* What a use without a role gives, in a sentence: "the parameter RoleArn", "the import base-role". */
const char *sg_other_role_text(const struct sg_template *t, const struct sg_role_use *use);

#endif
