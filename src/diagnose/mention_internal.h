#ifndef SG_DIAGNOSE_MENTION_INTERNAL_H
#define SG_DIAGNOSE_MENTION_INTERNAL_H

#include "catalog/denial.h"
#include "diagnose/phrase_internal.h"

/* Returns whether words before the text in its line show that it is only named: "such as ..." */
bool sg_diagnose_is_named(const struct sg_denial_facts *facts, const struct sg_plain *plain, size_t start);

/* Returns whether words after the text show that it is only explained: "... means that". */
bool sg_diagnose_is_explained(const struct sg_denial_facts *facts, const struct sg_plain *plain, size_t end);

/* Returns whether `at` is in a literal that a program passes to a function: warn("Access Denied"). */
bool sg_diagnose_is_argument(const struct sg_plain *plain, size_t at);

#endif
