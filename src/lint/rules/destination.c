/* SG509: destinations for failed events of an event source, for which SAM adds permissions only by their Type. */
#include "lint/rules_internal.h"
#include "lint/user_internal.h"
#include "lint/values_internal.h"

#include "yaml/scalar.h"

/* SAM accepts queues, topics and buckets here. */
static bool may_send(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_node *target)
{
    static const char *const kinds[] = {"queue", "topic", "bucket"};
    const char *arn = sg_lint_text(l, target);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct sg_kind *kind = sg_find_kind(l->catalog, kinds[i], NULL);
        if (!arn || !kind || !kind->receives || sg_lint_may(l, user->access, kind->receives, arn))
            return true;
    }
    return false;
}

static void check_failure(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_node *failure)
{
    const struct sg_node *target = sg_get(failure, "Destination");
    if (target && sg_is_nothing(sg_get(failure, "Type")) && !may_send(l, user, target))
        sg_lint_report(l, SG509, failure,
                       "SAM lets %s send to this destination only if Type is set; add Type: SQS, SNS or S3",
                       user->resource->id);
}

void sg_lint_check_destination(struct sg_lint *l)
{
    static const char path[] = "Events.*.Properties.DestinationConfig.OnFailure";
    for (const struct sg_lint_user *u = NULL; (u = sg_lint_next_user(l, u));)
        if (!sg_lint_is_machine(u))
            for (struct sg_lint_values v = sg_lint_values_at(l, u->resource->properties, path); sg_lint_next(&v);)
                check_failure(l, u, v.value);
}
