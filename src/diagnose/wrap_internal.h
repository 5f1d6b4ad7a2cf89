#ifndef SG_DIAGNOSE_WRAP_INTERNAL_H
#define SG_DIAGNOSE_WRAP_INTERNAL_H

#include "diagnose/plain.h"

/*
 * Returns whether a terminal probably cut the line that ends at `at`: no line next to it is longer, and one is as long,
 * or the width is common.
 */
bool sg_diagnose_is_wrapped(const struct sg_plain *plain, size_t at);

/* The same, if no blank is there: a name goes on in the next line. */
bool sg_diagnose_cuts_name(const struct sg_plain *plain, size_t at);

#endif
