#ifndef SG_DIAGNOSE_ANSWER_INTERNAL_H
#define SG_DIAGNOSE_ANSWER_INTERNAL_H

#include "catalog/denial.h"
#include "diagnose/phrase_internal.h"

/*
 * Who answered a request with an error code: many stores speak the protocol of S3, and are called with the SDKs of AWS.
 */
enum sg_answer { SG_ANSWER_UNKNOWN, SG_ANSWER_OF_AWS, SG_ANSWER_OF_OTHER };

/* The phrases of `strangers`, to search for in one text. */
struct sg_strangers;
struct sg_strangers *sg_diagnose_strangers_new(struct sg_arena *a, const struct sg_denial_facts *facts);

enum sg_answer sg_diagnose_who_answered(struct sg_strangers *strangers, const struct sg_plain *plain,
                                        const struct sg_found *found);

/* Returns whether a phrase of `strangers` is near, and no address of AWS. */
bool sg_diagnose_is_near_stranger(struct sg_strangers *strangers, const struct sg_plain *plain,
                                  const struct sg_found *found);

#endif
