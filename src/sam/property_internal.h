#ifndef SG_SAM_PROPERTY_INTERNAL_H
#define SG_SAM_PROPERTY_INTERNAL_H

#include "catalog/sam.h"
#include "sam/template.h"

/* NULL: the translator knows no owner of this name. */
const struct sg_property_owner *sg_sam_owner(const struct sg_template *t, const char *name);

/*
 * Checks a map of properties against one owner, or two ("event SQS" and "event source mapping"; NULL: only one).
 * `subject` says whose they are: "Ingest" or "event Jobs of Ingest". Reports unknown and missing ones and wrong shapes.
 */
struct sg_properties {
    const char *owner, *other_owner, *subject;
    const struct sg_node *map;   /* NULL: none are given */
    const struct sg_node *place; /* where to report what is missing */
};
bool sg_check_properties(const struct sg_template *t, const struct sg_properties *properties);

#endif
