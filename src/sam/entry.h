#ifndef SG_SAM_ENTRY_H
#define SG_SAM_ENTRY_H

#include "sam/role.h"

/*
 * Adds the entries of the property Policies to the role: names of managed policies as ARNs, SAM policy templates as
 * documents. `extra` (or NULL) is one more managed policy after them. Returns false after reporting an error.
 */
bool sg_add_entries(const struct sg_template *t, struct sg_role *role, struct sg_node *extra, const char *because);

/* Sets how SAM reads an entry. Returns false after reporting an Fn::If that it refuses. */
bool sg_entry_type(const struct sg_template *t, const struct sg_node *entry, enum sg_entry_type *type);

/* Returns the ARN that SAM writes for the name of a managed policy, or the name itself if SAM does not know it. */
const char *sg_managed_arn(const struct sg_template *t, const char *name);

#endif
