#ifndef SG_GRANT_ARN_IDS_INTERNAL_H
#define SG_GRANT_ARN_IDS_INTERNAL_H

#include "catalog/catalog.h"
#include "catalog/text.h"

/*
 * Looks at an ARN that a user wrote: whether a resource can have it. userpool/mypool is not the ARN of a user pool,
 * because AWS gives them ids; no region of China is in the partition aws; parameter//app has a slash too many.
 * Wildcards, references and resources of which the catalog has no kind pass. `of_id` is the severity where only the id
 * is wrong; false after an error.
 */
bool sg_grant_check_arn(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_origin origin, const char *arn,
                        enum samgen_severity severity, enum samgen_severity of_id);

#endif
