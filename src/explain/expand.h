#ifndef SG_EXPLAIN_EXPAND_H
#define SG_EXPLAIN_EXPAND_H

#include "sam/own_role.h"

/*
 * The roles as a tree to print: {functions: {Id: {managed, policies, trust, path, boundary}}}, or those of one function
 * alone (`function` is not NULL). Roles that only one branch of an Fn::If uses and those that the template itself has are left out. NULL after
 * reporting a function that is unknown, or whose role is not SAM's.
 */
struct sg_node *sg_explain_expand(const struct sg_template *t, const struct sg_roles *roles, const char *function);

/*
 * The role of a function or state machine: SAM's, or one that the template has. NULL after reporting that there is no
 * such function, or that its role stands elsewhere.
 */
const struct sg_role *sg_explain_role_named(struct sg_resolver *r, const struct sg_roles *roles, const char *name);

#endif
