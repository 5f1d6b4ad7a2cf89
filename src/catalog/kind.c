#include "base/set.h"
#include "catalog/catalog_internal.h"

#include <string.h>

struct gathered {
    struct sg_kind *items;
    size_t count, capacity;
};

/* Of kinds with the same name the first counts. */
static void add_kinds(struct sg_arena *a, struct gathered *all, const struct sg_kinds *kinds)
{
    const size_t before = all->count;
    for (size_t i = 0; i < kinds->count; i++) {
        const struct sg_kinds known = {all->items, before};
        if (sg_kind_in(&known, kinds->items[i].name))
            continue;
        sg_grow(a, all->items, all->count, all->capacity);
        all->items[all->count++] = kinds->items[i];
    }
}

const struct sg_kinds *sg_all_kinds(struct sg_catalog *c, struct sg_findings *f)
{
    static const char key[] = "all kinds", file[] = "resources.yaml";
    const struct sg_kinds *before = sg_catalog_kept(c, key);
    struct sg_arena *a = sg_catalog_arena(c);
    if (before)
        return before;
    struct gathered all = {0};
    struct sg_strings services = {0};
    const struct sg_kinds_file *own = sg_catalog_load(c, file, f), *built_in = sg_catalog_load_built_in(c, file);
    add_kinds(a, &all, &own->kinds);
    if (own != built_in)
        add_kinds(a, &all, &built_in->kinds);
    sg_services_with(c, "kinds", &services);
    for (size_t i = 0; i < services.count; i++) {
        const struct sg_service *service = sg_catalog_load(c, sg_format(a, "grants/%s.yaml", services.items[i]), f);
        if (service)
            add_kinds(a, &all, &service->kinds);
    }
    struct sg_kinds *made = sg_new(a, struct sg_kinds);
    *made = (struct sg_kinds){all.items, all.count};
    return sg_catalog_keep(c, key, made);
}

static const struct sg_map *index_kinds(struct sg_arena *a, const struct sg_kinds *kinds)
{
    struct sg_map *index = sg_new(a, struct sg_map);
    for (size_t i = 0; i < kinds->count; i++)
        for (size_t n = 0; n < kinds->items[i].types.count; n++) {
            void **at = sg_map_at(a, index, kinds->items[i].types.items[n]);
            struct sg_kinds_of_type *list = *at ? *at : (*at = sg_new(a, struct sg_kinds_of_type));
            sg_grow(a, list->items, list->count, list->capacity);
            list->items[list->count++] = &kinds->items[i];
        }
    return index;
}

const struct sg_kinds_of_type *sg_kinds_of_type(struct sg_catalog *c, const char *type, struct sg_findings *f)
{
    static const char key[] = "kinds by type";
    const struct sg_map *index = sg_catalog_kept(c, key);
    if (!index)
        index = sg_catalog_keep(c, key, index_kinds(sg_catalog_arena(c), sg_all_kinds(c, f)));
    return sg_map_get(index, type);
}

const struct sg_kind *sg_find_any_kind(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    const struct sg_kind *kind = sg_find_kind(c, name, f);
    return kind ? kind : sg_kind_in(sg_all_kinds(c, f), name);
}
