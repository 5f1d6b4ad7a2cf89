#include "place/resource_policy_internal.h"

#include "iam/arn.h"
#include "place/place.h"

#include <string.h>

/* ---- Can the policy let the principal in? ---- */

/* The partition of the resource's ARN in the policy, or NULL if it comes from a reference. */
static const char *partition_of(const struct sg_scope *scope, const struct sg_value *value)
{
    const char *text = value->name ? value->name : value->arn;
    const char *partition = value->partition                               ? value->partition
                            : sg_place_whole_reference(scope->arena, text) ? NULL
                                                                           : scope->partition;
    return partition && !sg_has_substitution(partition) ? partition : NULL;
}

/* IAM gives no access across partitions. */
static bool check_partition(struct sg_scope *scope, const struct sg_written_policy *policy,
                            const struct sg_policy_access *access)
{
    const char *of_resource = partition_of(scope, policy->value);
    const char *of_principal = sg_starts_with(access->principal, "arn:")
                                   ? sg_arn_part(scope->arena, access->principal, SG_ARN_PART_PARTITION)
                                   : NULL;
    if (!of_resource || !of_principal || strchr(of_principal, '$') || strcmp(of_resource, of_principal) == 0)
        return true;
    return sg_fail(scope->findings, policy->value->origin,
                   "\"%s\" is in the partition %s, but %s is in %s, and IAM gives no access across partitions; "
                   "--partition sets the partition of names and ids",
                   policy->value->given, of_resource, access->principal, of_principal);
}

static bool check_owner(struct sg_scope *scope, const struct sg_written_policy *policy,
                        const struct sg_policy_access *access)
{
    const char *account = policy->value->account;
    if (!access->owner || !account || strstr(account, "${") || strcmp(account, access->owner) == 0)
        return true;
    return sg_fail(scope->findings, (struct sg_origin){.subject = "--account"},
                   "\"%s\" belongs to account %s, not to %s", policy->value->given, account, access->owner);
}

/* The command for a service: `samgen invoke-permission --source s3 --function resize --bucket ...`. */
static const char *permission_command(struct sg_scope *scope, struct sg_catalog *catalog,
                                      const struct sg_written_policy *policy, const struct sg_policy_access *access)
{
    struct sg_arena *a = scope->arena;
    const struct sg_invoker *invoker = sg_invoker_of(catalog, access->principal, scope->findings);
    const char *command = sg_format(a, "samgen invoke-permission --source %s --function %s",
                                    invoker ? invoker->grant.name : "SOURCE", policy->value->given);
    for (size_t i = 0; invoker && access->source && i < invoker->grant.options.count; i++) {
        const struct sg_option *option = &invoker->grant.options.items[i];
        if (option->required && strcmp(option->name, "function") != 0)
            command = sg_format(a, "%s --%s %s", command, option->name, access->source);
    }
    return command;
}

/* A permission for a service needs more properties than one for an account or role: see invoke_permission.h. */
static bool check_service(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_written_policy *policy,
                          const struct sg_policy_access *access)
{
    const struct sg_origin origin = {.subject = "--role"};
    if (!access->service || strcmp(policy->row->form, "permission") != 0)
        return true;
    if (policy->row->by_account)
        return sg_fail(scope->findings, origin, "the %s can only let in accounts, but %s is a service",
                       policy->row->title, access->principal);
    return sg_fail(scope->findings, origin, "%s needs an invoke permission instead; use `%s`", access->principal,
                   permission_command(scope, catalog, policy, access));
}

static bool check_source(struct sg_scope *scope, const struct sg_written_policy *policy,
                         const struct sg_policy_access *access)
{
    for (size_t i = 0; access->source && i < policy->count; i++)
        if (sg_place_has_condition(&policy->statements[i], "aws:SourceArn"))
            return sg_fail(scope->findings, (struct sg_origin){.subject = "--source-arn"},
                           "the grant already has a condition on aws:SourceArn; remove one of the two");
    return true;
}

bool sg_place_check_policy(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_written_policy *policy,
                           const struct sg_policy_access *access)
{
    return check_service(scope, catalog, policy, access) && check_partition(scope, policy, access) &&
           check_owner(scope, policy, access) && check_source(scope, policy, access);
}

/* ---- Is the policy needed? ---- */

/* The account of the resource: a literal one, that of the stack, or NULL if it is unknown. */
static const char *owner_of(const struct sg_written_policy *policy, const struct sg_policy_access *access,
                            struct sg_arena *a)
{
    const struct sg_value *value = policy->value;
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

static const char *need_of(struct sg_arena *a, const struct sg_policy_row *row, const char *owner, const char *caller)
{
    bool comparable = owner && (strcmp(owner, SG_STACK_ACCOUNT) == 0) == (strcmp(caller, SG_STACK_ACCOUNT) == 0);
    if (comparable && strcmp(owner, caller) != 0)
        return sg_format(a, "needed in addition to the grant, because the role is in %s and the resource in %s",
                         shown(a, caller), shown(a, owner));
    if (row->needed)
        return "needed even in the same account, unless it lets the IAM policies of the account decide";
    if (comparable)
        return sg_format(a, "not needed: the role and the resource are in %s, so the grant is enough", shown(a, owner));
    return sg_format(a, "needed in addition to the grant, but only if the resource is not in the account of the role%s",
                     !owner && strcmp(caller, SG_STACK_ACCOUNT) != 0 ? sg_format(a, ", %s", caller) : "");
}

void sg_place_say_need(struct sg_scope *scope, const struct sg_written_policy *policy,
                       const struct sg_policy_access *access)
{
    const char *owner = owner_of(policy, access, scope->arena);
    if (access->service) {
        sg_report(scope->findings, SAMGEN_NOTE, (struct sg_origin){.subject = policy->value->given},
                  "the %s is needed, because a service has no IAM policies; %s", policy->row->title,
                  policy->row->any_source
                      ? "the statement is for every resource that it acts for, because such requests are not known to "
                        "name one"
                  : access->source ? "the statement is limited to --source-arn"
                                   : "limit it with --source-arn, or the service can act for every account");
        return;
    }
    sg_report(scope->findings, SAMGEN_NOTE, (struct sg_origin){.subject = policy->value->given}, "the %s is %s",
              policy->row->title,
              need_of(scope->arena, policy->row, owner, access->account ? access->account : SG_STACK_ACCOUNT));
}
