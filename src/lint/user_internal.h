#ifndef SG_LINT_USER_INTERNAL_H
#define SG_LINT_USER_INTERNAL_H

#include "lint/access_internal.h"

/* An event source that an AWS::Lambda::EventSourceMapping reads for a function. */
struct sg_lint_mapping {
    const struct sg_node *arn;
    const struct sg_lint_mapping *next;
};

/* A function or state machine whose role is in the template, or made by SAM. */
struct sg_lint_user {
    const struct sg_resource *resource;
    const struct sg_role *role;
    struct sg_lint_access *access;
    const struct sg_lint_mapping *mappings;
    const struct sg_node *node; /* where findings about the role are: Role, Policies, or the key of the resource */
};

/*
 * A loop over all users; it begins with NULL. The findings that are reported in it are about the resource of the user.
 * A template of which a part is missing has none.
 */
const struct sg_lint_user *sg_lint_next_user(struct sg_lint *lint, const struct sg_lint_user *user);

bool sg_lint_is_machine(const struct sg_lint_user *user);

/*
 * Logging or Tracing of a state machine: AWS::StepFunctions::StateMachine calls them LoggingConfiguration and
 * TracingConfiguration.
 */
const struct sg_node *sg_lint_machine_property(const struct sg_lint_user *user, const char *name);

#endif
