/* SG502, SG503 and SG512: permissions that others can use, or nobody. */
#include "lint/rules_internal.h"

#include "yaml/scalar.h"

#include <string.h>

/* NULL: it is not known before deployment, or missing. */
static const char *known_text(struct sg_lint *l, const struct sg_node *value)
{
    const char *text = value ? sg_lint_text(l, value) : NULL;
    return text && !sg_lint_is_unknown(text) ? text : NULL;
}

/* The service in an ARN; NULL: it is not known. */
static const char *service_in(struct sg_arena *a, const char *arn)
{
    const char *partition = arn && sg_starts_with(arn, "arn:") ? strchr(arn + strlen("arn:"), ':') : NULL;
    size_t length = partition ? strcspn(partition + 1, ":") : 0;
    const char *service = length ? sg_copy_bytes(a, partition + 1, length) : NULL;
    return service && !strpbrk(service, "*?$") ? service : NULL;
}

static bool has_account(const struct sg_caller *c, const char *how)
{
    return c->account && strcmp(c->account, how) == 0;
}

static bool wants_account(const struct sg_caller *c)
{
    return has_account(c, "required");
}

static void check_open(struct sg_lint *l, const struct sg_resource *r, const struct sg_caller *c)
{
    static const char *const limits[] = {"SourceArn", "SourceAccount", "PrincipalOrgID", "EventSourceToken"};
    bool limited = false;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        limited = limited || sg_get(r->properties, limits[i]);
    const struct sg_node *named = sg_get(r->properties, "Principal");
    if (!limited)
        sg_lint_report(l, c->often_open ? SG512 : SG502, named,
                       "any %s of any account can invoke the function; to allow only yours, add %s", c->noun,
                       has_account(c, "instead") ? "SourceAccount: !Ref AWS::AccountId"
                       : wants_account(c)        ? "SourceArn and SourceAccount"
                                                 : "SourceArn");
    else if (wants_account(c) && !sg_get(r->properties, "SourceAccount"))
        sg_lint_report(l, SG502, named,
                       "the ARN of a %s has no account, so if it is deleted, another account can create one with that "
                       "name and invoke the function; add SourceAccount: !Ref AWS::AccountId",
                       c->noun);
}

static void check_source(struct sg_lint *l, const struct sg_resource *r, const struct sg_caller *c)
{
    const struct sg_node *arn = sg_get(r->properties, "SourceArn"), *account = sg_get(r->properties, "SourceAccount");
    const char *service = service_in(l->arena, known_text(l, arn));
    const char *own = service ? sg_caller_source(l->catalog, c) : NULL;
    bool refused = has_account(c, "refused");
    if (own && strcmp(service, own) != 0)
        sg_lint_report(l, SG503, arn,
                       "%s never sends a SourceArn of %s, so this permission allows nothing; use the ARN of the %s, "
                       "which begins with arn:aws:%s:",
                       c->principal, service, c->noun, own);
    if (refused && account && !sg_is_nothing(account))
        sg_lint_report(l, SG503, account,
                       arn ? "%s does not send the source account, so with SourceAccount every call is denied; remove "
                             "it, the SourceArn of the %s is enough"
                           : "%s does not send the source account, so with SourceAccount every call is denied; write "
                             "SourceArn with the ARN of the %s instead",
                       c->principal, c->noun);
}

static void check_permission(struct sg_lint *l, const struct sg_resource *r)
{
    const struct sg_node *named = sg_get(r->properties, "Principal");
    const char *principal = known_text(l, named);
    const struct sg_caller *caller = principal ? sg_caller_of(l->callers, principal) : NULL;
    if (caller && caller->instead)
        sg_lint_report(l, SG503, named, "%s never invokes functions: %s; remove this permission", principal,
                       caller->instead);
    if (!caller || !caller->noun)
        return;
    check_source(l, r, caller);
    check_open(l, r, caller);
}

void sg_lint_check_permission(struct sg_lint *l)
{
    for (const struct sg_resource *r = NULL; (r = sg_lint_next_resource(l, r));)
        if (sg_has_type(r, "AWS::Lambda::Permission"))
            check_permission(l, r);
}
