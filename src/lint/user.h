#ifndef SG_LINT_USER_H
#define SG_LINT_USER_H

#include "lint/access.h"
#include "lint/store.h"

/* What an AWS::Lambda::EventSourceMapping reads for a function. */
struct sg_lint_source {
    const struct sg_node *arn;
    const struct sg_lint_source *next;
};

/* A function or state machine whose role stands in the template, or is made by SAM. */
struct sg_lint_user {
    const struct sg_resource *resource;
    const struct sg_role *role;
    struct sg_lint_access *access;
    struct sg_lint_stores *stores;
    const struct sg_lint_source *sources;
    const struct sg_node *place; /* for findings on the role: Policies, Role, or the resource's key */
};

/* Each looks at one user; see the files for the rules. */
typedef void sg_lint_user_check(struct sg_lint *lint, const struct sg_lint_user *user);
sg_lint_user_check sg_check_trust, sg_check_own_role, sg_check_machine, sg_check_definition,
    sg_check_failure_destinations, sg_check_certificates, sg_check_environment, sg_check_encryption;

bool sg_lint_is_machine(const struct sg_lint_user *user);

/* Logging or Tracing of a state machine: AWS::StepFunctions::StateMachine calls them ...Configuration. */
const struct sg_node *sg_lint_setting(const struct sg_lint_user *user, const char *name);

#endif
