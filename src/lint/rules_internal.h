#ifndef SG_LINT_RULES_INTERNAL_H
#define SG_LINT_RULES_INTERNAL_H

#include "lint/lint.h"

/*
 * Each looks at the whole template for what one or a few rules name; its file says which. A rule without a check, and a
 * check without a row in templates/rules.yaml, fails the tests.
 */
typedef void sg_lint_check(struct sg_lint *lint);

sg_lint_check sg_lint_check_arns, sg_lint_check_breadth, sg_lint_check_circles, sg_lint_check_conditions,
    sg_lint_check_documents, sg_lint_check_entries_of_roles, sg_lint_check_hard_coded, sg_lint_check_indexes,
    sg_lint_check_limits, sg_lint_check_managed, sg_lint_check_redundant, sg_lint_check_silent,
    sg_lint_check_statements, sg_lint_check_substitutions;
/* The other places where a permission lives. */
sg_lint_check sg_lint_check_triggers, sg_lint_check_permissions, sg_lint_check_resource_policies, sg_lint_check_users;

extern sg_lint_check *const sg_lint_checks[];
extern const size_t sg_lint_check_count;

/* SG316 of an ARN, which is the value of a node: of a statement, or of a policy template. */
void sg_lint_check_secret(struct sg_lint *lint, const char *arn, const struct sg_node *node);

/* arn:partition:service:region:account:resource */
enum sg_arn_field { SG_ARN, SG_ARN_PARTITION, SG_ARN_SERVICE, SG_ARN_REGION, SG_ARN_ACCOUNT, SG_ARN_FIELDS };

/* Its first five fields; a ':' between ${ and } is none of their ends. Returns how many there are. */
int sg_lint_split_arn(struct sg_arena *a, const char *arn, const char **fields);

#endif
