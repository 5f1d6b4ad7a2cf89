#ifndef SG_DIAGNOSE_CONTEXT_INTERNAL_H
#define SG_DIAGNOSE_CONTEXT_INTERNAL_H

#include "diagnose/denial.h"

/*
 * Reads the text around a mention: error code, operation, and the resource if nothing else names it. Text before
 * `floor` and after `ceiling` does not belong to it.
 */
void sg_diagnose_read_context(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                              size_t floor, size_t ceiling, struct sg_mention *mention);

/* Returns whether the text shortly before it shows that a command of the AWS CLI made the request. */
bool sg_diagnose_is_of_command(struct sg_arena *a, const struct sg_plain *plain, const struct sg_mention *mention);

/* Returns whether the text shortly before it shows that the request was not signed, so that nobody is its caller. */
bool sg_diagnose_is_unsigned(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                             const struct sg_mention *mention);

/* Finds one of the pieces at most `reach` bytes before or after it, where a word begins. Case does not count. */
bool sg_diagnose_find_near(const struct sg_strings *pieces, const struct sg_plain *plain,
                           const struct sg_mention *mention, size_t reach, size_t *at);

/* What to try for a message without details, by its operation or by the text near it; NULL: nothing. */
const struct sg_denial_try *sg_diagnose_find_try(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                                                 const struct sg_mention *mention);

#endif
