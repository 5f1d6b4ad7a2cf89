#ifndef SG_SAM_KEY_INDEX_H
#define SG_SAM_KEY_INDEX_H

#include "yaml/tree.h"

/* The keys of a map, sorted, for maps that are asked often and may be long. */
struct sg_key_index {
    const struct sg_node **keys;
    size_t count;
};

/* `map` may be NULL. */
struct sg_key_index sg_key_index_new(struct sg_arena *a, const struct sg_node *map);

/* The key's place in `keys`, or `count` when the map has none of this name. */
size_t sg_key_index_find(const struct sg_key_index *index, const char *name);

/* Its value, or NULL. */
const struct sg_node *sg_key_index_get(const struct sg_key_index *index, const char *name);

#endif
