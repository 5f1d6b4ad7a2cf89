#ifndef SG_GRANT_ACTION_CHECK_INTERNAL_H
#define SG_GRANT_ACTION_CHECK_INTERNAL_H

#include "catalog/action.h"
#include "catalog/text.h"

/* How to treat an action that AWS's reference lacks and that resembles none of it: AWS adds actions every day. */
enum sg_newer { SG_NEWER_REFUSED, SG_NEWER_WARNED };

/*
 * Checks that AWS has the action, or an action that the pattern ("s3:Get*") matches. An unknown action that resembles a
 * known one is an error. Any other unknown action may be newer than the reference: `newer` makes it an error or a warning.
 */
bool sg_grant_check_action(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_origin origin,
                           const char *action, enum sg_newer newer);

#endif
