#include "sam/property_internal.h"

#include "yaml/scalar.h"

#include <string.h>

static bool all_items(const struct sg_node *list, bool (*takes)(const struct sg_node *))
{
    for (const struct sg_node *item = list->first; item; item = item->next)
        if (!takes(item))
            return false;
    return true;
}

static bool all_values(const struct sg_node *map, bool (*takes)(const struct sg_node *))
{
    for (const struct sg_node *key = map->first; key; key = key->next->next)
        if (!takes(key->next))
            return false;
    return true;
}

static bool is_text(const struct sg_node *node)
{
    return sg_is_text(node);
}

static bool is_map(const struct sg_node *node)
{
    return node->type == SG_MAP;
}

static bool is_entry(const struct sg_node *node)
{
    return is_map(node) || sg_is_text(node);
}

static bool is_any(const struct sg_node *node)
{
    return node != NULL;
}

static bool is_list(const struct sg_node *node)
{
    return node->type == SG_LIST;
}

static bool is_map_of_maps(const struct sg_node *node)
{
    return is_map(node) && all_values(node, is_map);
}

static bool is_map_of_texts(const struct sg_node *node)
{
    return is_map(node) && all_values(node, is_text);
}

static bool is_boolean(const struct sg_node *node)
{
    return node->type == SG_SCALAR && sg_scalar_type(node) == SG_BOOLEAN;
}

/* In Python a boolean is an integer. */
static bool is_integer(const struct sg_node *node)
{
    return is_boolean(node) || (node->type == SG_SCALAR && sg_scalar_type(node) == SG_INTEGER);
}

static bool is_number_or_map(const struct sg_node *node)
{
    return is_map(node) || is_integer(node);
}

static bool is_map_of_numbers(const struct sg_node *node)
{
    return is_map(node) && all_values(node, is_number_or_map);
}

static bool is_list_of_texts(const struct sg_node *node)
{
    return is_list(node) && all_items(node, is_text);
}

static bool is_list_of_entries(const struct sg_node *node)
{
    return is_list(node) && all_items(node, is_entry);
}

static bool is_retention(const struct sg_node *node)
{
    return sg_is_text(node) && (strcmp(node->text, "Delete") == 0 || strcmp(node->text, "Retain") == 0);
}

static const struct {
    unsigned flag;
    bool (*takes)(const struct sg_node *);
    const char *name;
} shapes[] = {
    {SG_TAKES_ANY, is_any, "anything"},
    {SG_TAKES_TEXT, is_text, "a text"},
    {SG_TAKES_MAP, is_map, "a map"},
    {SG_TAKES_MAP_OF_MAPS, is_map_of_maps, "a map of maps"},
    {SG_TAKES_MAP_OF_TEXTS, is_map_of_texts, "a map of texts"},
    {SG_TAKES_MAP_OF_NUMBERS, is_map_of_numbers, "a map of whole numbers"},
    {SG_TAKES_LIST, is_list, "a list"},
    {SG_TAKES_LIST_OF_TEXTS, is_list_of_texts, "a list of texts"},
    {SG_TAKES_LIST_OF_ENTRIES, is_list_of_entries, "a list of texts and maps"},
    {SG_TAKES_BOOLEAN, is_boolean, "true or false"},
    {SG_TAKES_INTEGER, is_integer, "a whole number"},
    {SG_TAKES_RETENTION, is_retention, "Delete or Retain"},
};
#define SHAPES (sizeof shapes / sizeof *shapes)

/* Here the translator accepts any map with one key as an intrinsic function. */
static bool takes(const struct sg_property *property, const struct sg_node *value)
{
    if (value->type == SG_MAP && value->count == 2 && !(property->flags & SG_NO_INTRINSIC))
        return true;
    for (size_t i = 0; i < SHAPES; i++)
        if (property->flags & shapes[i].flag && shapes[i].takes(value))
            return true;
    return false;
}

static const char *shape_names(struct sg_arena *a, const struct sg_property *property)
{
    struct sg_strings names = {0};
    for (size_t i = 0; i < SHAPES; i++)
        if (property->flags & shapes[i].flag)
            sg_push(a, &names, shapes[i].name);
    return sg_join(a, &names, ", or ");
}

const struct sg_property_owner *sg_sam_owner(const struct sg_template *t, const char *name)
{
    return sg_find_property_owner(t->catalog, name, t->findings);
}

/* Whose properties a map is checked against; the other may be NULL. */
struct owners {
    const struct sg_property_owner *own, *other;
};

static bool fail_unknown(const struct sg_template *t, const struct sg_properties *p, struct owners owners,
                         const struct sg_node *key)
{
    struct sg_strings known = {0};
    sg_property_names(t->arena, owners.own, 0, &known);
    sg_property_names(t->arena, owners.other, 0, &known);
    const char *near = sg_findings_full(t->findings) ? NULL : sg_nearest(key->text, &known);
    return sg_fail(t->findings, sg_at(t, key), "%s: SAM does not know the property \"%s\" here%s%s%s", p->subject,
                   key->text, near ? "; did you mean " : "; remove it", near ? near : "", near ? "?" : "");
}

static bool check_value(const struct sg_template *t, const struct sg_properties *p, struct owners owners,
                        const struct sg_node *key)
{
    const struct sg_property *property = sg_find_property(owners.own, key->text);
    if (!property)
        property = sg_find_property(owners.other, key->text);
    if (!property)
        return fail_unknown(t, p, owners, key);
    if (sg_is_null(key->next) || takes(property, key->next))
        return true;
    return sg_fail(t->findings, sg_at(t, key->next), "%s: %s must be %s", p->subject, key->text,
                   shape_names(t->arena, property));
}

static bool check_required(const struct sg_template *t, const struct sg_properties *p,
                           const struct sg_property_owner *owner)
{
    struct sg_strings required = {0};
    bool ok = true;
    sg_property_names(t->arena, owner, SG_REQUIRED, &required);
    for (size_t i = 0; i < required.count; i++) {
        const struct sg_node *value = sg_get(p->map, required.items[i]);
        if (!value || sg_is_null(value))
            ok = sg_fail(t->findings, sg_at(t, p->at), "%s: the property %s is missing", p->subject, required.items[i]);
    }
    return ok;
}

bool sg_check_properties(const struct sg_template *t, const struct sg_properties *p)
{
    const struct owners owners = {sg_sam_owner(t, p->owner), p->other_owner ? sg_sam_owner(t, p->other_owner) : NULL};
    bool ok = true;
    for (const struct sg_node *key = p->map ? p->map->first : NULL; key; key = key->next->next)
        ok = check_value(t, p, owners, key) && ok;
    return check_required(t, p, owners.own) && ok;
}
