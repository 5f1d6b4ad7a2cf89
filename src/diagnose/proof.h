#ifndef SG_DIAGNOSE_PROOF_H
#define SG_DIAGNOSE_PROOF_H

#include "catalog/text.h"
#include "diagnose/denial.h"

/*
 * Whether an identity policy allows the action of a denial on a resource, and not on neighbours of it: resources whose
 * names go on where that of the resource ends, or are others.
 */
bool sg_is_proved(struct sg_scope *scope, const struct sg_node *document, const struct sg_denial *denial,
                  const char *resource);

#endif
