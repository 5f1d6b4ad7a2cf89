#ifndef SG_LINT_ARN_INTERNAL_H
#define SG_LINT_ARN_INTERNAL_H

#include "lint/lint.h"

/* arn:partition:service:region:account:resource */
enum sg_lint_arn_field {
    SG_LINT_ARN,
    SG_LINT_ARN_PARTITION,
    SG_LINT_ARN_SERVICE,
    SG_LINT_ARN_REGION,
    SG_LINT_ARN_ACCOUNT,
    SG_LINT_ARN_FIELDS
};

/* Splits off the first five fields; a ':' between ${ and } ends none of them. Returns how many there are. */
int sg_lint_split_arn(struct sg_arena *a, const char *arn, const char **fields);

/* Reports SG316 for the ARN of a secret without its suffix; the ARN is the text of the node. */
void sg_lint_check_secret(struct sg_lint *lint, const char *arn, const struct sg_node *node);

#endif
