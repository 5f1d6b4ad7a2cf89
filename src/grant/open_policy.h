#ifndef SG_GRANT_OPEN_POLICY_H
#define SG_GRANT_OPEN_POLICY_H

#include "grant/choose.h"

/* The statements of policies that have a name, for what is read without SAM or without AWS's managed policies. */

/* The statements that SAM makes of a policy template, with their conditions. */
void sg_grant_open_template(struct sg_scope *scope, const struct sg_chosen_form *chosen,
                            struct sg_statements *statements);

/* The statements of an AWS managed policy. */
void sg_grant_open_managed(struct sg_scope *scope, const struct sg_policy *policy, struct sg_statements *statements);

/* Its ARN, a text of text.h. */
const char *sg_grant_managed_arn(struct sg_scope *scope, const struct sg_policy *policy);

#endif
