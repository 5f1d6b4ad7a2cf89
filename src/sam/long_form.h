#ifndef SG_SAM_LONG_FORM_H
#define SG_SAM_LONG_FORM_H

#include "base/finding.h"
#include "yaml/tree.h"

/*
 * Changes a tree to what the translator reads: short tags become maps ({Ref: X}, {Fn::Sub: ...}), "<<" is merged, and
 * the last value of duplicate keys is kept, with a warning. New nodes have the positions of the old ones.
 */
void sg_long_form(struct sg_arena *a, const struct sg_source *source, struct sg_node *node,
                  struct sg_findings *findings);

#endif
