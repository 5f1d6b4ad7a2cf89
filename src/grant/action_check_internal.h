#ifndef SG_GRANT_ACTION_CHECK_INTERNAL_H
#define SG_GRANT_ACTION_CHECK_INTERNAL_H

#include "catalog/action.h"
#include "catalog/text.h"

/* What an action is that the reference does not have, and that resembles none it has: AWS adds actions every day. */
enum sg_newer { SG_NEWER_REFUSED, SG_NEWER_MINDED };

/*
 * Whether AWS has an action, or one that a pattern ("s3:Get*") matches. An unknown one is an error when it resembles one
 * that AWS has; otherwise it is an error, or a warning and taken for one that is newer than the reference.
 */
bool sg_grant_check_action(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_origin origin,
                           const char *action, enum sg_newer newer);

#endif
