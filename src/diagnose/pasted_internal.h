#ifndef SG_DIAGNOSE_PASTED_INTERNAL_H
#define SG_DIAGNOSE_PASTED_INTERNAL_H

#include "diagnose/denial.h"

/*
 * Returns whether a policy of a resource near the mention denies what was denied: a statement with "Effect": "Deny", a
 * Principal, an Action that fits, and no Condition.
 */
bool sg_diagnose_is_denied_by_paste(struct sg_arena *a, const struct sg_denial_facts *facts,
                                    const struct sg_plain *plain, const struct sg_mention *mention);

#endif
