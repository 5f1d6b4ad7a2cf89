#ifndef SG_GRANT_PROVIDED_H
#define SG_GRANT_PROVIDED_H

#include "value/request.h"

/*
 * Statements that conditions of the template can leave out: !If [UseKey, {...}, !Ref AWS::NoValue]. An Fn::If of the
 * author can have such a form, or another.
 */

/* The statement within one Fn::If for each condition; "!UseKey" stands for the contrary of a condition. */
struct sg_node *sg_grant_provided(struct sg_arena *a, struct sg_node *statement, const struct sg_strings *conditions);

/* The map within all Fn::If of such a node; the node itself when it has none. NULL if it is not a single map. */
struct sg_node *sg_grant_inner_statement(struct sg_node *node);

/* Compares two Fn::If in short or long form, and their statements as sg_grant_same_statement does. */
bool sg_grant_same_provided(const struct sg_node *x, const struct sg_node *y);

#endif
