#include "diagnose/proof_internal.h"

#include "iam/arn.h"
#include "check/check.h"

#include <string.h>

static bool allows(struct sg_scope *scope, const struct sg_check *check, const char *action, const char *resource)
{
    const struct sg_check_request request = {.iam = {.action = action, .resource = resource}};
    return !sg_check_fault(scope->arena, &request) &&
           sg_check_decide(check, scope->arena, &request).result == SG_ALLOWED;
}

/* Whether no neighbour is allowed: with "another-" before each part of the name that is no type of resource. */
static bool allows_no_neighbour(struct sg_scope *scope, const struct sg_check *check, const char *action,
                                const char *resource, const char *passing)
{
    const char *name = sg_arn_at(resource, SG_ARN_PART_RESOURCE), *free = passing ? strstr(resource, passing) : NULL;
    const char *end = free ? free : resource + strlen(resource);
    for (const char *part = name; part && part <= end; part += strcspn(part, ":/") + 1) {
        const char *other = sg_format(scope->arena, "%.*sanother-%s", (int)(part - resource), resource, part);
        if (allows(scope, check, action, other))
            return false;
        if (!part[strcspn(part, ":/")])
            break;
    }
    return name != NULL;
}

bool sg_is_proved(struct sg_scope *scope, const struct sg_node *document, const char *action, const char *resource,
                  const char *passing)
{
    const struct sg_source source = {.name = "fix", .bytes = "", .length = 0};
    const struct sg_iam_policy *policy =
        sg_iam_policy_read(scope->arena, &source, document, source.name, SG_IDENTITY_POLICY, scope->findings);
    struct sg_check *check = sg_check_new(scope->arena);
    if (!policy)
        return false;
    sg_check_add(check, SG_LAYER_IDENTITY, policy);
    return allows(scope, check, action, resource) &&
           (strcmp(resource, "*") == 0 || allows_no_neighbour(scope, check, action, resource, passing));
}
