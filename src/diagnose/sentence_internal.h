#ifndef SG_DIAGNOSE_SENTENCE_INTERNAL_H
#define SG_DIAGNOSE_SENTENCE_INTERNAL_H

#include "diagnose/denial.h"

/*
 * Reads all forms of the sentence "User: P is not authorized to perform: A on resource: R because no T policy allows
 * the A action". `anchor` is the position of its "authorized"; text before `floor` does not belong to it. Sets action,
 * resource, principal, its kind, reason, policy_arn and encoded. False when it is another sentence.
 */
bool sg_diagnose_read_sentence(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                               size_t floor, size_t anchor, struct sg_mention *mention);

/* The first reason within [from, to) and before the next sentence; NULL when there is none. */
const struct sg_denial_reason *sg_diagnose_find_reason(const struct sg_denial_facts *facts,
                                                       const struct sg_plain *plain, size_t from, size_t to,
                                                       size_t *end);

/* Sets a reason that ends at `end`, and the policy that is named after it. */
void sg_diagnose_set_reason(struct sg_arena *a, const struct sg_plain *plain, const struct sg_denial_reason *reason,
                            size_t end, struct sg_mention *mention);

#endif
