#ifndef SG_VERB_ALLOW_REFERENCE_H
#define SG_VERB_ALLOW_REFERENCE_H

#include "verb/allowance.h"

/*
 * Understands a resource: "*", an ARN, or a text that begins with a reference. ${Id} at its start stands for the ARN of
 * that resource, whatever intrinsic gives it: what Id is tells the template, or else the actions' service. False after
 * reporting.
 */
bool sg_read_allowed_resource(const struct sg_allowance *allowance, const struct sg_value *value,
                              struct sg_allowed_resource *resource);

#endif
