#ifndef SG_SAM_PARAMETER_INTERNAL_H
#define SG_SAM_PARAMETER_INTERNAL_H

#include "sam/template.h"

/*
 * Values that the translator knows: the Default of each parameter, AWS::Region and AWS::Partition. It fills them into a
 * few properties and leaves the others to CloudFormation.
 */

/* Returns the Default of a parameter, or NULL when it has none or does not exist. */
const struct sg_node *sg_parameter_value(const struct sg_template *t, const char *name);

/*
 * Returns the value with {Ref: parameter} and ${parameter} replaced, or NULL after reporting a Default that is not a
 * text.
 */
const struct sg_node *sg_with_parameters(const struct sg_template *t, const struct sg_node *value);

#endif
