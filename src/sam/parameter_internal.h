#ifndef SG_SAM_PARAMETER_INTERNAL_H
#define SG_SAM_PARAMETER_INTERNAL_H

#include "sam/template.h"

/*
 * Values that the translator knows when it runs: the Default of each parameter, AWS::Region and AWS::Partition. It puts
 * them into few properties only; all else is left for CloudFormation.
 */

/* NULL: the parameter has no Default, or there is none of this name. */
const struct sg_node *sg_parameter_value(const struct sg_template *t, const char *name);

/* The value with {Ref: parameter} and ${parameter} replaced. NULL after reporting a Default that no Fn::Sub can hold. */
const struct sg_node *sg_with_parameters(const struct sg_template *t, const struct sg_node *value);

#endif
