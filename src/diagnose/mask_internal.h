#ifndef SG_DIAGNOSE_MASK_INTERNAL_H
#define SG_DIAGNOSE_MASK_INTERNAL_H

#include "base/arena.h"

#include <stdbool.h>

/*
 * Returns whether a text that must be a name hides it: "xxxx", "***", "...", "<redacted>", "session-name". A
 * placeholder that names a function, "<lambda-name>", says what was there, and is not a mask.
 */
bool sg_diagnose_is_mask(const char *name);

/* The rest of a name in which parts are hidden: "app--x1" of "app-<redacted>-x1". */
const char *sg_diagnose_without_masks(struct sg_arena *a, const char *name);

#endif
