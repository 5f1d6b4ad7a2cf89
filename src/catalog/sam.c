#include "catalog/sam.h"

#include "base/text.h"
#include "catalog/catalog_internal.h"

#include <string.h>

static const struct {
    const char *word;
    unsigned flag;
} shapes[] = {
    {"any", SG_TAKES_ANY},
    {"text", SG_TAKES_TEXT},
    {"map", SG_TAKES_MAP},
    {"map of maps", SG_TAKES_MAP_OF_MAPS},
    {"map of texts", SG_TAKES_MAP_OF_TEXTS},
    {"map of numbers and maps", SG_TAKES_MAP_OF_NUMBERS},
    {"list", SG_TAKES_LIST},
    {"list of texts", SG_TAKES_LIST_OF_TEXTS},
    {"list of texts and maps", SG_TAKES_LIST_OF_ENTRIES},
    {"boolean", SG_TAKES_BOOLEAN},
    {"integer", SG_TAKES_INTEGER},
    {"retention", SG_TAKES_RETENTION},
};

/* 0: no shape has this name. */
static unsigned shape_of(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (strlen(shapes[i].word) == length && strncmp(shapes[i].word, word, length) == 0)
            return shapes[i].flag;
    return 0;
}

static bool read_flags(const struct sg_property_owner *owner, struct sg_property *property, struct sg_findings *f)
{
    static const char between[] = " or ";
    property->flags = (property->required ? SG_REQUIRED : 0U) | (property->literal ? SG_NO_INTRINSIC : 0U) |
                      (property->global ? SG_IN_GLOBALS : 0U);
    for (const char *word = property->takes, *end; word; word = end ? end + strlen(between) : NULL) {
        end = strstr(word, between);
        unsigned flag = shape_of(word, end ? (size_t)(end - word) : strlen(word));
        if (!flag)
            return sg_fail(f, (struct sg_origin){.subject = "sam.yaml"}, "%s of %s takes an unknown shape: %s",
                           property->name, owner->name, word);
        property->flags |= flag;
    }
    return true;
}

const struct sg_property_owner *sg_find_property_owner(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    struct sg_mark mark = sg_arena_mark(sg_catalog_arena(c));
    const char *key = sg_concat(sg_catalog_arena(c), "properties:", name);
    const struct sg_property_owner *before = sg_catalog_kept(c, key);
    if (before) {
        sg_arena_rewind(sg_catalog_arena(c), mark); /* the key is looked up for every resource */
        return before;
    }
    const struct sg_sam_file *file = sg_catalog_load_item(c, "sam.yaml", "owners", name, f);
    for (size_t i = 0; file && i < file->owners.count; i++) {
        struct sg_property_owner *owner = &file->owners.items[i];
        if (strcmp(owner->name, name) != 0)
            continue;
        for (size_t p = 0; p < owner->properties.count; p++)
            if (!read_flags(owner, &owner->properties.items[p], f))
                return NULL;
        return sg_catalog_keep(c, key, owner);
    }
    return NULL;
}

const struct sg_property *sg_find_property(const struct sg_property_owner *owner, const char *name)
{
    for (size_t i = 0; owner && i < owner->properties.count; i++)
        if (sg_equals(owner->properties.items[i].name, name))
            return &owner->properties.items[i];
    return NULL;
}

void sg_property_names(struct sg_arena *a, const struct sg_property_owner *owner, unsigned flags,
                       struct sg_strings *names)
{
    for (size_t i = 0; owner && i < owner->properties.count; i++)
        if ((owner->properties.items[i].flags & flags) == flags)
            sg_push(a, names, owner->properties.items[i].name);
}
