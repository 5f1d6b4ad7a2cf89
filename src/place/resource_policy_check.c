#include "place/resource_policy_write_internal.h"

#include "iam/arn.h"
#include "place/place.h"

#include <string.h>

/* The partition that the policy will say the resource is of, or NULL where a reference tells. */
static const char *partition_of(const struct sg_scope *scope, const struct sg_value *value)
{
    const char *text = value->name ? value->name : value->arn;
    const char *partition = value->partition                               ? value->partition
                            : sg_place_whole_reference(scope->arena, text) ? NULL
                                                                           : scope->partition;
    return partition && !sg_has_substitution(partition) ? partition : NULL;
}

/* IAM lets nobody of another partition in. */
static bool check_partition(struct sg_scope *scope, const struct sg_callee_use *use,
                            const struct sg_callee_access *access)
{
    const char *of_resource = partition_of(scope, use->value);
    const char *of_principal = sg_starts_with(access->principal, "arn:")
                                   ? sg_arn_part(scope->arena, access->principal, SG_ARN_PART_PARTITION)
                                   : NULL;
    if (!of_resource || !of_principal || strchr(of_principal, '$') || strcmp(of_resource, of_principal) == 0)
        return true;
    return sg_fail(scope->findings, use->value->origin,
                   "\"%s\" is of the partition %s and %s of %s, and no access goes from one to another; --partition "
                   "says of which those are whose ARNs do not tell",
                   use->value->given, of_resource, access->principal, of_principal);
}

static bool check_owner(struct sg_scope *scope, const struct sg_callee_use *use, const struct sg_callee_access *access)
{
    const char *account = use->value->account;
    if (!access->owner || !account || strstr(account, "${") || strcmp(account, access->owner) == 0)
        return true;
    return sg_fail(scope->findings, (struct sg_origin){.subject = "--account"}, "\"%s\" is of account %s, not of %s",
                   use->value->given, account, access->owner);
}

/* The permission that a service needs: `samgen invoke-permission --source s3 --function resize --bucket ...`. */
static const char *permission_command(struct sg_scope *scope, struct sg_catalog *catalog,
                                      const struct sg_callee_use *use, const struct sg_callee_access *access)
{
    struct sg_arena *a = scope->arena;
    const struct sg_invoker *invoker = sg_invoker_of(catalog, access->principal, scope->findings);
    const char *command = sg_format(a, "samgen invoke-permission --source %s --function %s",
                                    invoker ? invoker->grant.name : "SOURCE", use->value->given);
    for (size_t i = 0; invoker && access->source && i < invoker->grant.options.count; i++) {
        const struct sg_option *option = &invoker->grant.options.items[i];
        if (option->required && strcmp(option->name, "function") != 0)
            command = sg_format(a, "%s --%s %s", command, option->name, access->source);
    }
    return command;
}

/* Permissions are for accounts and roles; what lets a service invoke a function says more than they can. */
static bool check_service(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_callee_use *use,
                          const struct sg_callee_access *access)
{
    const struct sg_origin origin = {.subject = "--role"};
    if (!access->service || strcmp(use->callee->form, "permission") != 0)
        return true;
    if (use->callee->by_account)
        return sg_fail(scope->findings, origin, "the %s lets in accounts, and %s is a service", use->callee->title,
                       access->principal);
    return sg_fail(scope->findings, origin, "%s invokes a function by a permission of its own: `%s`", access->principal,
                   permission_command(scope, catalog, use, access));
}

static bool check_source(struct sg_scope *scope, const struct sg_callee_use *use, const struct sg_callee_access *access)
{
    for (size_t i = 0; access->source && i < use->count; i++)
        if (sg_place_has_condition(&use->statements[i], "aws:SourceArn"))
            return sg_fail(scope->findings, (struct sg_origin){.subject = "--source-arn"},
                           "the grant has a condition on aws:SourceArn already; leave one of the two out");
    return true;
}

bool sg_place_check_policy(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_callee_use *use,
                           const struct sg_callee_access *access)
{
    return check_service(scope, catalog, use, access) && check_partition(scope, use, access) &&
           check_owner(scope, use, access) && check_source(scope, use, access);
}
