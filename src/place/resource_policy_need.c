#include "place/resource_policy_write_internal.h"

#include "place/place.h"

#include <string.h>

/* The account of the resource: a literal one, the stack's, or NULL where nothing tells. */
static const char *owner_of(const struct sg_callee_use *use, const struct sg_callee_access *access, struct sg_arena *a)
{
    const struct sg_value *value = use->value;
    const char *text = value->name ? value->name : value->arn;
    bool of_stack = sg_place_whole_reference(a, text) || (value->kind->arn && strstr(value->kind->arn, "{account}"));
    if (value->account)
        return strstr(value->account, "${") ? NULL : value->account;
    return access->owner ? access->owner : of_stack ? SG_STACK_ACCOUNT : NULL;
}

/* "account 123456789012", "the account of the stack" */
static const char *shown(struct sg_arena *a, const char *account)
{
    return strcmp(account, SG_STACK_ACCOUNT) == 0 ? "the account of the stack" : sg_format(a, "account %s", account);
}

static const char *need_of(struct sg_arena *a, const struct sg_callee *callee, const char *owner, const char *caller)
{
    bool told = owner && (strcmp(owner, SG_STACK_ACCOUNT) == 0) == (strcmp(caller, SG_STACK_ACCOUNT) == 0);
    if (told && strcmp(owner, caller) != 0)
        return sg_format(a, "needed together with the grant, since the role is of %s and the resource of %s",
                         shown(a, caller), shown(a, owner));
    if (callee->needed)
        return "needed in the same account too, unless it lets the account decide by IAM policies";
    if (told)
        return sg_format(a, "not needed: the role and the resource are of %s, where the grant alone is enough",
                         shown(a, owner));
    return sg_format(a,
                     "needed, together with the grant, only if the resource is not of the same account as the role%s",
                     !owner && strcmp(caller, SG_STACK_ACCOUNT) != 0 ? sg_format(a, ", %s", caller) : "");
}

void sg_place_say_need(struct sg_scope *scope, const struct sg_callee_use *use, const struct sg_callee_access *access)
{
    const char *owner = owner_of(use, access, scope->arena);
    if (access->service) {
        sg_report(scope->findings, SAMGEN_NOTE, (struct sg_origin){.subject = use->value->given},
                  "the %s is needed: a service has no policies of its own; %s", use->callee->title,
                  use->callee->any_source
                      ? "the statement is for all that it acts for, since services are not known to tell a key"
                  : access->source ? "the statement is for what it acts for"
                                   : "name what it acts for with --source-arn, or it may act for every account");
        return;
    }
    sg_report(scope->findings, SAMGEN_NOTE, (struct sg_origin){.subject = use->value->given}, "the %s is %s",
              use->callee->title,
              need_of(scope->arena, use->callee, owner, access->account ? access->account : SG_STACK_ACCOUNT));
}
