#ifndef SG_GRANT_NEEDS_H
#define SG_GRANT_NEEDS_H

#include "value/request.h"
#include "grant/fill.h"

/* Looks once which statements of the needs apply, for all that is asked of this use. */
void sg_grant_look(struct sg_arena *a, struct sg_use *use);

/*
 * The minimal statements of a use, with every placeholder filled, whatever form is chosen later; those that are only
 * compared, SG_ARN_BY_NAME, have no Sid. The statements for --kms-key are separate because they are always inline.
 * False after reporting.
 */
bool sg_grant_needs(struct sg_scope *scope, const struct sg_use *use, enum sg_arn_style style,
                    struct sg_statements *needs);
bool sg_grant_key_needs(struct sg_scope *scope, const struct sg_use *use, struct sg_statements *needs);

/* The same as the inline form has them: with the actions that only this form has. */
bool sg_grant_inline_needs(struct sg_scope *scope, const struct sg_use *use, struct sg_statements *needs);
struct sg_strings sg_grant_inline_actions(struct sg_arena *a, const struct sg_statement *need);

/* Fills one statement of a grant. False after reporting. */
bool sg_grant_fill_need(const struct sg_filling *filling, struct sg_statement *made);

/* Reports options that have no effect in this combination. False after an error. */
bool sg_grant_check_effect(struct sg_scope *scope, const struct sg_use *use);

#endif
