#ifndef SG_LINT_ACCESS_INTERNAL_H
#define SG_LINT_ACCESS_INTERNAL_H

#include "lint/lint.h"

/*
 * The permissions of a role, for rules that must not raise a false alarm: conditions and denials are ignored, both
 * branches of every Fn::If count, and an unknown value can be anything. The policies are read with the first question.
 */
struct sg_lint_access;

struct sg_lint_access *sg_lint_access_of(struct sg_lint *lint, const struct sg_role *role);

/*
 * Returns whether the role may be allowed an action ("sqs:SendMessage", or "sqs:*" for any of the service) on the
 * resource of an ARN, or on a part of it. The ARN is a text of sg_lint_text, so "${=path}" is any. True if a policy of
 * the role is not known.
 */
bool sg_lint_may(struct sg_lint *lint, struct sg_lint_access *access, const char *action, const char *arn);

/* The same for a resource of the template. Its name can be one that AWS makes up. */
bool sg_lint_may_use(struct sg_lint *lint, struct sg_lint_access *access, const char *action,
                     const struct sg_resource *resource);

/*
 * A loop over the resources that the statements of a role name; it begins with {0}. Unknown ones and "*" are left out,
 * because the resource that is meant is not known.
 */
struct sg_lint_grant {
    const struct sg_node *node; /* the resource as the author wrote it */
    const struct sg_lint_allow *line;
    const struct sg_lint_wildcard *wild;
};
bool sg_lint_next_grant(struct sg_lint *lint, struct sg_lint_access *access, struct sg_lint_grant *grant);

/* Returns whether the statement of a grant allows an action. */
bool sg_lint_grants(const struct sg_lint_grant *grant, const char *action);

/* The ARN of a resource that has a row in sg_lint_target_of, or an attribute Arn, as a text of sg_lint_text. */
const char *sg_lint_arn(struct sg_lint *lint, const struct sg_resource *resource);

#endif
