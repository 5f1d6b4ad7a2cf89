#ifndef SG_PLACE_SPEC_PLACES_H
#define SG_PLACE_SPEC_PLACES_H

#include "value/request.h"

/*
 * Adds the permissions outside the role to the {Policies: ...} of a function: under Resources, those that let its
 * sources invoke it; under CalleeResources, by account, the policies of resources of other accounts that its grants
 * name. False after reporting.
 */
bool sg_place_add_to_spec(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked *asked,
                          struct sg_node *block);

/* Reports faults of the sources that invoke the function, and nothing else. */
bool sg_place_check_invokers(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked *asked);

#endif
