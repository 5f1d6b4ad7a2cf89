#ifndef SG_GRANT_ALLOW_REFERENCE_INTERNAL_H
#define SG_GRANT_ALLOW_REFERENCE_INTERNAL_H

#include "grant/allow_internal.h"

/*
 * Understands a resource: "*", an ARN, or a text that begins with a reference. ${Id} at its start stands for the ARN of
 * that resource, whatever intrinsic gives it: what Id is tells the template, or else the actions' service. False after
 * reporting.
 */
bool sg_grant_read_resource(const struct sg_allowance *allowance, const struct sg_value *value,
                            struct sg_allowed_resource *resource);

#endif
