#ifndef SG_SAM_BINDING_H
#define SG_SAM_BINDING_H

#include "sam/resolve.h"

/*
 * Whether each name that the user gives a value (--set) is one that can have it: a parameter, a resource or an
 * attribute of one ("Orders.Arn"), or a pseudo parameter but for those that follow from the region. Reports the others.
 */
bool sg_check_bindings(const struct sg_resolver *r);

#endif
