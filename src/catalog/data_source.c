#include "catalog/data_source.h"

#include "catalog/catalog_internal.h"

#include <string.h>

const struct sg_data_sources *sg_data_sources(struct sg_catalog *c, struct sg_findings *f)
{
    return sg_catalog_load(c, "sources.yaml", f);
}

const char *sg_data_date(struct sg_catalog *c, const char *data)
{
    const struct sg_data_sources *all = sg_data_sources(c, NULL);
    for (size_t i = 0; all && i < all->count; i++)
        if (strcmp(all->items[i].data, data) == 0)
            return all->items[i].date;
    return "an unknown day";
}
