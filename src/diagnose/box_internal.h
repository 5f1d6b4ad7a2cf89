#ifndef SG_DIAGNOSE_BOX_INTERNAL_H
#define SG_DIAGNOSE_BOX_INTERNAL_H

#include "diagnose/denial.h"

/*
 * Reads the fields that the console shows before a reason, in any language: "User: P Action: A On resource(s): R
 * Context: no policy allows the action". Sets action, principal, its kind, and resource, if there is an action.
 */
void sg_diagnose_read_box(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                          struct sg_mention *mention);

#endif
