#ifndef SG_DIAGNOSE_WRAP_INTERNAL_H
#define SG_DIAGNOSE_WRAP_INTERNAL_H

#include "diagnose/plain.h"

/*
 * Returns whether a terminal probably cut the line of a text whose end is at `end`: no line next to it is longer, and
 * one is as long, or the width is common.
 */
bool sg_diagnose_is_wrapped(const char *bytes, size_t length, size_t end);

/* The same for the line end at `at` of a plain text, if no blank is there: a name goes on in the next line. */
bool sg_diagnose_cuts_name(const struct sg_plain *plain, size_t at);

#endif
