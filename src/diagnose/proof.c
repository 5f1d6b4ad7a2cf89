#include "diagnose/proof.h"

#include "iam/arn.h"
#include "verb/check.h"

#include <string.h>

static bool allows(struct sg_scope *scope, const struct sg_check *check, const char *action, const char *resource)
{
    const struct sg_check_request request = {.iam = {.action = action, .resource = resource}};
    return !sg_check_fault(scope->arena, &request) &&
           sg_check_decide(check, scope->arena, &request).result == SG_ALLOWED;
}

/* Another resource of the same kind: the name that stands first behind the account is another. */
static const char *neighbour(struct sg_arena *a, const char *arn)
{
    const char *name = sg_arn_at(arn, SG_ARN_PART_RESOURCE);
    if (!name)
        return NULL;
    bool typed = !sg_starts_with(arn, "arn:aws:s3:") && name[strcspn(name, ":/")];
    const char *start = typed ? name + strcspn(name, ":/") + 1 : name;
    return sg_format(a, "%.*sanother-%s", (int)(start - arn), arn, start);
}

/* Another object of the bucket; NULL for what is no object. */
static const char *other_object(struct sg_arena *a, const char *arn)
{
    const char *slash = strncmp(arn, "arn:aws:s3:::", 13) == 0 ? strchr(arn, '/') : NULL;
    return slash ? sg_format(a, "%.*s/another-%s", (int)(slash - arn), arn, slash + 1) : NULL;
}

bool sg_is_proved(struct sg_scope *scope, const struct sg_node *document, const struct sg_denial *denial,
                  const char *resource)
{
    struct sg_arena *a = scope->arena;
    const struct sg_source source = {.name = "fix", .bytes = "", .length = 0};
    const struct sg_iam_policy *policy =
        sg_iam_policy_read(a, &source, document, source.name, SG_IDENTITY_POLICY, scope->findings);
    struct sg_check *check = sg_check_new(a);
    if (!policy)
        return false;
    sg_check_add(check, SG_PLACE_IDENTITY, policy);
    if (!allows(scope, check, denial->action, resource))
        return false;
    if (strcmp(resource, "*") == 0)
        return true;
    const char *other = neighbour(a, resource), *object = other_object(a, resource);
    return other && !allows(scope, check, denial->action, other) &&
           (!object || !allows(scope, check, denial->action, object));
}
