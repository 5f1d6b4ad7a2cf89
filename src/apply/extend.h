#ifndef SG_APPLY_EXTEND_H
#define SG_APPLY_EXTEND_H

#include "sam/template.h"
#include "yaml/edit.h"

/*
 * Adds entries to the Policies of a function, whether these are absent, a text, a map, a flow list, a block list or an
 * intrinsic. Changes `root`, the tree of the template as it is written, to the tree that the edited text must have.
 * False after reporting the position of what cannot be edited.
 */
bool sg_apply_extend_policies(struct sg_edit *e, const struct sg_template *t, struct sg_node *root,
                              const char *function, const struct sg_node *entries);

/* Adds items to the ManagedPolicyArns and the Policies of a role; empty lists change nothing. Otherwise as above. */
bool sg_apply_extend_role(struct sg_edit *e, const struct sg_template *t, struct sg_node *root, const char *id,
                          const struct sg_node *managed, const struct sg_node *policies);

/* Adds a resource after that of a function. */
bool sg_apply_extend_resources(struct sg_edit *e, const struct sg_template *t, struct sg_node *root,
                               const char *function, const char *id, struct sg_node *resource);

/* Adds a key to a block or flow map of the template, after the key `after`, or where the edit chooses for NULL. */
bool sg_apply_extend_map(struct sg_edit *e, const struct sg_template *t, struct sg_node *map, struct sg_node *after,
                         const char *key, struct sg_node *value);

#endif
