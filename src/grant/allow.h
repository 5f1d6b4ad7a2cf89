#ifndef SG_GRANT_ALLOW_H
#define SG_GRANT_ALLOW_H

#include "catalog/request.h"

#define SG_ALLOW "allow"

/*
 * `allow ACTION... --resource ARN... --condition OPERATOR:KEY=VALUE`: any actions as one statement. What would have no
 * effect is refused: actions that do not exist, resources that none of them works on, keys that their requests do not
 * carry. What is wider than it could be is allowed when it is said ("*", "s3:Get*") and noted. False after reporting.
 */
bool sg_grant_allow(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *use,
                    struct sg_statement *made);

#endif
