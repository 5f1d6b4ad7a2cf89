#ifndef SG_APPLY_KEY_POLICY_H
#define SG_APPLY_KEY_POLICY_H

#include "sam/role_use.h"
#include "value/request.h"

/*
 * Leaves out keys that the template says and whose own policy already lets the role of the function use them: such a
 * role needs nothing in its policies (AWS KMS Developer Guide, "Key policies in AWS KMS"). Notes each.
 */
void sg_apply_leave_out_keys(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_template *template,
                             const struct sg_roles *roles, struct sg_asked *asked);

#endif
