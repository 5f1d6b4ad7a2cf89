#ifndef SG_APPLY_MADE_INTERNAL_H
#define SG_APPLY_MADE_INTERNAL_H

#include "apply/apply.h"

struct sg_role_list {
    const struct sg_role **items;
    size_t count, capacity;
};

/*
 * Checks that the new text means the tree of the application, that SAM accepts it, and that the roles that got grants
 * keep IAM's limits. False after reporting.
 */
bool sg_apply_check_made(const struct sg_application *application, const struct sg_role_list *roles,
                         const struct sg_source *made);

#endif
