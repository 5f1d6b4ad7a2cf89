#ifndef SG_DIAGNOSE_STRANGER_INTERNAL_H
#define SG_DIAGNOSE_STRANGER_INTERNAL_H

#include "catalog/denial.h"
#include "diagnose/phrase_internal.h"

/* The phrases of other systems whose answers look like those of AWS: stores with the protocol of S3, proxies, frameworks. */
struct sg_strangers;

struct sg_strangers *sg_diagnose_strangers_new(struct sg_arena *a, const struct sg_denial_facts *facts);

/* Returns whether an error code is the answer of another system: the text around it names one, and its line not AWS. */
bool sg_diagnose_is_of_stranger(const struct sg_strangers *strangers, const struct sg_plain *plain,
                                const struct sg_found *found);

#endif
