#include "serve/mention_internal.h"

#include "base/list.h"
#include "base/text.h"

/* What a walk of the tree collects. */
struct walk {
    struct sg_arena *arena;
    struct sg_text text;
    struct sg_id_places *places;
};

/* ---- Places ---- */

static void add(struct walk *w, const char *id, size_t start, bool defines)
{
    struct sg_id_places *p = w->places;
    sg_grow(w->arena, p->items, p->count, p->capacity);
    p->items[p->count++] =
        (struct sg_id_place){.id = id, .start = start, .end = start + strlen(id), .defines = defines};
}

/*
 * The first place of a text in the bytes of a node, or of its part from `from` on; SIZE_MAX when they have it in
 * escapes.
 */
static size_t find_in(const struct walk *w, const struct sg_node *node, size_t from, const char *text)
{
    size_t length = strlen(text);
    for (size_t at = from; at + length <= node->end && at + length <= w->text.length; at++)
        if (memcmp(w->text.bytes + at, text, length) == 0)
            return at;
    return SIZE_MAX;
}

/* "Id" or "Id.Attribute" as the whole of a scalar. */
static void add_named(struct walk *w, const struct sg_node *node)
{
    if (!node || node->type != SG_SCALAR)
        return;
    const char *id = sg_copy_bytes(w->arena, node->text, strcspn(node->text, "."));
    size_t from = node->start, at;
    if (node->tag && from < w->text.length && w->text.bytes[from] == '!')
        from += strlen(node->tag);
    at = *id ? find_in(w, node, from, id) : SIZE_MAX;
    if (at != SIZE_MAX)
        add(w, id, at, false);
}

/* Each ${Id} or ${Id.Attribute} in a text. */
static void add_substitutions(struct walk *w, const struct sg_node *node)
{
    size_t from = node->start, at;
    while ((at = find_in(w, node, from, "${")) != SIZE_MAX) {
        size_t start = at + 2, end = start;
        while (end < node->end && (sg_is_alnum(w->text.bytes[end]) || w->text.bytes[end] == ':'))
            end++;
        if (end > start)
            add(w, sg_copy_bytes(w->arena, w->text.bytes + start, end - start), start, false);
        from = end;
    }
}

static void add_each(struct walk *w, const struct sg_node *value)
{
    if (value->type == SG_LIST)
        for (const struct sg_node *item = value->first; item; item = item->next)
            add_named(w, item);
    else
        add_named(w, value);
}

/* ---- The walk ---- */

/* The first item of a list, or a scalar. */
static const struct sg_node *first_of(const struct sg_node *value)
{
    return value->type == SG_LIST ? value->first : value;
}

static bool is_any(const char *text, const char *const *words)
{
    while (*words && strcmp(*words, text) != 0)
        words++;
    return *words != NULL;
}

static void walk_node(struct walk *w, const struct sg_node *node);

static void walk_pair(struct walk *w, const struct sg_node *key)
{
    static const char *const whole[] = {"Ref", "Condition", "Fn::GetAtt", "Fn::If", NULL};
    const struct sg_node *value = key->next;
    if (is_any(key->text ? key->text : "", whole) && !value->tag)
        add_named(w, first_of(value));
    else if (key->text && strcmp(key->text, "DependsOn") == 0)
        add_each(w, value);
    walk_node(w, value);
}

static void walk_node(struct walk *w, const struct sg_node *node)
{
    static const char *const whole[] = {"!Ref", "!GetAtt", "!If", "!Condition", NULL};
    if (node->tag && is_any(node->tag, whole) && first_of(node))
        add_named(w, first_of(node));
    if (node->type == SG_SCALAR) {
        if (strstr(node->text, "${"))
            add_substitutions(w, node);
    } else if (node->type == SG_LIST) {
        for (const struct sg_node *item = node->first; item; item = item->next)
            walk_node(w, item);
    } else {
        for (const struct sg_node *key = node->first; key; key = key->next->next)
            walk_pair(w, key);
    }
}

static void walk_definitions(struct walk *w, const struct sg_node *section)
{
    const struct sg_node *key = section && section->type == SG_MAP ? section->first : NULL;
    for (; key; key = key->next->next) {
        size_t at = key->text && *key->text ? find_in(w, key, key->start, key->text) : SIZE_MAX;
        if (at != SIZE_MAX)
            add(w, key->text, at, true);
    }
}

static int by_start(const void *x, const void *y)
{
    const struct sg_id_place *a = x, *b = y;
    return a->start < b->start ? -1 : a->start > b->start;
}

void sg_find_ids(struct sg_arena *a, const struct sg_node *root, struct sg_text text, struct sg_id_places *places)
{
    static const char *const sections[] = {"Resources", "Parameters", "Conditions", "Mappings"};
    struct walk w = {.arena = a, .text = text, .places = places};
    *places = (struct sg_id_places){0};
    if (!root)
        return;
    walk_node(&w, root);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        walk_definitions(&w, sg_get(root, sections[i]));
    sg_sort(places->items, places->count, sizeof *places->items, by_start);
}

const struct sg_id_place *sg_id_at(const struct sg_id_places *places, size_t offset)
{
    for (size_t i = 0; i < places->count; i++)
        if (places->items[i].start <= offset && offset <= places->items[i].end)
            return &places->items[i];
    return NULL;
}

/* ---- At the cursor ---- */

/* The text in the ${...} that has the cursor, or NULL. */
static const char *substitution_at(struct sg_arena *a, const struct sg_spot *spot)
{
    size_t cursor = spot->cursor - spot->start;
    for (const char *open = strstr(spot->word, "${"); open; open = strstr(open + 2, "${")) {
        const char *close = strchr(open, '}');
        if (!close || (size_t)(open - spot->word) > cursor || cursor > (size_t)(close - spot->word))
            continue;
        return sg_copy_bytes(a, open + 2, (size_t)(close - open - 2));
    }
    return NULL;
}

const char *sg_spot_id(struct sg_arena *a, const struct sg_spot *spot)
{
    static const char *const tags[] = {"!Ref", "!GetAtt", "!If", "!Condition", NULL};
    static const char *const keys[] = {"Ref", "Fn::GetAtt", "DependsOn", "Fn::If", "Condition", NULL};
    static const char *const sections[] = {"Resources", "Parameters", "Conditions", "Mappings", NULL};
    const char *inner = sg_spot_key(spot, 0), *text = substitution_at(a, spot);
    bool named = (spot->tag && is_any(spot->tag, tags)) || is_any(inner, keys);
    bool key = sg_spot_depth(spot) == 1 && is_any(inner, sections) && spot->may_be_key;
    if (!text && !named && !key)
        return NULL;
    text = text ? text : spot->word;
    return sg_copy_bytes(a, text, strcspn(text, "."));
}
