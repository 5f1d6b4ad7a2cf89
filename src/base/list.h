#ifndef SG_BASE_LIST_H
#define SG_BASE_LIST_H

#include "base/arena.h"
#include "base/text.h"

/*
 * Makes room for one item after the `count` items of an array in the arena: items and capacity are changed when it is
 * full. An array begins as NULL with count and capacity 0. The arguments are evaluated more than once.
 */
#define sg_grow(a, items, count, capacity) \
    ((void)((count) < (capacity) ||        \
            ((items) = sg_grow_items((a), (items), (count), &(capacity), sizeof *(items)), true)))
void *sg_grow_items(struct sg_arena *a, void *items, size_t count, size_t *capacity, size_t size);

/* A list of texts that grows in an arena. */
struct sg_strings {
    const char **items;
    size_t count, capacity;
};

void sg_push(struct sg_arena *a, struct sg_strings *list, const char *text);

/* Adds `text` unless the list has it. Returns whether it was added. */
bool sg_push_once(struct sg_arena *a, struct sg_strings *list, const char *text);
bool sg_strings_have(const struct sg_strings *list, const char *text);

/* Returns whether two lists have the same texts in the same order. */
bool sg_strings_equal(const struct sg_strings *x, const struct sg_strings *y);

/* Returns the items joined by `between`. */
const char *sg_join(struct sg_arena *a, const struct sg_strings *list, const char *between);

/* Returns "a, b or c". */
const char *sg_alternatives(struct sg_arena *a, const struct sg_strings *list);

/* Returns the item of `known` that `word` is probably a misspelling of, or NULL. */
const char *sg_nearest(const char *word, const struct sg_strings *known);

/* qsort and bsearch that accept NULL for an empty array, which C's do not. */
typedef int sg_compare(const void *x, const void *y);
void sg_sort(void *items, size_t count, size_t size, sg_compare *compare);
void *sg_search(const void *key, const void *items, size_t count, size_t size, sg_compare *compare);

#endif
