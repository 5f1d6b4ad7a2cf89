#ifndef SG_APPLY_OWN_ROLE_INTERNAL_H
#define SG_APPLY_OWN_ROLE_INTERNAL_H

#include "sam/role_use.h"
#include "value/request.h"
#include "yaml/edit.h"

/*
 * What is added to a role of the template itself: items of its ManagedPolicyArns, and of its Policies. Functions can
 * share a role, so it is written once, after all of them are read.
 */
struct sg_addition {
    const struct sg_role *role;
    struct sg_node *managed, *policies;
    struct sg_addition *next;
};

/* Returns the addition to the role; the first call makes it. */
struct sg_addition *sg_apply_addition_to(struct sg_arena *a, struct sg_addition **all, const struct sg_role *role);

/*
 * Adds entries to it: texts are ARNs of managed policies, maps are documents. Each document becomes an item of Policies
 * with a name that the role does not have, made of the names of the grants.
 */
void sg_apply_add_to_role(const struct sg_template *t, struct sg_addition *addition, const struct sg_asked *asked,
                          struct sg_node *entries);

/* Adds what the role has, and what is added to it, to a list of policies. */
void sg_apply_known_of_role(const struct sg_template *t, const struct sg_role *role, const struct sg_addition *all,
                            struct sg_node *known);

/* Reports which other resources use the role. `user` is the function that gets the grants, or NULL. */
void sg_apply_note_sharing(const struct sg_template *t, const struct sg_roles *roles, const struct sg_role *role,
                           const struct sg_resource *user);

/* Returns whether the role keeps IAM's limits with one more entry: a text is a managed policy, a map is a document. */
bool sg_apply_has_room(const struct sg_template *t, const struct sg_role *role, const struct sg_node *entry);

/* Returns whether the role keeps IAM's limits in the new template `made`. Reports to the findings of the old one. */
bool sg_apply_check_limits(const struct sg_template *t, const struct sg_template *made, const struct sg_roles *roles,
                           const char *id);

#endif
