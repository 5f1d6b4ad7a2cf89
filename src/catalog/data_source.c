#include "catalog/data_source.h"

#include "catalog/catalog_internal.h"
#include "catalog/library.h"

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

const struct sg_libraries *sg_libraries(struct sg_catalog *c, const char *language, struct sg_findings *f)
{
    return sg_catalog_load_named(c, "code/libraries", language, sg_catalog_load, f);
}

const struct sg_code_names *sg_code_names(struct sg_catalog *c, struct sg_findings *f)
{
    return sg_catalog_load(c, "code/names.yaml", f);
}

const struct sg_implied *sg_implied(struct sg_catalog *c, struct sg_findings *f)
{
    return sg_catalog_load(c, "code/implied.yaml", f);
}
