#include "sam/globals_internal.h"

#include "sam/intrinsic.h"
#include "sam/property_internal.h"
#include "yaml/scalar.h"

#include <string.h>

static struct sg_node *merge(struct sg_arena *a, const struct sg_node *global, const struct sg_node *own);

static struct sg_node *join_lists(struct sg_arena *a, const struct sg_node *global, const struct sg_node *own)
{
    struct sg_node *list = sg_list(a);
    list->start = own->start;
    list->end = own->end;
    for (const struct sg_node *item = global->first; item; item = item->next)
        sg_append(list, sg_shared(a, item));
    for (const struct sg_node *item = own->first; item; item = item->next)
        sg_append(list, sg_shared(a, item));
    return list;
}

/* Keys of Globals come first, as in the translator. A value of one side only is shared, not copied. */
static struct sg_node *merge_maps(struct sg_arena *a, const struct sg_node *global, const struct sg_node *own)
{
    struct sg_node *map = sg_map(a);
    const struct sg_key_index owns = sg_key_index_new(a, own), globals = sg_key_index_new(a, global);
    map->start = own->start;
    map->end = own->end;
    for (const struct sg_node *key = global->first; key; key = key->next->next) {
        const struct sg_node *value = sg_key_index_get(&owns, key->text);
        sg_append(map, sg_shared(a, key));
        sg_append(map, value ? merge(a, key->next, value) : sg_shared(a, key->next));
    }
    for (const struct sg_node *key = own->first; key; key = key->next->next)
        if (!sg_key_index_get(&globals, key->text)) {
            sg_append(map, sg_shared(a, key));
            sg_append(map, sg_shared(a, key->next));
        }
    return map;
}

/* An intrinsic function is one value, which the value of the resource replaces. */
static struct sg_node *merge(struct sg_arena *a, const struct sg_node *global, const struct sg_node *own)
{
    bool maps = global->type == SG_MAP && own->type == SG_MAP && !sg_intrinsic_name(global) && !sg_intrinsic_name(own);
    if (maps)
        return merge_maps(a, global, own);
    if (global->type == SG_LIST && own->type == SG_LIST)
        return join_lists(a, global, own);
    return sg_shared(a, own);
}

static bool check_property(const struct sg_template *t, const struct sg_property_owner *section,
                           const struct sg_node *key)
{
    const struct sg_property *property = sg_find_property(section, key->text);
    if (property && property->flags & SG_IN_GLOBALS)
        return true;
    struct sg_strings known = {0};
    sg_property_names(t->arena, section, SG_IN_GLOBALS, &known);
    const char *near = sg_findings_full(t->findings) ? NULL : sg_nearest(key->text, &known);
    return sg_fail(t->findings, sg_at(t, key), "Globals: %s cannot have \"%s\"%s%s%s", section->name, key->text,
                   near       ? "; did you mean "
                   : property ? "; write it into each resource"
                              : "; remove it",
                   near ? near : "", near ? "?" : "");
}

static bool check_section(const struct sg_template *t, const struct sg_node *key)
{
    struct sg_strings names = {0};
    const struct sg_property_owner *section = sg_sam_owner(t, key->text);
    sg_property_names(t->arena, section, SG_IN_GLOBALS, &names);
    if (names.count == 0)
        return sg_fail(t->findings, sg_at(t, key), "Globals: SAM does not know the section \"%s\"", key->text);
    if (key->next->type != SG_MAP)
        return sg_fail(t->findings, sg_at(t, key), "Globals: the section %s must be a map", key->text);
    bool ok = true;
    for (const struct sg_node *property = key->next->first; property; property = property->next->next)
        ok = check_property(t, section, property) && ok;
    return ok;
}

static bool check_globals(const struct sg_template *t, const struct sg_node *globals)
{
    if (globals->type != SG_MAP)
        return sg_fail(t->findings, sg_at(t, globals), "Globals must be a map");
    bool ok = true;
    for (const struct sg_node *key = globals->first; key; key = key->next->next)
        ok = check_section(t, key) && ok;
    return ok;
}

static bool is_listed(const struct sg_node *list, const char *name)
{
    for (const struct sg_node *item = list->first; item; item = item->next)
        if (item->type == SG_SCALAR && strcmp(item->text, name) == 0)
            return true;
    return false;
}

static const struct sg_node *without(struct sg_arena *a, const struct sg_node *section, const struct sg_node *ignored)
{
    struct sg_node *map = sg_map(a);
    for (const struct sg_node *key = section->first; key; key = key->next->next)
        if (!is_listed(ignored, key->text)) {
            sg_append(map, sg_shared(a, key));
            sg_append(map, sg_shared(a, key->next));
        }
    return map;
}

/* Returns the section without the properties in IgnoreGlobals of the resource, or NULL after reporting an error. */
static const struct sg_node *section_for(const struct sg_template *t, const struct sg_resource *resource,
                                         const struct sg_node *section)
{
    const struct sg_node *ignored = sg_get(resource->body, "IgnoreGlobals");
    if (sg_is_nothing(ignored))
        return section;
    if (sg_is_text(ignored) && strcmp(ignored->text, "*") == 0)
        return sg_map(t->arena);
    if (ignored->type != SG_LIST) {
        sg_fail(t->findings, sg_at(t, ignored), "%s: IgnoreGlobals must be \"*\" or a list of property names",
                resource->id);
        return NULL;
    }
    for (const struct sg_node *item = ignored->first; item; item = item->next)
        if (item->type != SG_SCALAR || !sg_get(section, item->text)) {
            sg_fail(t->findings, sg_at(t, item), "%s: IgnoreGlobals names \"%s\", which Globals does not have",
                    resource->id, item->type == SG_SCALAR ? item->text : "(not a text)");
            return NULL;
        }
    return without(t->arena, section, ignored);
}

static bool merge_resource(struct sg_template *t, struct sg_resource *resource, const struct sg_node *globals)
{
    const struct sg_node *section =
        sg_starts_with(resource->type, SG_SAM_PREFIX) ? sg_get(globals, resource->type + strlen(SG_SAM_PREFIX)) : NULL;
    section = section ? section_for(t, resource, section) : NULL;
    if (!section)
        return t->findings->errors == 0;
    resource->properties =
        resource->properties ? merge(t->arena, section, resource->properties) : sg_shared(t->arena, section);
    return true;
}

static size_t count_values(const struct sg_node *node)
{
    size_t count = 1;
    for (const struct sg_node *child = node->first; child; child = child->next)
        count += count_values(child);
    return count;
}

/* Each resource gets its own copy of a section, so a short file could become very large. */
#define MERGED_MOST 2000000

static bool check_size(const struct sg_template *t, const struct sg_node *globals)
{
    size_t total = 0;
    for (const struct sg_node *key = globals->first; key; key = key->next->next) {
        size_t count = count_values(key->next);
        for (size_t i = 0; i < t->count; i++)
            if (sg_starts_with(t->resources[i].type, SG_SAM_PREFIX) &&
                strcmp(t->resources[i].type + strlen(SG_SAM_PREFIX), key->text) == 0)
                total += count;
    }
    return total <= MERGED_MOST ||
           sg_fail(t->findings, sg_at(t, globals),
                   "Globals adds more than %d values to the resources, the most that samgen reads", MERGED_MOST);
}

bool sg_merge_globals(struct sg_template *t)
{
    const struct sg_node *globals = sg_get(t->root, "Globals");
    if (!globals)
        return true;
    if (!check_globals(t, globals) || !check_size(t, globals))
        return false;
    bool ok = true;
    for (size_t i = 0; i < t->count; i++)
        ok = merge_resource(t, &t->resources[i], globals) && ok;
    return ok;
}
