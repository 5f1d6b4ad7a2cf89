#ifndef SG_DIAGNOSE_GRANT_MATCH_INTERNAL_H
#define SG_DIAGNOSE_GRANT_MATCH_INTERNAL_H

#include "value/request.h"

/*
 * Finds the grant of the catalog with the fewest actions that allows an action on a resource, and reads its options from
 * the ARN (or "*"). A grant that names exactly the resource is better than one that names a whole that it is part of, such
 * as the log group of a stream. Grants with many actions or with other resources do not count. False when there is none;
 * it reports nothing. `scope` has the partition of the ARN.
 */
bool sg_diagnose_find_grant(struct sg_scope *scope, struct sg_catalog *catalog, const char *action,
                            const char *resource, struct sg_asked_grant *cover);

#endif
