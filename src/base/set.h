#ifndef SG_BASE_SET_H
#define SG_BASE_SET_H

#include "base/arena.h"

#include <stdint.h>

/*
 * A map from texts to pointers, found by hash. All zero to begin with; `any_case` may be set before the first entry,
 * and ASCII letters then match in either case. Keys and values are not copied: they must live as long as the map.
 */
struct sg_map {
    struct sg_map_entry *slots; /* a power of two, at most half of them used */
    size_t count, slot_count;
    bool any_case;
};

/* FNV-1a, of eight characters at a time. */
uint64_t sg_text_hash(const char *text);

/* Returns the value of the key, or NULL. */
void *sg_map_get(const struct sg_map *map, const char *key);

/* Returns where the value of the key is stored, until the next call for this map; a new key has the value NULL. */
void **sg_map_at(struct sg_arena *a, struct sg_map *map, const char *key);

/* A set of texts is a map whose values do not matter. Returns false when the set has the text already. */
bool sg_set_add(struct sg_arena *a, struct sg_map *set, const char *text);
bool sg_set_has(const struct sg_map *set, const char *text);

#endif
