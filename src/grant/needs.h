#ifndef SG_GRANT_NEEDS_H
#define SG_GRANT_NEEDS_H

#include "catalog/request.h"
#include "grant/fill.h"

/*
 * The statements a use needs, with every placeholder filled: the minimum, apart from the form they are written in.
 * The key statements of --kms-key come apart, since no other form stands for them. False after reporting.
 */
bool sg_grant_needs(struct sg_scope *scope, const struct sg_use *use, enum sg_arn_style style,
                    struct sg_statements *needs);
bool sg_grant_key_needs(struct sg_scope *scope, const struct sg_use *use, struct sg_statements *needs);

/* One statement of a grant, filled. */
bool sg_grant_fill_need(const struct sg_filling *filling, struct sg_statement *made);

/* Reports options that no statement of the grant uses as they are combined. */
bool sg_grant_check_effect(struct sg_scope *scope, const struct sg_use *use);

#endif
