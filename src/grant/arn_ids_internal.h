#ifndef SG_GRANT_ARN_IDS_INTERNAL_H
#define SG_GRANT_ARN_IDS_INTERNAL_H

#include "catalog/catalog.h"
#include "catalog/text.h"

/*
 * Looks at the name in an ARN that a user wrote: userpool/mypool is not the ARN of a user pool, because AWS gives them ids. Warns
 * of an id that AWS does not give, and of a name that it reserves; it is the user's word, so it is written. Wildcards,
 * references and resources of which the catalog has no kind pass.
 */
void sg_grant_mind_arn_id(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_origin origin, const char *arn);

#endif
