#ifndef SG_DIAGNOSE_MASK_INTERNAL_H
#define SG_DIAGNOSE_MASK_INTERNAL_H

#include <stdbool.h>

/*
 * Returns whether a text that must be a name hides it: "xxxx", "***", "...", "<redacted>", "session-name". A
 * placeholder that names a function, "<lambda-name>", says what was there, and is not a mask.
 */
bool sg_diagnose_is_mask(const char *name);

#endif
