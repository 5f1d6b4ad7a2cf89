#include <samgen/samgen.h>

#include "catalog/place.h"
#include "iam/arn.h"
#include "place/invoke_permission.h"
#include "place/place.h"
#include "place/resource_policy.h"
#include "place/trust.h"

#include <string.h>

#include "api/api_internal.h"

static enum sg_place_type inner(enum samgen_place place)
{
    static const enum sg_place_type types[] = {
        [SAMGEN_INVOKE_PERMISSION] = SG_INVOKE,
        [SAMGEN_TRUST] = SG_TRUST,
        [SAMGEN_POLICY_OF_RESOURCE] = SG_POLICY,
    };
    return types[place];
}

static bool describe(struct samgen *samgen, enum samgen_place place, const char *name, struct samgen_named_item *item)
{
    if (place == SAMGEN_POLICY_OF_RESOURCE) {
        const struct sg_policy_row *row = sg_find_policy_row(samgen->catalog, name, NULL);
        if (row)
            *item = (struct samgen_named_item){.name = row->kind->title, .title = row->title};
        return row;
    }
    const struct sg_grant *options = sg_place_options(samgen->catalog, inner(place), name, NULL);
    if (options)
        *item = (struct samgen_named_item){.name = options->name, .title = options->title};
    return options;
}

size_t samgen_places(struct samgen *samgen, enum samgen_place place, const struct samgen_named_item **items)
{
    struct sg_strings names = {0};
    size_t count = 0;
    sg_place_names(samgen->catalog, inner(place), &names);
    struct samgen_named_item *list = sg_new_array(samgen->arena, struct samgen_named_item, names.count);
    for (size_t i = 0; i < names.count; i++)
        count += describe(samgen, place, names.items[i], &list[count]);
    *items = list;
    return count;
}

bool samgen_describe_place(struct samgen *samgen, enum samgen_place place, const char *name,
                           struct samgen_grant_info *info)
{
    if (place == SAMGEN_POLICY_OF_RESOURCE)
        return false;
    const struct sg_grant *options = sg_place_options(samgen->catalog, inner(place), name, NULL);
    const struct sg_grant any = {.name = name, .title = "a service"};
    if (!options && place == SAMGEN_TRUST && sg_place_is_service_principal(name))
        options = &any;
    if (!options || (place == SAMGEN_INVOKE_PERMISSION && !options->options.count))
        return false;
    sg_api_describe_options(samgen, options, info);
    return true;
}

static enum samgen_status finish(struct samgen *samgen, struct sg_call *call, const struct sg_node *root,
                                 const struct samgen_settings *settings, struct samgen_result *result)
{
    struct sg_buffer text = sg_buffer_new(samgen->arena, SG_BUFFER_MOST);
    if (root)
        sg_api_write_result(&text, root, settings);
    return sg_api_finish(samgen, &call->findings, &text, result);
}

enum samgen_status samgen_invoke_permission(struct samgen *samgen, const struct samgen_grant *source,
                                            const struct samgen_settings *settings, struct samgen_result *result)
{
    struct sg_call call;
    struct sg_node *resources = sg_map(samgen->arena);
    *result = (struct samgen_result){0};
    if (sg_api_start_call(samgen, settings, &call)) {
        struct sg_asked_grant asked = sg_api_ask(samgen, source);
        asked.origin.subject = "--source";
        sg_place_invoke_permission(&call.scope, samgen->catalog, &asked, resources);
    }
    return finish(samgen, &call, resources, settings, result);
}

enum samgen_status samgen_trust(struct samgen *samgen, const struct samgen_grant *service,
                                const struct samgen_settings *settings, struct samgen_result *result)
{
    struct sg_call call;
    const struct sg_node *root = NULL;
    *result = (struct samgen_result){0};
    if (sg_api_start_call(samgen, settings, &call)) {
        struct sg_asked_grant asked = sg_api_ask(samgen, service);
        asked.origin.subject = "--service";
        root = sg_place_trust(&call.scope, samgen->catalog, &asked);
    }
    return finish(samgen, &call, root, settings, result);
}

/* Reads the account of the resources. */
static bool read_owner(struct sg_call *call, const char *account, struct sg_policy_access *access)
{
    access->owner = account ? sg_copy(call->scope.arena, account) : NULL;
    if (!account || sg_is_account(account))
        return true;
    return sg_fail(&call->findings, (struct sg_origin){.subject = "--account"},
                   "\"%s\" is not an account, which has 12 digits", account);
}

static bool names_role(struct sg_call *call, const char *role)
{
    return role || sg_fail(&call->findings, (struct sg_origin){.subject = "--role"}, "name the role that is let in");
}

static bool read_role(struct samgen *samgen, struct sg_call *call, const char *role, struct sg_policy_access *access)
{
    return role && sg_place_read_principal(&call->scope, samgen->catalog, (struct sg_origin){.subject = "--role"},
                                           sg_copy(samgen->arena, role), access);
}

/* Reads the grants. Names take the partition of the ARNs beside them, else that of the role's ARN. */
static bool read_uses(struct samgen *samgen, struct sg_call *call, const struct samgen_grant *grants,
                      struct sg_use *uses, size_t count, const char *role)
{
    struct sg_scope *scope = &call->scope;
    bool ok = true;
    for (size_t i = 0; i < count; i++) {
        struct sg_asked_grant asked = sg_api_ask(samgen, &grants[i]);
        if (!sg_read_use(scope, samgen->catalog, &asked, &uses[i])) {
            uses[i].grant = NULL;
            ok = false;
        }
    }
    const char *partition = role ? sg_arn_part(samgen->arena, role, SG_ARN_PART_PARTITION) : NULL;
    if (partition && !scope->partition_is_set && sg_known_partition(partition))
        scope->partition = sg_known_partition(partition);
    return sg_share_place(scope, uses, count) && ok;
}

enum samgen_status samgen_resource_policy(struct samgen *samgen, const struct samgen_grant *grants, size_t grant_count,
                                          const struct samgen_access *access, const struct samgen_settings *settings,
                                          struct samgen_result *result)
{
    struct sg_call call;
    const struct sg_node *root = NULL;
    *result = (struct samgen_result){0};
    if (sg_api_start_call(samgen, settings, &call)) {
        struct sg_use *uses = sg_new_array(samgen->arena, struct sg_use, grant_count);
        struct sg_policy_access inside = {.bare = access->bare};
        bool ok = read_owner(&call, access->account, &inside);
        ok = names_role(&call, access->role) && ok;
        ok = read_uses(samgen, &call, grants, uses, grant_count, access->role) && ok;
        ok = read_role(samgen, &call, access->role, &inside) && ok;
        if (ok && access->source_arn)
            ok = sg_place_read_source(&call.scope, samgen->catalog, (struct sg_origin){.subject = "--source-arn"},
                                      sg_copy(samgen->arena, access->source_arn), &inside);
        root = ok ? sg_place_resource_policy(&call.scope, samgen->catalog, uses, grant_count, &inside) : NULL;
    }
    return finish(samgen, &call, root, settings, result);
}
