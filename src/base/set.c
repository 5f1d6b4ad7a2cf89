#include "base/set.h"

#include "base/text.h"

#include <stdint.h>
#include <string.h>

#define FIRST_SLOTS 16

struct sg_map_entry {
    const char *key; /* NULL: a free slot */
    uint64_t hash;
    void *value;
};

#define PRIME 0x100000001B3
#define BASIS 0xCBF29CE484222325

uint64_t sg_text_hash(const char *text)
{
    uint64_t hash = BASIS, part;
    for (size_t left = strlen(text); left >= sizeof part; left -= sizeof part, text += sizeof part) {
        memcpy(&part, text, sizeof part);
        hash = (hash ^ part) * PRIME;
        hash ^= hash >> 32;
    }
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * PRIME;
    return hash ^ hash >> 32;
}

/* Of small letters when case does not matter. */
static uint64_t hash_of(const struct sg_map *map, const char *key)
{
    if (!map->any_case)
        return sg_text_hash(key);
    uint64_t hash = BASIS;
    for (; *key; key++)
        hash = (hash ^ (unsigned char)sg_small_letter(*key)) * PRIME;
    return hash ^ hash >> 32;
}

static bool is_equal(const struct sg_map *map, const char *x, const char *y)
{
    if (!map->any_case)
        return x == y || sg_equals(x, y);
    while (*x && sg_small_letter(*x) == sg_small_letter(*y))
        x++, y++;
    return sg_small_letter(*x) == sg_small_letter(*y);
}

/* The slot of the key, or the free one where it belongs; there is always a free one. */
static struct sg_map_entry *find(const struct sg_map *map, const char *key, uint64_t hash)
{
    size_t i = (size_t)hash & (map->slot_count - 1);
    while (map->slots[i].key && (map->slots[i].hash != hash || !is_equal(map, map->slots[i].key, key)))
        i = (i + 1) & (map->slot_count - 1);
    return &map->slots[i];
}

static void grow(struct sg_arena *a, struct sg_map *map)
{
    const struct sg_map_entry *old = map->slots;
    size_t old_count = map->slot_count;
    map->slot_count = old_count ? 2 * old_count : FIRST_SLOTS;
    map->slots = sg_new_array(a, struct sg_map_entry, map->slot_count);
    for (size_t i = 0; i < old_count; i++)
        if (old[i].key)
            *find(map, old[i].key, old[i].hash) = old[i];
}

static struct sg_map_entry *find_or_add(struct sg_arena *a, struct sg_map *map, const char *key)
{
    if (2 * map->count >= map->slot_count)
        grow(a, map);
    uint64_t hash = hash_of(map, key);
    struct sg_map_entry *entry = find(map, key, hash);
    if (!entry->key) {
        *entry = (struct sg_map_entry){.key = key, .hash = hash};
        map->count++;
    }
    return entry;
}

static const struct sg_map_entry *find_used(const struct sg_map *map, const char *key)
{
    const struct sg_map_entry *entry = map->count ? find(map, key, hash_of(map, key)) : NULL;
    return entry && entry->key ? entry : NULL;
}

void *sg_map_get(const struct sg_map *map, const char *key)
{
    const struct sg_map_entry *entry = find_used(map, key);
    return entry ? entry->value : NULL;
}

void **sg_map_at(struct sg_arena *a, struct sg_map *map, const char *key)
{
    return &find_or_add(a, map, key)->value;
}

bool sg_set_add(struct sg_arena *a, struct sg_map *set, const char *text)
{
    size_t before = set->count;
    find_or_add(a, set, text);
    return set->count > before;
}

bool sg_set_has(const struct sg_map *set, const char *text)
{
    return find_used(set, text) != NULL;
}
