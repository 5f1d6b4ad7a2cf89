#include "yaml/typed.h"

#include "base/list.h"
#include "base/text.h"

#include <string.h>

struct walk {
    const struct sg_source *source;
    sg_shape_fn *shapes;
    struct sg_findings *findings;
};

static bool walk_map(struct walk *w, const struct sg_node *map, unsigned shape);

static struct sg_origin at(const struct walk *w, const struct sg_node *node)
{
    return (struct sg_origin){.source = w->source, .offset = node->start};
}

static const struct sg_field *find_field(const struct sg_field *fields, const char *key)
{
    for (; fields->type != SG_FIELD_END; fields++)
        if (sg_equals(fields->key, key))
            return fields;
    return NULL;
}

static bool unknown_key(struct walk *w, const struct sg_node *key, const struct sg_field *fields)
{
    struct sg_strings known = {0};
    if (sg_findings_full(w->findings))
        return sg_fail(w->findings, at(w, key), "%s", key->text); /* which is counted, and not shown */
    for (; fields->type != SG_FIELD_END; fields++)
        sg_push(w->findings->arena, &known, fields->key);
    const char *near = sg_nearest(key->text, &known);
    if (near)
        return sg_fail(w->findings, at(w, key), "unknown key \"%s\"; did you mean \"%s\"?", key->text, near);
    return sg_fail(w->findings, at(w, key), "unknown key \"%s\"; known here: %s", key->text,
                   sg_join(w->findings->arena, &known, ", "));
}

static const char *expected(enum sg_field_type what)
{
    static const char *const words[] = {
        [SG_FIELD_TEXT] = "a text",  [SG_FIELD_FLAG] = "true or false", [SG_FIELD_NUMBER] = "a number",
        [SG_FIELD_TEXTS] = "a list", [SG_FIELD_MAP] = "a map",          [SG_FIELD_ITEMS] = "a list",
    };
    return words[what];
}

static bool is_boolean(const char *text)
{
    return strcmp(text, "true") == 0 || strcmp(text, "false") == 0;
}

static bool is_of_type(const struct sg_node *node, enum sg_field_type what)
{
    if (what == SG_FIELD_MAP)
        return node->type == SG_MAP;
    if (what == SG_FIELD_TEXTS || what == SG_FIELD_ITEMS)
        return node->type == SG_LIST;
    if (node->type != SG_SCALAR)
        return false;
    if (what == SG_FIELD_NUMBER)
        return *node->text && strlen(node->text) < 10 && sg_is_made_of(node->text, SG_DIGITS);
    return what != SG_FIELD_FLAG || is_boolean(node->text);
}

static bool check_type(struct walk *w, const char *key, const struct sg_node *node, enum sg_field_type what)
{
    if (node->tag)
        return sg_fail(w->findings, at(w, node), "\"%s\" takes no %s; write %s", key, node->tag, expected(what));
    return is_of_type(node, what) || sg_fail(w->findings, at(w, node), "\"%s\" must be %s", key, expected(what));
}

static bool walk_list(struct walk *w, const struct sg_node *list, const struct sg_field *field)
{
    enum sg_field_type what = field->type == SG_FIELD_ITEMS ? SG_FIELD_MAP : SG_FIELD_TEXT;
    bool ok = true;
    for (const struct sg_node *item = list->first; item; item = item->next)
        ok = check_type(w, field->key, item, what) && (what == SG_FIELD_TEXT || walk_map(w, item, field->shape)) && ok;
    return ok;
}

static bool walk_value(struct walk *w, const struct sg_node *node, const struct sg_field *field)
{
    if (field->type == SG_FIELD_ANYTHING)
        return true;
    if (!check_type(w, field->key, node, field->type))
        return false;
    if (field->type == SG_FIELD_MAP)
        return walk_map(w, node, field->shape);
    return node->type != SG_LIST || walk_list(w, node, field);
}

static bool walk_map(struct walk *w, const struct sg_node *map, unsigned shape)
{
    const struct sg_field *fields = w->shapes(shape).fields;
    bool ok = true;
    for (const struct sg_node *key = map->first; key; key = key->next->next) {
        if (sg_error_count(w->findings) >= SG_FINDINGS_MOST)
            return false; /* no more would be shown, and hostile maps are not worth the time */
        const struct sg_field *field = find_field(fields, key->text);
        if (!field)
            ok = unknown_key(w, key, fields);
        else if (sg_is_second_key(map, key))
            ok = sg_fail(w->findings, at(w, key), "the key \"%s\" stands here a second time", key->text);
        else
            ok = walk_value(w, key->next, field) && ok;
    }
    for (; fields->type != SG_FIELD_END; fields++)
        if (fields->required && !sg_get(map, fields->key))
            ok = sg_fail(w->findings, at(w, map), "the key \"%s\" is missing here", fields->key);
    return ok;
}

bool sg_schema_walk(const struct sg_source *source, const char *name, const struct sg_node *node, sg_shape_fn *shapes,
                    unsigned shape, struct sg_findings *findings)
{
    struct walk w = {.source = source, .shapes = shapes, .findings = findings};
    return check_type(&w, name, node, SG_FIELD_MAP) && walk_map(&w, node, shape);
}
