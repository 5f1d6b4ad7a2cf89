#include "sam/for_each_internal.h"

#include "base/buffer.h"
#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>

#define LOOP_KEY "Fn::ForEach::"

/* What one file can make: far more than the 500 resources of a stack, and little enough to be read at once. */
#define MADE_MOST 500000
#define KEYS_MOST 5000 /* of one map with a loop; they are compared in pairs */

/* The item of the collection for which a body is copied, and those of the loops around it. */
struct item {
    const char *name, *value;
    const struct item *outer;
};

struct unrolling {
    struct sg_template *template;
    size_t capacity, made;
    bool ok;
};

static void fail(struct unrolling *u, const struct sg_node *at, const char *name, const char *what)
{
    u->ok = sg_fail(u->template->findings, sg_at(u->template, at), "%s %s", name, what);
}

static struct sg_node *text_at(struct unrolling *u, const struct sg_node *at, const char *text)
{
    struct sg_node *node = sg_scalar(u->template->arena, text);
    node->start = at->start;
    node->end = at->end;
    return node;
}

/* ---- Texts ---- */

static const struct item *item_named(const struct item *items, const char *name, size_t length)
{
    for (; items; items = items->outer)
        if (sg_is_word(items->name, name, length))
            return items;
    return NULL;
}

/* Replaces ${Name}, and &{Name} by the letters and digits of the value. */
static const char *fill(struct unrolling *u, const char *text, const struct item *items)
{
    struct sg_buffer b = sg_buffer_new(u->template->arena, SG_BUFFER_MOST);
    for (const char *p = text; *p; p++) {
        size_t length = (*p == '$' || *p == '&') && p[1] == '{' ? strcspn(p + 2, "}") : 0;
        const struct item *item = length && p[2 + length] ? item_named(items, p + 2, length) : NULL;
        if (!item)
            sg_add_char(&b, *p);
        for (const char *c = item ? item->value : ""; *c; c++)
            if (*p == '$' || sg_is_alnum(*c))
                sg_add_char(&b, *c);
        if (item)
            p += 2 + length;
    }
    return b.text;
}

/* ---- Values ---- */

static struct sg_node *copy_for(struct unrolling *u, const struct sg_node *node, const struct item *items);
static void unroll(struct unrolling *u, struct sg_node *map, const struct sg_node *key, const struct item *items);

/* Returns the entry of a mapping whose three keys are texts, the default that the transform adds, or NULL. */
static const struct sg_node *found_in_map(const struct sg_template *t, const struct sg_node *argument)
{
    const struct sg_node *value = t->mappings, *key = argument->type == SG_LIST ? argument->first : NULL;
    for (int i = 0; i < 3; i++, key = key->next) {
        if (!key || key->type != SG_SCALAR)
            return NULL;
        value = sg_get(value, key->text);
    }
    return value ? value : sg_get(key, "DefaultValue");
}

/* Returns the value that an intrinsic function has when the items are known, or the map itself. */
static struct sg_node *settle(struct unrolling *u, struct sg_node *map, const struct item *items)
{
    const struct sg_node *ref = sg_intrinsic(map, "Ref"), *sub = sg_intrinsic(map, "Fn::Sub"),
                         *find = sg_intrinsic(map, "Fn::FindInMap"),
                         *found = find ? found_in_map(u->template, find) : NULL;
    const struct item *item = ref && ref->type == SG_SCALAR ? item_named(items, ref->text, strlen(ref->text)) : NULL;
    if (item)
        return text_at(u, map, item->value);
    if (sub && sub->type == SG_LIST && sub->first)
        sub = sub->first;
    if (sub && sub->type == SG_SCALAR && !strstr(sub->text, "${"))
        return text_at(u, map, sub->text);
    return found ? copy_for(u, found, NULL) : map;
}

static struct sg_node *copy_map(struct unrolling *u, const struct sg_node *node, const struct item *items)
{
    struct sg_node *map = sg_map(u->template->arena);
    map->flow = node->flow;
    map->start = node->start;
    map->end = node->end;
    for (const struct sg_node *key = node->first; key && u->ok; key = key->next->next) {
        if (sg_starts_with(key->text, LOOP_KEY)) {
            unroll(u, map, key, items);
            continue;
        }
        if (sg_is_nothing(key->next) &&
            strstr(key->text, "${")) /* beside an inner loop; nobody documents it as refused */
            continue;
        struct sg_node *value = copy_for(u, key->next, items);
        if (strcmp(key->text, "Condition") == 0 && sg_is_no_value(value))
            continue;
        sg_append(map, copy_for(u, key, items));
        sg_append(map, value);
    }
    return settle(u, map, items);
}

static struct sg_node *copy_for(struct unrolling *u, const struct sg_node *node, const struct item *items)
{
    struct sg_node *copy = sg_new(u->template->arena, struct sg_node);
    *copy = *node;
    copy->next = NULL;
    if (u->ok && ++u->made > MADE_MOST)
        fail(u, node, "Fn::ForEach", "makes more values than samgen reads; shorten its collection");
    if (!u->ok)
        return copy;
    if (node->type == SG_MAP)
        return copy_map(u, node, items);
    if (node->type == SG_SCALAR) {
        copy->text = fill(u, node->text, items);
        copy->plain = node->plain && strcmp(copy->text, node->text) == 0;
        return copy;
    }
    copy->first = copy->last = NULL;
    copy->count = 0;
    for (const struct sg_node *child = node->first; child && u->ok; child = child->next)
        sg_append(copy, copy_for(u, child, items));
    return copy;
}

/* ---- The collection ---- */

static bool is_list_type(const char *type)
{
    return type && (strcmp(type, "CommaDelimitedList") == 0 || strstr(type, "List<"));
}

static void split(struct sg_arena *a, const char *text, struct sg_strings *values)
{
    while (*text) {
        size_t length = strcspn(text, ",");
        const char *start = text + strspn(text, " ");
        const char *end = text + length;
        while (end > start && end[-1] == ' ')
            end--;
        sg_push(a, values, start < end ? sg_copy_bytes(a, start, (size_t)(end - start)) : "");
        text += length + (text[length] == ',');
    }
}

/* Adds the Default of a parameter. Returns why it is not known, or NULL. */
static const char *add_default(struct unrolling *u, const char *name, struct sg_strings *values, struct sg_loop *loop)
{
    const struct sg_template *t = u->template;
    const struct sg_node *parameter = sg_key_index_get(&t->parameters, name), *given = sg_get(parameter, "Default");
    if (!parameter)
        return "its collection is not known before deployment";
    if (!given || given->type != SG_SCALAR)
        return sg_format(t->arena, "its collection is the parameter %s, which has no Default", name);
    loop->parameter = name;
    if (is_list_type(sg_get_text(parameter, "Type")))
        split(t->arena, given->text, values);
    else
        sg_push(t->arena, values, given->text);
    return NULL;
}

static const char *add_value(struct unrolling *u, const struct sg_node *node, struct sg_strings *values,
                             struct sg_loop *loop)
{
    const struct sg_node *ref = sg_intrinsic(node, "Ref");
    if (node->type == SG_SCALAR) {
        sg_push(u->template->arena, values, node->text);
        return NULL;
    }
    return ref && ref->type == SG_SCALAR ? add_default(u, ref->text, values, loop)
                                         : "its collection is not known before deployment";
}

static const char *read_collection(struct unrolling *u, const struct sg_node *node, struct sg_strings *values,
                                   struct sg_loop *loop)
{
    const char *why = NULL;
    if (node->type != SG_LIST)
        return node->type == SG_MAP ? add_value(u, node, values, loop) : "its collection is not a list";
    for (const struct sg_node *value = node->first; value && !why; value = value->next)
        why = add_value(u, value, values, loop);
    return why;
}

/* ---- The loop ---- */

static struct sg_loop *add_loop(struct unrolling *u, const struct sg_node *key)
{
    struct sg_template *t = u->template;
    sg_grow(t->arena, t->loops, t->loop_count, u->capacity);
    t->loops[t->loop_count] = (struct sg_loop){.key = key};
    return &t->loops[t->loop_count++];
}

static void say(struct unrolling *u, const struct sg_loop *loop)
{
    struct sg_template *t = u->template;
    if (loop->unread)
        sg_report(t->findings, SAMGEN_NOTE, sg_at(t, loop->key), "%s is not read, because %s", loop->key->text,
                  loop->unread);
    else if (loop->parameter)
        sg_report(t->findings, SAMGEN_NOTE, sg_at(t, loop->key), "%s is read with the Default of the parameter %s",
                  loop->key->text, loop->parameter);
}

static void add_made(struct unrolling *u, struct sg_node *map, const struct sg_node *from, const struct sg_node *loop)
{
    for (struct sg_node *key = from->first, *next; key && u->ok; key = next) {
        struct sg_node *value = key->next;
        next = value->next;
        value->next = NULL;
        if (sg_get(map, key->text))
            fail(u, loop, loop->text,
                 sg_format(u->template->arena, "makes the key %s, which exists already", key->text));
        else if (map->count / 2 >= KEYS_MOST)
            fail(u, loop, loop->text, "makes more keys than samgen reads; shorten its collection");
        sg_append(map, key);
        sg_append(map, value);
    }
}

/* Adds to the map what the loop under the key makes. */
static void unroll(struct unrolling *u, struct sg_node *map, const struct sg_node *key, const struct item *items)
{
    const struct sg_node *list = key->next, *name = list->type == SG_LIST ? list->first : NULL;
    if (!name || list->count != 3 || name->type != SG_SCALAR || name->next->next->type != SG_MAP) {
        fail(u, key, key->text, "must be a list of an identifier, a collection and a map");
        return;
    }
    struct sg_loop loop = {.key = key};
    struct sg_strings values = {0};
    loop.unread = read_collection(u, copy_for(u, name->next, items), &values, &loop);
    if (!items || loop.unread)
        say(u, &loop);
    *add_loop(u, key) = loop;
    for (size_t i = 0; i < values.count && !loop.unread && u->ok; i++) {
        const struct item item = {.name = name->text, .value = values.items[i], .outer = items};
        add_made(u, map, copy_for(u, name->next->next, &item), key);
    }
}

static bool has_loop(const struct sg_node *map)
{
    for (const struct sg_node *key = map->first; key; key = key->next->next)
        if (sg_starts_with(key->text, LOOP_KEY))
            return true;
    return false;
}

static void walk(struct unrolling *u, struct sg_node *node)
{
    if (node->type == SG_MAP && has_loop(node)) {
        struct sg_node *key = node->first;
        node->first = node->last = NULL;
        node->count = 0;
        for (struct sg_node *value, *next; key; key = next) {
            value = key->next;
            next = value->next;
            value->next = NULL;
            if (sg_starts_with(key->text, LOOP_KEY)) {
                unroll(u, node, key, NULL);
                continue;
            }
            walk(u, value);
            sg_append(node, key);
            sg_append(node, value);
        }
        return;
    }
    for (struct sg_node *child = node->first; child && u->ok; child = child->next)
        walk(u, child);
}

bool sg_mentions_loop(const struct sg_source *source)
{
    const char *p = source->bytes, *end = source->bytes + source->length;
    while ((p = memchr(p, 'F', (size_t)(end - p)))) {
        if ((size_t)(end - p) >= strlen(LOOP_KEY) && memcmp(p, LOOP_KEY, strlen(LOOP_KEY)) == 0)
            return true;
        p++;
    }
    return false;
}

bool sg_unroll_loops(struct sg_template *t)
{
    static const char *const sections[] = {"Conditions", "Resources", "Outputs"};
    struct unrolling u = {.template = t, .ok = true};
    if (!sg_mentions_loop(t->source))
        return true;
    for (struct sg_node *key = t->root->first; key && u.ok; key = key->next->next)
        for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
            if (strcmp(key->text, sections[i]) == 0)
                walk(&u, key->next);
    return u.ok;
}

const struct sg_loop *sg_loop_at(const struct sg_template *t, size_t offset)
{
    for (size_t i = 0; i < t->loop_count; i++)
        if (t->loops[i].key->start <= offset && offset < t->loops[i].key->next->end)
            return &t->loops[i];
    return NULL;
}
