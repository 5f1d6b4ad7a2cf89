#ifndef SG_DIAGNOSE_MESSAGE_INTERNAL_H
#define SG_DIAGNOSE_MESSAGE_INTERNAL_H

#include "diagnose/denial.h"

/* For each message: does the text have a piece of its `near` anywhere? */
enum sg_near { SG_NEAR_UNKNOWN, SG_NEAR_SOMEWHERE, SG_NEAR_NOWHERE };

/* The answers for one text, all unknown. */
enum sg_near *sg_diagnose_near_new(struct sg_arena *a, const struct sg_denial_facts *facts);

/* Reads the fixed message of a service around the anchor at `hit`. False when there is none. */
bool sg_diagnose_read_message(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                              enum sg_near *near, size_t hit, struct sg_mention *mention);

#endif
