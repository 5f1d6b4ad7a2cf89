/* SG515: the certificate of a self-managed Kafka cluster, for which SAM grants the secret with the password twice. */
#include "lint/fix.h"
#include "lint/rules_internal.h"
#include "lint/user_internal.h"
#include "lint/values_internal.h"

#include <string.h>

static void check_access(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_node *item)
{
    const char *type = sg_get_text(item, "Type");
    const struct sg_node *uri = sg_get(item, "URI");
    const char *arn = uri ? sg_lint_text(l, uri) : NULL;
    if (!type || strcmp(type, "SERVER_ROOT_CA_CERTIFICATE") != 0 || !arn ||
        sg_lint_may(l, user->access, "secretsmanager:GetSecretValue", arn))
        return;
    struct sg_lint_finding *finding =
        user->role->own
            ? sg_lint_report(
                  l, SG515, uri,
                  "the role %s cannot read the secret with this certificate; add secretsmanager:GetSecretValue on it",
                  user->role->id)
            : sg_lint_report(
                  l, SG515, uri,
                  "SAM lets %s read the secret with the password, but not this one with the certificate; add "
                  "secretsmanager:GetSecretValue on it",
                  user->resource->id);
    struct sg_strings actions = {0};
    sg_push(l->arena, &actions, "secretsmanager:GetSecretValue");
    finding->fix = sg_lint_fix_allow(l, user, &actions, uri);
}

static void check_event(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_node *event)
{
    const char *type = sg_get_text(event, "Type");
    if (!type || strcmp(type, "SelfManagedKafka") != 0)
        return;
    for (struct sg_lint_values v = sg_lint_values_at(l, event, "Properties.SourceAccessConfigurations");
         sg_lint_next(&v);)
        check_access(l, user, v.value);
}

void sg_lint_check_certificate(struct sg_lint *l)
{
    for (const struct sg_lint_user *u = NULL; (u = sg_lint_next_user(l, u));)
        if (!sg_lint_is_machine(u))
            for (struct sg_lint_values v = sg_lint_values_at(l, u->resource->properties, "Events.*"); sg_lint_next(&v);)
                check_event(l, u, v.value);
}
