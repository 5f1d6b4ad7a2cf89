#ifndef SG_DIAGNOSE_PROOF_INTERNAL_H
#define SG_DIAGNOSE_PROOF_INTERNAL_H

#include "catalog/text.h"
#include "diagnose/denial.h"

/*
 * Whether an identity policy allows an action on a resource, and not on its neighbours, whose ARNs differ in one part of the
 * name. What stands behind `passing` (or NULL) in the ARN is made up anew by AWS again and again, and so free.
 */
bool sg_is_proved(struct sg_scope *scope, const struct sg_node *document, const char *action, const char *resource,
                  const char *passing);

#endif
