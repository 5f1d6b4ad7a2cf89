#include "yaml/typed.h"

#include "base/list.h"
#include "base/text.h"

#include <string.h>

struct walk {
    const struct sg_source *source;
    struct sg_findings *findings;
};

static bool walk_value(struct walk *w, const char *key, const struct sg_node *node, const cyaml_schema_value_t *schema);

static struct sg_origin at(const struct walk *w, const struct sg_node *node)
{
    return (struct sg_origin){.source = w->source, .offset = node->start};
}

static const cyaml_schema_field_t *find_field(const cyaml_schema_field_t *fields, const char *key)
{
    for (; fields->key; fields++)
        if (strcmp(fields->key, key) == 0)
            return fields;
    return NULL;
}

static bool unknown_key(struct walk *w, const struct sg_node *key, const cyaml_schema_field_t *fields)
{
    struct sg_strings known = {0};
    for (; fields->key; fields++)
        sg_push(w->findings->arena, &known, fields->key);
    const char *near = sg_nearest(key->text, &known);
    if (near)
        return sg_fail(w->findings, at(w, key), "unknown key \"%s\" (did you mean \"%s\"?)", key->text, near);
    return sg_fail(w->findings, at(w, key), "unknown key \"%s\"; known here: %s", key->text,
                   sg_join(w->findings->arena, &known, ", "));
}

static bool walk_map(struct walk *w, const struct sg_node *map, const cyaml_schema_field_t *fields)
{
    bool ok = true;
    for (const struct sg_node *key = map->first; key; key = key->next->next) {
        if (sg_error_count(w->findings) >= SG_FINDINGS_MOST)
            return false; /* no more would be shown, and hostile maps are not worth the time */
        const cyaml_schema_field_t *field = find_field(fields, key->text);
        if (!field)
            ok = unknown_key(w, key, fields);
        else if (sg_is_second_key(map, key))
            ok = sg_fail(w->findings, at(w, key), "the key \"%s\" stands here a second time", key->text);
        else
            ok = walk_value(w, key->text, key->next, &field->value) && ok;
    }
    for (; fields->key; fields++)
        if (!(fields->value.flags & CYAML_FLAG_OPTIONAL) && !sg_get(map, fields->key))
            ok = sg_fail(w->findings, at(w, map), "the key \"%s\" is missing here", fields->key);
    return ok;
}

static bool walk_list(struct walk *w, const char *key, const struct sg_node *list, const cyaml_schema_value_t *entry)
{
    bool ok = true;
    for (const struct sg_node *item = list->first; item; item = item->next)
        ok = walk_value(w, key, item, entry) && ok;
    return ok;
}

static bool is_boolean(const char *text)
{
    return strcmp(text, "true") == 0 || strcmp(text, "false") == 0;
}

static const char *expected(enum cyaml_type type)
{
    if (type == CYAML_MAPPING)
        return "a map";
    if (type == CYAML_SEQUENCE)
        return "a list";
    return type == CYAML_BOOL ? "true or false" : type == CYAML_UINT ? "a number" : "a text";
}

static bool has_shape(const struct sg_node *node, enum cyaml_type type)
{
    if (type == CYAML_MAPPING)
        return node->type == SG_MAP;
    if (type == CYAML_SEQUENCE)
        return node->type == SG_LIST;
    if (node->type != SG_SCALAR)
        return false;
    if (type == CYAML_UINT)
        return *node->text && strlen(node->text) < 10 && sg_is_made_of(node->text, SG_DIGITS);
    return type != CYAML_BOOL || is_boolean(node->text);
}

static bool walk_value(struct walk *w, const char *key, const struct sg_node *node, const cyaml_schema_value_t *schema)
{
    if (schema->type == CYAML_IGNORE)
        return true;
    if (node->tag)
        return sg_fail(w->findings, at(w, node), "\"%s\" takes no %s; write %s", key, node->tag,
                       expected(schema->type));
    if (!has_shape(node, schema->type))
        return sg_fail(w->findings, at(w, node), "\"%s\" must be %s", key, expected(schema->type));
    if (schema->type == CYAML_MAPPING)
        return walk_map(w, node, schema->mapping.fields);
    return schema->type != CYAML_SEQUENCE || walk_list(w, key, node, schema->sequence.entry);
}

bool sg_schema_walk(const struct sg_source *source, const struct sg_node *node, const cyaml_schema_value_t *schema,
                    struct sg_findings *findings)
{
    struct walk w = {.source = source, .findings = findings};
    return walk_value(&w, "the file", node, schema);
}
