#ifndef SG_DIAGNOSE_EVIDENCE_INTERNAL_H
#define SG_DIAGNOSE_EVIDENCE_INTERNAL_H

#include "catalog/denial.h"
#include "diagnose/phrase_internal.h"

/* For each form: whether the text has a phrase of its `near` at all. All of them begin as SG_FORM_UNKNOWN. */
enum sg_form_words { SG_FORM_UNKNOWN, SG_FORM_SOMEWHERE, SG_FORM_NOWHERE };

/*
 * The form in which AWS or one of its programs reports the error code that was found; NULL when it only names the code.
 */
const struct sg_denial_form *sg_diagnose_form_of(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                                                 const struct sg_found *found, enum sg_form_words *words);

#endif
