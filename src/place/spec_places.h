#ifndef SG_PLACE_SPEC_PLACES_H
#define SG_PLACE_SPEC_PLACES_H

#include "catalog/request.h"

/*
 * Adds to the {Policies: ...} of a function what stands elsewhere: under Resources the permissions of what invokes it, under
 * CalleeResources, account by account, the policies of resources that its grants reach there. False after reporting.
 */
bool sg_place_add_to_spec(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked *asked,
                          struct sg_node *block);

/* Reports what is wrong with what invokes the function, and nothing else. */
bool sg_place_check_invokers(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked *asked);

#endif
