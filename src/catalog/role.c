#include "catalog/role.h"

#include "base/list.h"
#include "catalog/catalog_internal.h"

#include <string.h>

static int by_type(const void *x, const void *y)
{
    return strcmp(((const struct sg_role_giver *)x)->type, ((const struct sg_role_giver *)y)->type);
}

static const struct sg_role_giver *find(const struct sg_role_givers *all, const char *type)
{
    const struct sg_role_giver wanted = {.type = type};
    return sg_search(&wanted, all->roles.items, all->roles.count, sizeof wanted, by_type);
}

/* The user's rows take the place of built-in ones of the same type. */
static const struct sg_role_givers *joined(struct sg_arena *a, const struct sg_role_givers *own,
                                           const struct sg_role_givers *built_in)
{
    struct sg_role_givers *all = sg_new(a, struct sg_role_givers), first = *own;
    all->roles.items = sg_new_array(a, struct sg_role_giver, own->roles.count + built_in->roles.count);
    for (size_t i = 0; i < own->roles.count; i++)
        all->roles.items[all->roles.count++] = own->roles.items[i];
    sg_sort(first.roles.items, first.roles.count, sizeof *first.roles.items, by_type);
    for (size_t i = 0; i < built_in->roles.count; i++)
        if (!find(&first, built_in->roles.items[i].type))
            all->roles.items[all->roles.count++] = built_in->roles.items[i];
    return all;
}

const struct sg_role_givers *sg_role_givers(struct sg_catalog *c, struct sg_findings *f)
{
    static const char key[] = "role givers by type", file[] = "roles.yaml";
    const struct sg_role_givers *all = sg_catalog_kept(c, key);
    if (all)
        return all;
    const struct sg_role_givers *own = sg_catalog_load(c, file, f), *built_in = sg_catalog_load_built_in(c, file);
    if (!own || !built_in)
        return NULL;
    all = own == built_in ? own : joined(sg_catalog_arena(c), own, built_in);
    sg_sort(all->roles.items, all->roles.count, sizeof *all->roles.items, by_type);
    return sg_catalog_keep(c, key, all);
}

const struct sg_role_giver *sg_role_giver_of(const struct sg_role_givers *all, const char *type)
{
    return all ? find(all, type) : NULL;
}

/* ---- Connectors ---- */

const struct sg_connector_data *sg_connector_data(struct sg_catalog *c, struct sg_findings *f)
{
    return sg_catalog_load(c, "connectors.yaml", f);
}

const struct sg_connected_type *sg_connected_type(const struct sg_connector_data *data, const char *type)
{
    for (size_t i = 0; i < data->resources.count; i++)
        if (strcmp(data->resources.items[i].type, type) == 0 || sg_same_text(data->resources.items[i].sam, type))
            return &data->resources.items[i];
    return NULL;
}

const struct sg_connector_row *sg_connector_between(const struct sg_connector_data *data, const char *source,
                                                    const char *destination)
{
    for (size_t i = 0; i < data->connectors.count; i++) {
        const struct sg_connector_row *row = &data->connectors.items[i];
        if (strcmp(row->source, source) == 0 && strcmp(row->destination, destination) == 0)
            return row;
    }
    return NULL;
}
