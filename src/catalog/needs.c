#include "catalog/needs.h"

#include "catalog/catalog_internal.h"

const struct sg_needs *sg_catalog_needs(struct sg_catalog *c, struct sg_findings *f)
{
    return sg_catalog_load(c, "needs.yaml", f);
}
