#include "sam/long_form.h"

#include "base/list.h"
#include "yaml/scalar.h"

#include <string.h>

struct rewriting {
    struct sg_arena *arena;
    const struct sg_source *source;
    struct sg_findings *findings;
};

static struct sg_node *copy_at(struct sg_arena *a, const struct sg_node *node)
{
    struct sg_node *copy = sg_new(a, struct sg_node);
    *copy = *node;
    copy->tag = NULL;
    copy->next = NULL;
    return copy;
}

static struct sg_node *text_at(struct sg_arena *a, const struct sg_node *at, const char *text)
{
    struct sg_node *node = sg_scalar(a, text);
    node->start = at->start;
    node->end = at->end;
    return node;
}

/* Makes the list for Fn::GetAtt. The attribute is everything after the first dot. */
static struct sg_node *attribute_list(struct sg_arena *a, const struct sg_node *node)
{
    const char *dot = strchr(node->text, '.');
    struct sg_node *list = sg_list(a);
    sg_append(list,
              text_at(a, node, sg_copy_bytes(a, node->text, dot ? (size_t)(dot - node->text) : strlen(node->text))));
    if (dot)
        sg_append(list, text_at(a, node, dot + 1));
    list->start = node->start;
    list->end = node->end;
    return list;
}

/* The argument of a short tag is a text, never a number or boolean. */
static struct sg_node *argument_of(struct sg_arena *a, const struct sg_node *node)
{
    if (sg_equals(node->tag, "!GetAtt") && node->type == SG_SCALAR)
        return attribute_list(a, node);
    struct sg_node *argument = copy_at(a, node);
    argument->plain = false;
    return argument;
}

/* Turns the node itself into a map with one key. */
static void rewrite_tag(const struct rewriting *r, struct sg_node *node)
{
    const char *name = node->tag + 1;
    bool bare = sg_equals(name, "Ref") || sg_equals(name, "Condition");
    struct sg_node *value = argument_of(r->arena, node);
    struct sg_node *key = text_at(r->arena, node, bare ? name : sg_concat(r->arena, "Fn::", name));
    *node = (struct sg_node){.type = SG_MAP, .flow = true, .start = node->start, .end = node->end, .next = node->next};
    sg_append(node, key);
    sg_append(node, value);
}

/* Removes keys whose text is NULL, with their values. */
static void drop_marked(struct sg_node *map)
{
    struct sg_node *key = map->first;
    map->first = map->last = NULL;
    map->count = 0;
    while (key) {
        struct sg_node *value = key->next, *next = value->next;
        if (key->text) {
            key->next = value->next = NULL;
            sg_append(map, key);
            sg_append(map, value);
        }
        key = next;
    }
}

static int by_text_then_position(const void *x, const void *y)
{
    const struct sg_node *p = *(struct sg_node *const *)x, *q = *(struct sg_node *const *)y;
    int order = strcmp(p->text, q->text);
    return order ? order : (p->start > q->start) - (p->start < q->start);
}

/* The first of two equal keys stays and gets the last value, as in a Python dictionary. */
static bool fold_equal(const struct rewriting *r, struct sg_node **keys, size_t count)
{
    bool folded = false;
    for (size_t i = 1, first = 0; i < count; i++) {
        if (!sg_equals(keys[first]->text, keys[i]->text)) {
            first = i;
            continue;
        }
        sg_report(r->findings, SAMGEN_WARNING, (struct sg_origin){.source = r->source, .offset = keys[i]->start},
                  "duplicate key \"%s\"; SAM uses the last value, so remove the other", keys[i]->text);
        struct sg_node *kept = keys[first]->next, *next = kept->next;
        *kept = *keys[i]->next;
        kept->next = next;
        keys[i]->text = NULL;
        folded = true;
    }
    return folded;
}

#define FEW_KEYS 12 /* up to this number keys are compared in pairs; more are sorted */

static bool has_equal_keys(const struct sg_node *map)
{
    for (const struct sg_node *key = map->first; key; key = key->next->next)
        if (sg_is_second_key(map, key))
            return true;
    return false;
}

static void fold_keys(const struct rewriting *r, struct sg_node *map)
{
    size_t count = map->count / 2, filled = 0;
    if (count < 2 || (count <= FEW_KEYS && !has_equal_keys(map)))
        return;
    struct sg_node **keys = sg_new_array(r->arena, struct sg_node *, count);
    for (struct sg_node *key = map->first; key; key = key->next->next)
        keys[filled++] = key;
    sg_sort(keys, count, sizeof(struct sg_node *), by_text_then_position);
    if (fold_equal(r, keys, count))
        drop_marked(map);
}

/* Merges "<<: {...}" or "<<: [{...}]": adds the keys that the map lacks. */
static void merge_from(struct sg_arena *a, struct sg_node *map, const struct sg_node *from)
{
    if (from->type == SG_LIST) {
        for (const struct sg_node *item = from->first; item; item = item->next)
            if (item->type == SG_MAP)
                merge_from(a, map, item);
        return;
    }
    for (const struct sg_node *key = from->type == SG_MAP ? from->first : NULL; key; key = key->next->next)
        if (!sg_get(map, key->text)) {
            sg_append(map, copy_at(a, key));
            sg_append(map, copy_at(a, key->next));
        }
}

static size_t count_keys(const struct sg_node *from)
{
    size_t count = from->type == SG_MAP ? from->count / 2 : 0;
    for (const struct sg_node *item = from->type == SG_LIST ? from->first : NULL; item; item = item->next)
        count += item->type == SG_MAP ? item->count / 2 : 0;
    return count;
}

#define COMPARED_MOST 10000000 /* pairs of keys; merging 1000 keys into 1000 compares a fifth of it */

static void rewrite(const struct rewriting *r, struct sg_node *node);

static void merge_keys(const struct rewriting *r, struct sg_node *map)
{
    struct sg_node *merged = NULL;
    for (struct sg_node *key = map->first; key; key = key->next->next)
        if (key->plain && *key->text == '<' && sg_equals(key->text, "<<") && key->next->type != SG_SCALAR) {
            merged = key->next;
            key->text = NULL;
        }
    if (!merged)
        return;
    drop_marked(map);
    rewrite(r, merged);
    size_t count = count_keys(merged);
    if (count * (map->count / 2 + count) <= COMPARED_MOST)
        merge_from(r->arena, map, merged);
    else
        sg_fail(r->findings, (struct sg_origin){.source = r->source, .offset = merged->start},
                "this merges more keys than samgen compares; write them into the map");
}

/* Keys in JSON are texts: 0x10 becomes 16, yes becomes true. */
static void settle_key(struct sg_arena *a, struct sg_node *key)
{
    long long integer;
    switch (sg_scalar_type(key)) {
    case SG_NULL:
        key->text = "null";
        break;
    case SG_BOOLEAN:
        key->text = sg_is_true(key) ? "true" : "false";
        break;
    case SG_INTEGER:
        if (sg_integer(key, &integer))
            key->text = sg_format(a, "%lld", integer);
        break;
    case SG_FLOAT:
    case SG_TEXT:
        break;
    }
    key->plain = false;
}

static void rewrite(const struct rewriting *r, struct sg_node *node)
{
    if (node->tag && node->tag[0] == '!' && node->tag[1])
        rewrite_tag(r, node);
    else if (node->tag) {
        node->plain = node->plain && !sg_equals(node->tag, "tag:yaml.org,2002:str");
        node->tag = NULL;
    }
    if (node->type == SG_MAP) {
        merge_keys(r, node);
        for (struct sg_node *key = node->first; key; key = key->next->next)
            settle_key(r->arena, key);
        fold_keys(r, node);
    }
    for (struct sg_node *child = node->first; child; child = child->next) {
        if (node->type == SG_MAP)
            child = child->next; /* keys have no tags */
        rewrite(r, child);
    }
}

void sg_long_form(struct sg_arena *a, const struct sg_source *source, struct sg_node *node,
                  struct sg_findings *findings)
{
    const struct rewriting r = {.arena = a, .source = source, .findings = findings};
    rewrite(&r, node);
}
