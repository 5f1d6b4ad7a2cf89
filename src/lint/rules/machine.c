/* SG508 and SG514: the log and the traces of a state machine, for which SAM adds less than one thinks. */
#include "lint/fix.h"
#include "lint/reference_internal.h"
#include "lint/rules/user_internal.h"

#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>
#include <strings.h>

/* SAM adds nothing for Logging, and the machine cannot be created without it. */
static void check_logging(struct sg_lint *l, const struct sg_lint_user *user)
{
    const struct sg_node *logging = sg_lint_setting(user, "Logging");
    const char *level = sg_get_text(logging, "Level");
    if (sg_is_nothing(sg_get(logging, "Destinations")) || (level && strcmp(level, "OFF") == 0))
        return;
    if (!sg_lint_may(l, user->access, "logs:CreateLogDelivery", "*"))
        sg_lint_report(l, "SG508", logging,
                       "the role of %s lacks the permissions that this log needs; add logs:CreateLogDelivery, "
                       "GetLogDelivery, UpdateLogDelivery, DeleteLogDelivery, ListLogDeliveries, PutResourcePolicy, "
                       "DescribeResourcePolicies and DescribeLogGroups on \"*\"",
                       user->resource->id);
}

/* CloudFormation takes a text or an intrinsic for what it says; SAM adds the policy for the boolean true alone. */
static void check_tracing(struct sg_lint *l, const struct sg_lint_user *user)
{
    const struct sg_node *enabled = sg_get(sg_lint_setting(user, "Tracing"), "Enabled");
    bool text = sg_is_text(enabled), is_true = text && strcasecmp(enabled->text, "true") == 0;
    if (user->role->own || !enabled || !(is_true || sg_intrinsic_name(enabled)) ||
        sg_lint_may(l, user->access, "xray:PutTraceSegments", "*"))
        return;
    if (is_true)
        sg_lint_report(l, "SG514", enabled,
                       "SAM adds the policy for tracing only if Enabled is a boolean; write true without quotes")
            ->fix = sg_lint_fix_whole(l, enabled, "true");
    else
        sg_lint_report(l, "SG514", enabled,
                       "SAM adds the policy for tracing only if Enabled is a boolean; write true, or add "
                       "AWSXRayDaemonWriteAccess to Policies");
}

void sg_lint_check_machine(struct sg_lint *l, const struct sg_lint_user *user)
{
    if (!sg_lint_is_machine(user))
        return;
    check_logging(l, user);
    check_tracing(l, user);
}
