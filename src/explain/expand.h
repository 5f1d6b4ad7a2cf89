#ifndef SG_EXPLAIN_EXPAND_H
#define SG_EXPLAIN_EXPAND_H

#include "sam/own_role.h"

/*
 * Returns the roles that SAM creates as a tree: {functions: {Id: {managed, policies, trust, path, boundary}}}. If `function`
 * is not NULL, only its role. A role that only one branch of an Fn::If uses is left out. Returns NULL after reporting that
 * the function is unknown, or that SAM does not create its role.
 */
struct sg_node *sg_explain_expand(const struct sg_template *t, const struct sg_roles *roles, const char *function);

/*
 * Returns the role of a function or state machine: the one that SAM creates, or one of the template. Returns NULL after
 * reporting that there is no such function, or that its role is not in the template.
 */
const struct sg_role *sg_explain_role_named(struct sg_resolver *r, const struct sg_roles *roles, const char *name);

#endif
