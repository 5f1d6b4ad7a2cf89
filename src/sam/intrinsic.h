#ifndef SG_SAM_INTRINSIC_H
#define SG_SAM_INTRINSIC_H

#include "yaml/tree.h"

/* Intrinsic functions of CloudFormation in long form: a map whose only key is Ref, Condition or Fn::Something. */

/* Returns the key, or NULL when the node is not an intrinsic function. The node may be NULL. */
const char *sg_intrinsic_name(const struct sg_node *node);
/* Returns the argument of the intrinsic function of this name, or NULL when the node is something else. */
struct sg_node *sg_intrinsic(const struct sg_node *node, const char *name);
/* Returns whether the node is {Ref: AWS::NoValue}. */
bool sg_is_no_value(const struct sg_node *node);

/* The three items of Fn::If. sg_if_items returns false when the node is not an Fn::If with three items. */
struct sg_if {
    const struct sg_node *condition, *yes, *no;
};
bool sg_is_if(const struct sg_node *node);
bool sg_if_items(const struct sg_node *node, struct sg_if *items);

/* Returns whether two values are equal: types count, but not the order of keys. */
bool sg_intrinsic_equal(struct sg_arena *a, const struct sg_node *x, const struct sg_node *y);

/* Returns a copy of the node without its siblings, for another parent; children are shared. */
struct sg_node *sg_shared(struct sg_arena *a, const struct sg_node *node);

struct sg_node *sg_make_intrinsic(struct sg_arena *a, const char *name, struct sg_node *argument);
struct sg_node *sg_make_get_att(struct sg_arena *a, const char *id, const char *attribute);
struct sg_node *sg_make_if(struct sg_arena *a, const struct sg_node *condition, struct sg_node *yes,
                           struct sg_node *no);

#endif
