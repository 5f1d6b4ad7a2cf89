#ifndef SG_GRANT_ACTION_CHECK_INTERNAL_H
#define SG_GRANT_ACTION_CHECK_INTERNAL_H

#include "catalog/action.h"
#include "catalog/text.h"

/*
 * How to treat an action that AWS's reference lacks and that resembles none of it: AWS adds actions every day. With
 * SG_NEWER_ACTION the service and the action must be named, as nothing else is known of them.
 */
enum sg_newer { SG_NEWER_ACTION, SG_NEWER_ANY };

/*
 * Checks that AWS has the action, or an action that the pattern ("s3:Get*") matches. An unknown action that resembles a
 * known one is an error. Any other unknown action may be newer than the reference: it is a warning, if `newer` permits
 * it.
 */
bool sg_grant_check_action(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_origin origin,
                           const char *action, enum sg_newer newer);

#endif
