#ifndef SG_GRANT_ALLOW_REFERENCE_INTERNAL_H
#define SG_GRANT_ALLOW_REFERENCE_INTERNAL_H

#include "grant/allow_internal.h"

/*
 * Reads a resource: "*", an ARN, or a text that begins with a reference. ${Id} at the start means the ARN of Id,
 * whichever intrinsic gives it; the type of Id comes from the template, or else from the service of the actions. False
 * after reporting.
 */
bool sg_grant_read_resource(const struct sg_allow_work *work, const struct sg_value *value,
                            struct sg_allow_resource *resource);

#endif
