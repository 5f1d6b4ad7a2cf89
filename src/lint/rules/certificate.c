/* SG515: the certificate of a Kafka cluster of one's own, for which SAM grants the secret with the password twice. */
#include "lint/reference_internal.h"
#include "lint/rules/user_internal.h"

#include <string.h>

static void report(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_node *uri)
{
    if (user->role->own)
        sg_lint_report(
            l, "SG515", uri,
            "the role %s cannot read the secret with this certificate; add secretsmanager:GetSecretValue on it",
            user->role->id);
    else
        sg_lint_report(l, "SG515", uri,
                       "SAM lets %s read the secret with the password, but not this one with the certificate; add "
                       "secretsmanager:GetSecretValue on it",
                       user->resource->id);
}

static void check_access(struct sg_lint *l, const struct sg_node *item, void *context)
{
    const struct sg_lint_user *user = context;
    const char *type = sg_get_text(item, "Type");
    const struct sg_node *uri = sg_get(item, "URI");
    const char *arn = uri ? sg_lint_text(l, uri) : NULL;
    if (type && strcmp(type, "SERVER_ROOT_CA_CERTIFICATE") == 0 && arn &&
        !sg_lint_may(l, user->access, "secretsmanager:GetSecretValue", arn))
        report(l, user, uri);
}

static void check_event(struct sg_lint *l, const struct sg_node *event, void *context)
{
    const char *type = sg_get_text(event, "Type");
    if (type && strcmp(type, "SelfManagedKafka") == 0)
        sg_lint_at_path(l, event, "Properties.SourceAccessConfigurations", check_access, context);
}

void sg_lint_check_certificates(struct sg_lint *l, const struct sg_lint_user *user)
{
    if (!sg_lint_is_machine(user))
        sg_lint_at_path(l, sg_get(user->resource->properties, "Events"), "*", check_event, (void *)(size_t)user);
}
