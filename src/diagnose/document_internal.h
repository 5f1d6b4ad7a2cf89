#ifndef SG_DIAGNOSE_DOCUMENT_INTERNAL_H
#define SG_DIAGNOSE_DOCUMENT_INTERNAL_H

#include "diagnose/plain.h"

/* Returns whether a name is in a heading or a table of a document in Markdown, or is explained in a list of names. */
bool sg_diagnose_is_in_document(const struct sg_plain *plain, size_t start, size_t end);

/* Returns whether `at` is in a literal that a program passes to a function: warn("Access Denied"). */
bool sg_diagnose_is_argument(const struct sg_plain *plain, size_t at);

#endif
