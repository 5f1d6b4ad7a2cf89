#ifndef SG_SAM_BINDING_H
#define SG_SAM_BINDING_H

#include "sam/resolve.h"

/*
 * Returns whether every name of --set can have a value: a parameter, a resource, an attribute ("Orders.Arn") or a
 * pseudo parameter that does not depend on the region. Reports the others as errors.
 */
bool sg_check_bindings(const struct sg_resolver *r);

#endif
