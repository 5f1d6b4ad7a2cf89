#ifndef SG_DIAGNOSE_SENTENCE_INTERNAL_H
#define SG_DIAGNOSE_SENTENCE_INTERNAL_H

#include "diagnose/denial.h"

/*
 * Reads the sentence "User: P is not authorized to perform: A on resource: R because no T policy allows the A action" in all
 * its forms. `anchor` is where its "authorized" stands; what is before `floor` belongs to something else. False when it is
 * no such sentence. Sets action, resource, principal, its kind, reason, policy_arn and encoded.
 */
bool sg_diagnose_read_sentence(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                               size_t floor, size_t anchor, struct sg_mention *mention);

/* The first reason that is given within [from, to), which ends where another sentence begins; NULL when none is. */
const struct sg_denial_reason *sg_diagnose_find_reason(const struct sg_denial_facts *facts,
                                                       const struct sg_plain *plain, size_t from, size_t to,
                                                       size_t *end);

/* Sets a reason that ends at `end`, and the policy that is named behind it. */
void sg_diagnose_set_reason(struct sg_arena *a, const struct sg_plain *plain, const struct sg_denial_reason *reason,
                            size_t end, struct sg_mention *mention);

#endif
