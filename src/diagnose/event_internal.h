#ifndef SG_DIAGNOSE_EVENT_INTERNAL_H
#define SG_DIAGNOSE_EVENT_INTERNAL_H

#include "diagnose/denial.h"

/* Returns whether a text can have records of CloudTrail. */
bool sg_diagnose_has_events(const struct sg_plain *plain);

/* Finds the record of CloudTrail that the mention is in: a JSON object, or a row of a table. */
void sg_diagnose_find_record(const struct sg_plain *plain, struct sg_mention *mention);

/* Reads action, caller and resource from the record of the mention, if it has one. */
void sg_diagnose_read_event(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                            struct sg_mention *mention);

/*
 * The action that allows an operation, whose name may differ: "s3:ListBucket" of "s3" and "ListObjectsV2". The service
 * has the name that its endpoints, the SDKs or messages use. NULL for a service that is not known.
 */
const char *sg_diagnose_action_of(struct sg_arena *a, const struct sg_denial_facts *facts, const char *service,
                                  const char *operation);

#endif
