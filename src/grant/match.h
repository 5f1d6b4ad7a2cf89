#ifndef SG_GRANT_MATCH_H
#define SG_GRANT_MATCH_H

#include "value/request.h"

/* What may be matched. */
enum sg_grant_matching {
    SG_MATCH_ONE,      /* the ARN names one resource, such as a denied one */
    SG_MATCH_PATTERNS, /* it may end in '*', which an option for patterns can have */
};

/*
 * Finds the grant of the catalog with the fewest actions that allows an action on a resource, and reads its options
 * from the ARN (or "*"). A grant that names exactly the resource is better than one that names a whole that it is part
 * of, such as the log group of a stream. Grants with many actions or with other resources do not count. False when
 * there is none; it reports nothing. `scope` has the partition of the ARN.
 */
bool sg_grant_match(struct sg_scope *scope, struct sg_catalog *catalog, enum sg_grant_matching matching,
                    const char *action, const char *resource, struct sg_asked_grant *cover);

#endif
