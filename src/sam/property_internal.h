#ifndef SG_SAM_PROPERTY_INTERNAL_H
#define SG_SAM_PROPERTY_INTERNAL_H

#include "catalog/sam.h"
#include "sam/template.h"

/* Returns the owner of this name, or NULL when the translator does not know it. */
const struct sg_property_owner *sg_sam_owner(const struct sg_template *t, const char *name);

/*
 * A map of properties to check against one owner, or two ("event SQS" and "event source mapping"; NULL: only one).
 * `subject` names their owner in messages: "Ingest", "event Jobs of Ingest".
 */
struct sg_properties {
    const char *owner, *other_owner, *subject;
    const struct sg_node *map; /* NULL: there are none */
    const struct sg_node *at;  /* where a missing property is reported */
};
/* Reports unknown and missing properties and wrong shapes. Returns false when there are any. */
bool sg_check_properties(const struct sg_template *t, const struct sg_properties *properties);

#endif
