#ifndef SG_DIAGNOSE_DOCUMENT_INTERNAL_H
#define SG_DIAGNOSE_DOCUMENT_INTERNAL_H

#include "diagnose/plain.h"

/* Returns whether the text at `at` is in a heading or a table of a document in Markdown. */
bool sg_diagnose_is_in_document(const struct sg_plain *plain, size_t at);

/* Returns whether a literal begins at `at` that a program passes to a function: warn("Access Denied"). */
bool sg_diagnose_is_argument(const struct sg_plain *plain, size_t at);

#endif
