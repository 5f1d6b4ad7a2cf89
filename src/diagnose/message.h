#ifndef SG_DIAGNOSE_MESSAGE_H
#define SG_DIAGNOSE_MESSAGE_H

#include "diagnose/denial.h"

/* Reads the fixed wording of a service that stands around the anchor at `hit`; false when there is none. */
bool sg_read_message(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain, size_t hit,
                     struct sg_told *told);

#endif
