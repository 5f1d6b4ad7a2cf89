#ifndef SG_PLACE_TRUST_H
#define SG_PLACE_TRUST_H

#include "catalog/place.h"
#include "value/request.h"

/*
 * The trust policy {AssumeRolePolicyDocument: ...} of a role that a service assumes. `service` has the name of a file
 * of templates/places/trust/ and its options, or is a service principal. NULL after reporting.
 */
struct sg_node *sg_place_trust(struct sg_scope *scope, struct sg_catalog *catalog,
                               const struct sg_asked_grant *service);

/* The same for any service principal ("states.amazonaws.com"), without conditions. */
struct sg_node *sg_place_trust_for(struct sg_scope *scope, const char *principal);

#endif
