#ifndef SG_LINT_ACCESS_INTERNAL_H
#define SG_LINT_ACCESS_INTERNAL_H

#include "lint/lint.h"

/*
 * What a role may do, for rules that must not raise a false alarm: conditions and denials are not looked at, both
 * branches of every Fn::If count, and what is not known before deployment may be anything. Read when first asked for.
 */
struct sg_lint_access;

struct sg_lint_access *sg_lint_access_of(struct sg_lint *lint, const struct sg_role *role);

/*
 * Whether the role may be allowed an action ("sqs:SendMessage", or "sqs:*" for any of the service) on what an ARN
 * names, or on a part of that. The ARN is as of sg_lint_text, so "${=path}" is any. Yes when a policy of the role is
 * not known.
 */
bool sg_lint_may(struct sg_lint *lint, struct sg_lint_access *access, const char *action, const char *arn);

/* The same for a resource of the template that sg_lint_arn knows; its name may be one that AWS makes up. */
bool sg_lint_may_use(struct sg_lint *lint, struct sg_lint_access *access, const char *action,
                     const struct sg_resource *resource);

/* A resource that a statement of the role names. */
struct sg_lint_grant {
    const struct sg_node *node; /* the resource as it is written */
    const void *line;           /* for sg_lint_grants */
};
typedef void sg_lint_grant_fn(struct sg_lint *lint, const struct sg_lint_grant *grant, void *context);

/* Every resource that is named; of what is not known, and of "*", nobody can say what is meant. */
void sg_lint_each_grant(struct sg_lint *lint, struct sg_lint_access *access, sg_lint_grant_fn *call, void *context);

/* Whether the statement of a grant allows an action. */
bool sg_lint_grants(const struct sg_lint_grant *grant, const char *action);

/* The ARN of a resource with a row in sg_lint_target_of, or with an attribute Arn; as of sg_lint_text. */
const char *sg_lint_arn(struct sg_lint *lint, const struct sg_resource *resource);

#endif
