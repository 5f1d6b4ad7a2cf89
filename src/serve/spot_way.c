#include "serve/spot_internal.h"

const char *sg_spot_key(const struct sg_spot *spot, size_t up)
{
    for (size_t i = spot->count; i > 0; i--)
        if (spot->steps[i - 1].key && up-- == 0)
            return spot->steps[i - 1].key;
    return "";
}

size_t sg_spot_depth(const struct sg_spot *spot)
{
    size_t depth = 0;
    for (size_t i = 0; i < spot->count; i++)
        depth += spot->steps[i].key != NULL;
    return depth;
}

static const struct sg_node *item_at(const struct sg_node *list, size_t index)
{
    const struct sg_node *item = list && list->type == SG_LIST ? list->first : NULL;
    while (item && index--)
        item = item->next;
    return item;
}

const struct sg_node *sg_spot_node(const struct sg_spot *spot, const struct sg_node *root, size_t less)
{
    size_t keys = sg_spot_depth(spot);
    if (keys < less)
        return NULL;
    keys -= less;
    for (size_t i = 0; i < spot->count && root; i++) {
        const struct sg_spot_step *step = &spot->steps[i];
        if (step->key && keys-- == 0)
            break;
        if (step->key)
            root = sg_get(root, step->key);
        else if (step->bracket != '{')
            root = item_at(root, step->index);
    }
    return root;
}
