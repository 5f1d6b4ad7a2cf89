#ifndef SG_DIAGNOSE_EVIDENCE_INTERNAL_H
#define SG_DIAGNOSE_EVIDENCE_INTERNAL_H

#include "catalog/denial.h"
#include "diagnose/phrase_internal.h"

/* What is known about the words of one form in a text. Nothing is known at the beginning, when all is 0. */
struct sg_form_words {
    size_t asked;  /* how often `near` was searched for around an error code */
    bool nowhere;  /* the text has none of `near` */
    uint64_t ends; /* the last characters of `before`, a bit for each */
};

/*
 * The form in which AWS or one of its programs reports the error code that was found; NULL when it only names the code.
 */
const struct sg_denial_form *sg_diagnose_form_of(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                                                 const struct sg_found *found, struct sg_form_words *words);

/* Returns whether the text between is the name of a class in a package that is not of AWS: "org.x.y.Z". */
bool sg_diagnose_is_other_class(const struct sg_plain *plain, size_t start, size_t end);

#endif
