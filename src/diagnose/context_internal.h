#ifndef SG_DIAGNOSE_CONTEXT_INTERNAL_H
#define SG_DIAGNOSE_CONTEXT_INTERNAL_H

#include "diagnose/denial.h"

/*
 * Reads what stands around something told: error code, operation, and where nothing else says it the resource. Neither what
 * is before `floor` nor what is behind `ceiling` belongs to it.
 */
void sg_diagnose_read_context(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                              size_t floor, size_t ceiling, struct sg_mention *mention);

/* Whether the text near it is the log of a function. */
bool sg_diagnose_is_in_function(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                                const struct sg_mention *mention);

/* Of a record of CloudTrail near it: the action and the caller. */
void sg_diagnose_read_event(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                            struct sg_mention *mention);

/* Whether one of the pieces of text stands near: at most `reach` bytes before it or behind it. Case does not count. */
bool sg_diagnose_is_near(const struct sg_strings *pieces, const struct sg_plain *plain,
                         const struct sg_mention *mention, size_t reach);

#endif
