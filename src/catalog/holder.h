#ifndef SG_CATALOG_HOLDER_H
#define SG_CATALOG_HOLDER_H

#include "catalog/catalog.h"

/* All properties of CloudFormation and SAM resources that hold policies, sorted by type. */
struct sg_holders_by_type {
    const struct sg_holder *items;
    size_t count;
};

/*
 * The rows of places/policy/, of documents.yaml and of the `documents` of service files, the user's first. Made once a
 * catalog. NULL after reporting a faulty file.
 */
const struct sg_holders_by_type *sg_holders(struct sg_catalog *c, struct sg_findings *f);

/* The first row of a type, and how many there are; NULL: resources of this type hold no policy. */
const struct sg_holder *sg_holders_of(const struct sg_holders_by_type *all, const char *type, size_t *count);

#endif
