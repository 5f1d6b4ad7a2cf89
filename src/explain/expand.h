#ifndef SG_EXPLAIN_EXPAND_H
#define SG_EXPLAIN_EXPAND_H

#include "explain/template_role.h"

/*
 * Returns the roles that SAM creates, and those of the template itself, as a tree:
 * {functions: {Id: {managed, policies, trust, path, boundary}}, roles: {Id: {..., attached, used_by}}}. The key `roles`
 * is there only if the template has roles. If `choice` names something, only its roles. A role that SAM creates but
 * that only one branch of an Fn::If uses is left out. Returns NULL after reporting that the function or role does
 * not exist.
 */
struct sg_node *sg_explain_expand(struct sg_resolver *r, const struct sg_roles *roles,
                                  const struct sg_role_choice *choice);

#endif
