#ifndef SG_CATALOG_TYPE_H
#define SG_CATALOG_TYPE_H

#include "catalog/catalog.h"

/* What CloudFormation and SAM document of the resources of a type: a line of templates/types.txt. */
struct sg_type {
    const char *name;
    const char *ref;              /* what !Ref returns: "arn", "name", "id" or "url"; NULL: not known */
    const char *arn;              /* the attribute that is the ARN, "Ref" if !Ref returns it; NULL: none is known */
    struct sg_strings attributes; /* "Endpoint.Address"; "Outputs.*": any name below it; "*": any name */
};

/*
 * Finds a type by its name. False: nothing is known of it, as of custom resources, modules and types newer than the
 * data.
 */
bool sg_find_type(struct sg_arena *a, struct sg_catalog *c, const char *name, struct sg_type *found);

/* What !Ref returns, which must be known, in a sentence: "ARN", "name", "id" or "URL". */
const char *sg_ref_in_words(const struct sg_type *type);

/*
 * Returns whether resources of a known type certainly do not have the attribute. What is below an attribute is not
 * always known.
 */
bool sg_type_lacks(const struct sg_type *type, const char *attribute);

/*
 * What is wrong with an attribute of a resource of this type, and the nearest ones to write instead; NULL if nothing
 * is, or nothing is known. `type` may be NULL.
 */
const char *sg_attribute_fault(struct sg_arena *a, struct sg_catalog *c, const char *type, const char *attribute);

#endif
