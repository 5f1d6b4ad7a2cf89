#ifndef SG_SAM_MENTION_H
#define SG_SAM_MENTION_H

#include "base/list.h"
#include "yaml/tree.h"

/*
 * Adds the names that a value in long form refers to by Ref, Fn::GetAtt and Fn::Sub, as written: "Data", "Data.Arn",
 * "AWS::Region". The own variables of an Fn::Sub are not references; both branches of an Fn::If count. A name may be
 * added several times. `value` may be NULL.
 */
void sg_add_mentions(struct sg_arena *a, const struct sg_node *value, struct sg_strings *names);

#endif
