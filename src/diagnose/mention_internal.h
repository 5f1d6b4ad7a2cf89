#ifndef SG_DIAGNOSE_MENTION_INTERNAL_H
#define SG_DIAGNOSE_MENTION_INTERNAL_H

#include "catalog/denial.h"
#include "diagnose/phrase_internal.h"

/* Returns whether an error code is only named, by a program, a query or a document, or belongs to another program. */
bool sg_diagnose_is_mention(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                            const struct sg_found *found);

/* Returns whether words around the text show that it is only named: "such as ..." */
bool sg_diagnose_is_named(const struct sg_denial_facts *facts, const struct sg_plain *plain, size_t start, size_t end);

#endif
