#ifndef SG_SAM_ENTRY_H
#define SG_SAM_ENTRY_H

#include "sam/role.h"

/*
 * The entries of a `Policies` property. Adds each to the role: names of managed policies as ARNs, SAM policy templates
 * expanded. `extra` (or NULL) is one more managed policy behind them. False after reporting.
 */
bool sg_add_entries(const struct sg_template *t, struct sg_role *role, struct sg_node *extra, const char *because);

/* How SAM takes an entry. False after reporting an Fn::If that it refuses. */
bool sg_entry_type(const struct sg_template *t, const struct sg_node *entry, enum sg_entry_type *type);

/* The ARN SAM makes of a managed policy's name in the template's partition; the name itself when it knows none. */
const char *sg_managed_arn(const struct sg_template *t, const char *name);

#endif
