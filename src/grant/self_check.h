#ifndef SG_GRANT_SELF_CHECK_H
#define SG_GRANT_SELF_CHECK_H

#include "value/request.h"

/*
 * Checks what a grant is about to write against what AWS says of the actions: each must work on one of the resources,
 * and each resource must be one that an action works on. False after reporting a permission that could never apply.
 * What samgen knows nothing of passes; in a catalog of the user's own a note says so.
 */
bool sg_grant_self_check(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *use,
                         const struct sg_statements *statements);

#endif
