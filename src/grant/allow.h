#ifndef SG_GRANT_ALLOW_H
#define SG_GRANT_ALLOW_H

#include "value/request.h"

#define SG_ALLOW "allow"

/*
 * `allow ACTION... --resource ARN... --condition OPERATOR:KEY=VALUE`: any actions, as one statement. Refuses what has
 * no effect in IAM: actions that do not exist, resources that none of the actions works on, condition keys that
 * requests for them do not carry. Accepts what is wider than necessary if it is written explicitly ("*", "s3:Get*"),
 * with a note. False after reporting.
 */
bool sg_grant_allow(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *use,
                    struct sg_statement *made);

#endif
