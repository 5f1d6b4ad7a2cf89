#ifndef SG_SAM_MENTION_H
#define SG_SAM_MENTION_H

#include "base/list.h"
#include "yaml/tree.h"

/*
 * Adds the names that a value in long form refers to by Ref, Fn::GetAtt and Fn::Sub, as they are written: "Data",
 * "Data.Arn", "AWS::Region". What an Fn::Sub has in its own map of variables is no reference; both branches of an
 * Fn::If count. Names may come several times. `value` may be NULL.
 */
void sg_add_mentions(struct sg_arena *a, const struct sg_node *value, struct sg_strings *names);

#endif
