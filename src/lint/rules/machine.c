/* SG508 and SG514: the permissions for logs and traces of a state machine. */
#include "lint/fix.h"
#include "lint/rules_internal.h"
#include "lint/user_internal.h"

#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>
#include <strings.h>

static const struct sg_splice *fix_of_logging(struct sg_lint *l, const struct sg_lint_user *user)
{
    const struct sg_grant *grant = sg_find_grant(l->catalog, "logs-delivery", NULL);
    return grant ? sg_lint_fix_allow(l, user, &grant->needs.items[0].actions, sg_scalar(l->arena, "*")) : NULL;
}

/* SAM adds no permissions for Logging, and without them the machine cannot be created. */
static void check_logging(struct sg_lint *l, const struct sg_lint_user *user)
{
    const struct sg_node *logging = sg_lint_machine_property(user, "Logging");
    const char *level = sg_get_text(logging, "Level");
    if (sg_is_nothing(sg_get(logging, "Destinations")) || (level && strcmp(level, "OFF") == 0))
        return;
    if (!sg_lint_may(l, user->access, "logs:CreateLogDelivery", "*"))
        sg_lint_report(l, SG508, logging,
                       "the role of %s lacks the permissions that this log needs; add logs:CreateLogDelivery, "
                       "GetLogDelivery, UpdateLogDelivery, DeleteLogDelivery, ListLogDeliveries, PutResourcePolicy, "
                       "DescribeResourcePolicies and DescribeLogGroups on \"*\"",
                       user->resource->id)
            ->fix = fix_of_logging(l, user);
}

/* CloudFormation also accepts a text or an intrinsic; SAM adds the policy only for the boolean true. */
static void check_tracing(struct sg_lint *l, const struct sg_lint_user *user)
{
    const struct sg_node *enabled = sg_get(sg_lint_machine_property(user, "Tracing"), "Enabled");
    bool text = sg_is_text(enabled), is_true = text && strcasecmp(enabled->text, "true") == 0;
    if (user->role->own || !enabled || !(is_true || sg_intrinsic_name(enabled)) ||
        sg_lint_may(l, user->access, "xray:PutTraceSegments", "*"))
        return;
    if (is_true)
        sg_lint_report(l, SG514, enabled,
                       "SAM adds the policy for tracing only if Enabled is a boolean; write true without quotes")
            ->fix = sg_lint_fix_whole(l, enabled, "true");
    else
        sg_lint_report(l, SG514, enabled,
                       "SAM adds the policy for tracing only if Enabled is a boolean; write true, or add "
                       "AWSXRayDaemonWriteAccess to Policies");
}

void sg_lint_check_machine(struct sg_lint *l)
{
    for (const struct sg_lint_user *u = NULL; (u = sg_lint_next_user(l, u));)
        if (sg_lint_is_machine(u)) {
            check_logging(l, u);
            check_tracing(l, u);
        }
}
