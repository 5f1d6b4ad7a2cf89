#ifndef SG_CATALOG_SLICE_INTERNAL_H
#define SG_CATALOG_SLICE_INTERNAL_H

#include "base/arena.h"
#include "base/source.h"

/*
 * One item of a catalog file, with what stands before the list: parsing a few lines instead of a whole file is what
 * keeps a call at a millisecond. Items begin with "  - name: NAME", as tests check. False when the file has no such
 * item, or has a further list behind the first.
 */
bool sg_slice_item(struct sg_arena *a, const struct sg_source *file, const char *name, struct sg_source *slice);

/* The same with all items that have this word in them. */
bool sg_slice_items_with(struct sg_arena *a, const struct sg_source *file, const char *word, struct sg_source *slice);

#endif
