#ifndef SG_DIAGNOSE_MESSAGE_INTERNAL_H
#define SG_DIAGNOSE_MESSAGE_INTERNAL_H

#include "diagnose/denial.h"

/* What was found out about a text while it was read: of each message, whether it has what must be near it at all. */
enum sg_near { SG_NEAR_UNKNOWN, SG_NEAR_SOMEWHERE, SG_NEAR_NOWHERE };

/* For one text. */
enum sg_near *sg_diagnose_near_new(struct sg_arena *a, const struct sg_denial_facts *facts);

/* Reads the fixed wording of a service that stands around the anchor at `hit`; false when there is none. */
bool sg_diagnose_read_message(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                              enum sg_near *near, size_t hit, struct sg_mention *mention);

#endif
