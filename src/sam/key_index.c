#include "sam/key_index.h"

#include "base/list.h"
#include "base/text.h"

#include <string.h>

static int by_text(const void *x, const void *y)
{
    return strcmp((*(const struct sg_node *const *)x)->text, (*(const struct sg_node *const *)y)->text);
}

struct sg_key_index sg_key_index_new(struct sg_arena *a, const struct sg_node *map)
{
    struct sg_key_index index = {0};
    if (!map || map->count == 0)
        return index;
    index.keys = sg_new_array(a, const struct sg_node *, map->count / 2);
    for (const struct sg_node *key = map->first; key; key = key->next->next)
        index.keys[index.count++] = key;
    sg_sort(index.keys, index.count, sizeof(struct sg_node *), by_text);
    return index;
}

#define FEW 8 /* so many keys are looked through sooner than halved */

size_t sg_key_index_find(const struct sg_key_index *index, const char *name)
{
    const struct sg_node wanted = {.text = name}, *key = &wanted;
    if (index->count <= FEW) {
        size_t i = 0;
        while (i < index->count && !sg_equals(index->keys[i]->text, name))
            i++;
        return i;
    }
    const struct sg_node **found = sg_search(&key, index->keys, index->count, sizeof(struct sg_node *), by_text);
    return found ? (size_t)(found - index->keys) : index->count;
}

const struct sg_node *sg_key_index_get(const struct sg_key_index *index, const char *name)
{
    size_t found = sg_key_index_find(index, name);
    return found < index->count ? index->keys[found]->next : NULL;
}
