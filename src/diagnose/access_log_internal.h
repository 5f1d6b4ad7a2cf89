#ifndef SG_DIAGNOSE_ACCESS_LOG_INTERNAL_H
#define SG_DIAGNOSE_ACCESS_LOG_INTERNAL_H

#include "catalog/denial.h"
#include "diagnose/denial.h"

/* Reads operation, caller and resource of a mention in a record of the server access log of a bucket. */
void sg_diagnose_read_access_log(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                                 struct sg_mention *mention);

#endif
