#ifndef SG_CATALOG_OWN_INTERNAL_H
#define SG_CATALOG_OWN_INTERNAL_H

#include "base/finding.h"

/*
 * Files of a user's catalog. A program may be built without them, and without libcyaml (own_none.c): it finds no file.
 */
bool sg_own_allowed(void);

/* False when the file cannot be read. */
bool sg_own_read(struct sg_arena *a, const char *directory, const char *file, struct sg_source *source);

/*
 * Sets `*made` to the struct of the file's shape, or NULL when the file is missing. False after reporting a fault in
 * it.
 */
bool sg_own_load(struct sg_arena *a, const char *directory, const char *file, const void **made, struct sg_findings *f);

#endif
