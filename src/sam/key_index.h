#ifndef SG_SAM_KEY_INDEX_H
#define SG_SAM_KEY_INDEX_H

#include "yaml/tree.h"

/* The sorted keys of a map, for long maps that are searched often. */
struct sg_key_index {
    const struct sg_node **keys;
    size_t count;
};

/* Sorts the keys of a map, which may be NULL. */
struct sg_key_index sg_key_index_new(struct sg_arena *a, const struct sg_node *map);

/* Returns the index of the key in `keys`, or `count` when there is none. */
size_t sg_key_index_find(const struct sg_key_index *index, const char *name);

/* Returns the value of the key, or NULL. */
const struct sg_node *sg_key_index_get(const struct sg_key_index *index, const char *name);

#endif
