#ifndef SG_DIAGNOSE_GENERAL_INTERNAL_H
#define SG_DIAGNOSE_GENERAL_INTERNAL_H

#include "catalog/denial.h"
#include "diagnose/phrase_internal.h"

/* The phrases for it, to search for in one text. */
struct sg_general;
struct sg_general *sg_diagnose_general_new(struct sg_arena *a, const struct sg_denial_facts *facts);

/*
 * Returns whether an error code is reported, not only named, and AWS is near. This is the general form of the rows in
 * `forms`: the code is where programs put the code of an error, its line is neither one of a program nor of a document,
 * and the text around it has what only AWS and its SDKs print, or the line says that something failed and AWS is named.
 */
bool sg_diagnose_is_reported(struct sg_general *general, const struct sg_plain *plain, const struct sg_found *found);

/* Returns whether a message is within an error of AWS: its line shows it, or has an exception, and AWS is near. */
bool sg_diagnose_is_framed(const struct sg_general *general, const struct sg_plain *plain,
                           const struct sg_found *found);

#endif
