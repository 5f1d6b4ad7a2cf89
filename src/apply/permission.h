#ifndef SG_APPLY_PERMISSION_H
#define SG_APPLY_PERMISSION_H

#include "sam/role.h"
#include "yaml/edit.h"

/*
 * Adds one entry to a role of the template, or to the Policies of the function for which SAM creates it: a text is a
 * managed policy, a map is a document. `name` is the PolicyName of a document, with a number if the role has that name.
 * `root` is the tree of the template as it is written. Returns false if IAM's limits leave no room for it, or after
 * reporting what cannot be edited.
 */
bool sg_apply_permission(struct sg_edit *e, const struct sg_template *t, const struct sg_node *root,
                         const struct sg_role *role, const char *name, struct sg_node *entry);

#endif
