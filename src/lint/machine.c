/* SG508 and SG511: what the role of a state machine lacks. */
#include "lint/reference.h"
#include "lint/user.h"

#include "yaml/scalar.h"

#include <string.h>

/* SAM adds nothing for Logging, and the machine cannot be created without it. */
static void check_logging(struct sg_lint *l, const struct sg_lint_user *user)
{
    const struct sg_node *logging = sg_get(user->resource->properties, "Logging");
    const char *level = sg_get_text(logging, "Level");
    if (sg_is_nothing(sg_get(logging, "Destinations")) || (level && strcmp(level, "OFF") == 0))
        return;
    if (!sg_lint_may(l, user->access, "logs:CreateLogDelivery", "*"))
        sg_lint_report(l, "SG508", logging,
                       "the role of %s lacks what writing this log needs; add logs:CreateLogDelivery, "
                       "GetLogDelivery, UpdateLogDelivery, DeleteLogDelivery, ListLogDeliveries, PutResourcePolicy, "
                       "DescribeResourcePolicies and DescribeLogGroups on \"*\"",
                       user->resource->id);
}

static void check_value(struct sg_lint *l, const struct sg_node *value, void *context)
{
    const struct sg_lint_user *user = context;
    const struct sg_resource *named = sg_lint_named(l, value, NULL);
    if (!named || named == user->resource)
        return;
    const struct sg_lint_target *target = sg_lint_target_of(named);
    if (!sg_lint_may_use(l, user->access, sg_concat(l->arena, target->service, ":*"), named))
        sg_lint_report(l, "SG511", value,
                       "the definition of %s is given the %s %s, and its role may do nothing with it; grant what it "
                       "does there (`samgen help` %s)",
                       user->resource->id, target->noun, named->id, target->grants);
}

void sg_check_machine(struct sg_lint *l, const struct sg_lint_user *user)
{
    if (!sg_lint_is_machine(user))
        return;
    check_logging(l, user);
    sg_lint_at_path(l, sg_get(user->resource->properties, "DefinitionSubstitutions"), "*", check_value,
                    (void *)(size_t)user);
}
