#ifndef SG_SAM_LONG_FORM_H
#define SG_SAM_LONG_FORM_H

#include "base/finding.h"
#include "yaml/tree.h"

/*
 * Turns a tree into what the translator reads: short tags become maps ({Ref: X}, {Fn::Sub: ...}), "<<" merges, and of
 * a key that stands twice the last value counts, with a warning. Works in place; new nodes keep the places of the old.
 */
void sg_long_form(struct sg_arena *a, const struct sg_source *source, struct sg_node *node,
                  struct sg_findings *findings);

#endif
