#ifndef SG_APPLY_EXTEND_H
#define SG_APPLY_EXTEND_H

#include "sam/template.h"
#include "yaml/edit.h"

/*
 * Adds entries to the Policies of a function, in whatever form they are: absent, a text, a map, a list in one line or in
 * many, an intrinsic. `root` is the template's tree as it is written, which afterwards is what the edited text must give.
 * False after reporting what cannot be edited, with its place.
 */
bool sg_apply_extend_policies(struct sg_edit *e, const struct sg_template *t, struct sg_node *root,
                              const char *function, const struct sg_node *entries);

/* Adds a resource behind that of a function. */
bool sg_apply_extend_resources(struct sg_edit *e, const struct sg_template *t, struct sg_node *root,
                               const char *function, const char *id, struct sg_node *resource);

#endif
