/* SG509: where Lambda sends what an event source fails with, and SAM is not told the type of. */
#include "lint/reference_internal.h"
#include "lint/rules/user_internal.h"

#include "yaml/scalar.h"

static const char *const actions[] = {"sqs:SendMessage", "sns:Publish", "s3:PutObject"};

static bool may_send(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_node *target)
{
    const char *arn = sg_lint_text(l, target);
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (!arn || sg_lint_may(l, user->access, actions[i], arn))
            return true;
    return false;
}

static void check_failure(struct sg_lint *l, const struct sg_node *failure, void *context)
{
    const struct sg_lint_user *user = context;
    const struct sg_node *target = sg_get(failure, "Destination");
    if (target && sg_is_nothing(sg_get(failure, "Type")) && !may_send(l, user, target))
        sg_lint_report(l, "SG509", failure,
                       "SAM lets %s send to this destination only if Type is set; add Type: SQS, SNS or S3",
                       user->resource->id);
}

void sg_lint_check_failure_destinations(struct sg_lint *l, const struct sg_lint_user *user)
{
    if (!sg_lint_is_machine(user))
        sg_lint_at_path(l, sg_get(user->resource->properties, "Events"), "*.Properties.DestinationConfig.OnFailure",
                        check_failure, (void *)(size_t)user);
}
