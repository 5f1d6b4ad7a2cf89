#include "yaml/tree.h"

#include "base/buffer.h"
#include "base/list.h"

#include <string.h>

static struct sg_node *make(struct sg_arena *a, enum sg_node_type type)
{
    struct sg_node *node = sg_new(a, struct sg_node);
    node->type = (unsigned char)type;
    return node;
}

struct sg_node *sg_scalar(struct sg_arena *a, const char *text)
{
    struct sg_node *node = make(a, SG_SCALAR);
    node->text = text;
    return node;
}

struct sg_node *sg_tagged(struct sg_arena *a, const char *tag, const char *text)
{
    struct sg_node *node = sg_scalar(a, text);
    node->tag = tag;
    return node;
}

struct sg_node *sg_list(struct sg_arena *a)
{
    return make(a, SG_LIST);
}

struct sg_node *sg_map(struct sg_arena *a)
{
    return make(a, SG_MAP);
}

void sg_append(struct sg_node *list, struct sg_node *item)
{
    if (list->last)
        list->last->next = item;
    else
        list->first = item;
    list->last = item;
    list->count++;
}

void sg_put(struct sg_arena *a, struct sg_node *map, const char *key, struct sg_node *value)
{
    sg_append(map, sg_scalar(a, key));
    sg_append(map, value);
}

void sg_put_plain(struct sg_arena *a, struct sg_node *map, const char *key, const char *word)
{
    struct sg_node *value = sg_scalar(a, word);
    value->plain = true;
    sg_put(a, map, key, value);
}

void sg_put_text(struct sg_arena *a, struct sg_node *map, const char *key, const char *text)
{
    if (text)
        sg_put(a, map, key, sg_scalar(a, sg_in_utf8(a, text)));
    else
        sg_put_plain(a, map, key, "null");
}

void sg_put_number(struct sg_arena *a, struct sg_node *map, const char *key, size_t number)
{
    sg_put_plain(a, map, key, sg_format(a, "%zu", number));
}

void sg_put_texts(struct sg_arena *a, struct sg_node *map, const char *key, const char *const *texts, size_t count)
{
    struct sg_node *list = sg_list(a);
    for (size_t i = 0; i < count; i++)
        sg_append(list, sg_scalar(a, sg_in_utf8(a, texts[i])));
    sg_put(a, map, key, list);
}

struct sg_node *sg_copy_node(struct sg_arena *a, const struct sg_node *node)
{
    struct sg_node *copy = sg_new(a, struct sg_node);
    *copy = *node;
    copy->first = copy->last = copy->next = NULL;
    copy->count = 0;
    for (const struct sg_node *child = node->first; child; child = child->next)
        sg_append(copy, sg_copy_node(a, child));
    return copy;
}

struct sg_node *sg_get(const struct sg_node *map, const char *key)
{
    if (!map || map->type != SG_MAP)
        return NULL;
    for (struct sg_node *k = map->first; k; k = k->next->next)
        if (sg_equals(k->text, key))
            return k->next;
    return NULL;
}

bool sg_is_second_key(const struct sg_node *map, const struct sg_node *key)
{
    for (const struct sg_node *k = map->first; k != key; k = k->next->next)
        if (sg_equals(k->text, key->text))
            return true;
    return false;
}

const char *sg_get_text(const struct sg_node *map, const char *key)
{
    const struct sg_node *value = sg_get(map, key);
    return value && value->type == SG_SCALAR && !value->tag ? value->text : NULL;
}

bool sg_same(const struct sg_node *x, const struct sg_node *y)
{
    if (x->type != y->type || x->count != y->count || !sg_same_text(x->tag, y->tag) || !sg_same_text(x->text, y->text))
        return false;
    const struct sg_node *p = x->first, *q = y->first;
    for (; p && q; p = p->next, q = q->next)
        if (!sg_same(p, q))
            return false;
    return true;
}

bool sg_list_has(const struct sg_node *list, const struct sg_node *item)
{
    for (const struct sg_node *other = list->first; other; other = other->next)
        if (sg_same(other, item))
            return true;
    return false;
}
