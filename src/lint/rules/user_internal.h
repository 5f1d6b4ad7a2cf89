#ifndef SG_LINT_RULES_USER_INTERNAL_H
#define SG_LINT_RULES_USER_INTERNAL_H

#include "lint/access_internal.h"
#include "lint/encrypted_store_internal.h"

/* What an AWS::Lambda::EventSourceMapping reads for a function. */
struct sg_lint_mapping {
    const struct sg_node *arn;
    const struct sg_lint_mapping *next;
};

/* A function or state machine whose role stands in the template, or is made by SAM. */
struct sg_lint_user {
    const struct sg_resource *resource;
    const struct sg_role *role;
    struct sg_lint_access *access;
    struct sg_lint_stores *stores;
    const struct sg_lint_mapping *sources;
    const struct sg_node *place; /* for findings on the role: Policies, Role, or the resource's key */
};

/* Each looks at one user; see the files for the rules. */
typedef void sg_lint_user_check(struct sg_lint *lint, const struct sg_lint_user *user);
sg_lint_user_check sg_lint_check_trust, sg_lint_check_own_role, sg_lint_check_machine, sg_lint_check_definition,
    sg_lint_check_failure_destinations, sg_lint_check_certificates, sg_lint_check_environment, sg_lint_check_encryption;

bool sg_lint_is_machine(const struct sg_lint_user *user);

/* Logging or Tracing of a state machine: AWS::StepFunctions::StateMachine calls them ...Configuration. */
const struct sg_node *sg_lint_setting(const struct sg_lint_user *user, const char *name);

#endif
