#ifndef SG_SAM_INTRINSIC_H
#define SG_SAM_INTRINSIC_H

#include "yaml/tree.h"

/* Intrinsic functions of CloudFormation in their long form: a map with the one key Ref, Condition or Fn::Something. */

/* The key, or NULL when the node is no intrinsic. NULL is none. */
const char *sg_intrinsic_name(const struct sg_node *node);
/* The argument of the intrinsic of this name, or NULL when the node is another thing. */
struct sg_node *sg_intrinsic(const struct sg_node *node, const char *name);
/* {Ref: AWS::NoValue} */
bool sg_is_no_value(const struct sg_node *node);

/* The three items of Fn::If: condition, value, other value. False when the node is no Fn::If, or one of other items. */
struct sg_if {
    const struct sg_node *condition, *yes, *no;
};
bool sg_is_if(const struct sg_node *node);
bool sg_if_items(const struct sg_node *node, struct sg_if *items);

/* Whether two values are the same to a reader: types count, the order of a map's keys does not. */
bool sg_equal(struct sg_arena *a, const struct sg_node *x, const struct sg_node *y);

/* A new node of the same content that can stand in another place; children are shared. */
struct sg_node *sg_shared(struct sg_arena *a, const struct sg_node *node);

struct sg_node *sg_make_intrinsic(struct sg_arena *a, const char *name, struct sg_node *argument);
struct sg_node *sg_make_get_att(struct sg_arena *a, const char *id, const char *attribute);
struct sg_node *sg_make_if(struct sg_arena *a, const struct sg_node *condition, struct sg_node *yes,
                           struct sg_node *no);

#endif
