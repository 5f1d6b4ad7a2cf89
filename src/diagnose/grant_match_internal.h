#ifndef SG_DIAGNOSE_GRANT_MATCH_INTERNAL_H
#define SG_DIAGNOSE_GRANT_MATCH_INTERNAL_H

#include "catalog/request.h"

/*
 * The grant of the catalog that allows an action on a resource and, of those that do, has the fewest actions; its options
 * are taken from the ARN (or "*"). Grants that name the resource exactly go before those that name what it is part of, such
 * as the log group of a stream; those with many actions, or with other resources, are none. False when there is none;
 * nothing is reported. `scope` has the partition of the ARN.
 */
bool sg_diagnose_find_grant(struct sg_scope *scope, struct sg_catalog *catalog, const char *action,
                            const char *resource, struct sg_asked_grant *cover);

#endif
