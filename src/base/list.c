#include "base/list.h"

#include "base/buffer.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST_WORD 64 /* longer words are not compared: no known name is longer */

#define FIRST_ROOM 32 /* bytes: most lists stay short, and there are many */

void *sg_grow_items(struct sg_arena *a, void *items, size_t count, size_t *capacity, size_t size)
{
    size_t least = size < FIRST_ROOM ? FIRST_ROOM / size : 1;
    *capacity = count ? 2 * count : least;
    void *larger = sg_alloc(a, *capacity, size);
    if (count)
        memcpy(larger, items, count * size);
    return larger;
}

void sg_push(struct sg_arena *a, struct sg_strings *list, const char *text)
{
    sg_grow(a, list->items, list->count, list->capacity);
    list->items[list->count++] = text;
}

bool sg_strings_have(const struct sg_strings *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (sg_equals(list->items[i], text))
            return true;
    return false;
}

bool sg_strings_equal(const struct sg_strings *x, const struct sg_strings *y)
{
    bool equal = x->count == y->count;
    for (size_t i = 0; equal && i < x->count; i++)
        equal = strcmp(x->items[i], y->items[i]) == 0;
    return equal;
}

bool sg_push_once(struct sg_arena *a, struct sg_strings *list, const char *text)
{
    if (sg_strings_have(list, text))
        return false;
    sg_push(a, list, text);
    return true;
}

const char *sg_join(struct sg_arena *a, const struct sg_strings *list, const char *between)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            sg_add(&b, between);
        sg_add(&b, list->items[i]);
    }
    return b.text;
}

const char *sg_alternatives(struct sg_arena *a, const struct sg_strings *list)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            sg_add(&b, i + 1 == list->count ? " or " : ", ");
        sg_add(&b, list->items[i]);
    }
    return b.text;
}

static size_t least(size_t x, size_t y)
{
    return x < y ? x : y;
}

/*
 * The edits (insert, delete, replace, swap neighbours) from x to y, both at most LONGEST_WORD long; `most` when there
 * are as many or more. So only cells closer than `most` to the diagonal are computed, and the search ends after two
 * rows without a smaller value.
 */
static size_t distance(const char *x, const char *y, size_t most)
{
    size_t m = strlen(x), n = strlen(y), smallest = 0, before;
    size_t rows[3][LONGEST_WORD + 2];
    for (size_t j = 0; j <= n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t *now = rows[i % 3], *above = rows[(i + 2) % 3], *twice = rows[(i + 1) % 3];
        size_t first = i > most ? i - most + 1 : 1, last = least(n, i + most - 1);
        now[first - 1] = first == 1 ? i : most;
        before = smallest;
        smallest = now[first - 1];
        for (size_t j = first; j <= last; j++) {
            size_t change = above[j - 1] + (x[i - 1] != y[j - 1]);
            now[j] = least(change, least(above[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                now[j] = least(now[j], twice[j - 2] + 1);
            smallest = least(smallest, now[j]);
        }
        now[last + 1] = most;
        if (smallest >= most && before >= most)
            return most;
    }
    return least(rows[m % 3][n], most);
}

const char *sg_nearest(const char *word, const struct sg_strings *known)
{
    const char *best = NULL;
    size_t length = strlen(word);
    if (length > LONGEST_WORD)
        return NULL;
    size_t limit = length / 3 + 1, best_distance = limit + 1;
    for (size_t i = 0; i < known->count; i++) {
        size_t own = strlen(known->items[i]), least_distance = own > length ? own - length : length - own;
        if (own > LONGEST_WORD || least_distance >= best_distance)
            continue;
        size_t d = distance(word, known->items[i], best_distance);
        if (d < best_distance && d < length) {
            best = known->items[i];
            best_distance = d;
        }
    }
    return best;
}

void sg_sort(void *items, size_t count, size_t size, sg_compare *compare)
{
    if (count)
        qsort(items, count, size, compare);
}

void *sg_search(const void *key, const void *items, size_t count, size_t size, sg_compare *compare)
{
    return count ? bsearch(key, items, count, size, compare) : NULL;
}
