#ifndef SG_DIAGNOSE_NAMED_INTERNAL_H
#define SG_DIAGNOSE_NAMED_INTERNAL_H

#include "catalog/denial.h"
#include "diagnose/denial.h"

/*
 * Reads the resource of a mention that has only an operation: the one ARN before it in its line on which the operation
 * works, as in "skipping arn:aws:kms:...: An error occurred (AccessDenied) when calling the Decrypt operation".
 */
void sg_diagnose_read_named(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                            struct sg_mention *mention);

#endif
