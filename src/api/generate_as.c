#include <samgen/samgen.h>

#include "iam/arn.h"
#include "place/identity.h"
#include "place/spec_places.h"
#include "value/spec.h"

#include <string.h>

#include "api/api_internal.h"

static struct sg_origin option(const char *subject)
{
    return (struct sg_origin){.subject = subject};
}

/* An option that has no meaning in a form. */
static bool refuse(struct sg_call *call, const char *subject, const char *value, const char *forms)
{
    return !value || sg_fail(&call->findings, option(subject), "has no effect on this form; it is for --as %s", forms);
}

static bool check_region(struct sg_call *call, const struct samgen_settings *settings)
{
    const char *region = settings->region, *partition = region ? sg_partition_of(region) : NULL;
    if (region && !sg_is_region(region))
        return sg_fail(&call->findings, option("--region"), "\"%s\" is not a region such as us-east-1", region);
    if (settings->partition && strcmp(settings->partition, "auto") == 0)
        return sg_fail(&call->findings, option("--partition"),
                       "auto needs a template, but --as document is read without one; give the partition or --region");
    if (region && settings->partition && strcmp(settings->partition, partition) != 0)
        return sg_fail(&call->findings, option("--partition"), "\"%s\" is not the partition of %s, which is in %s",
                       settings->partition, region, partition);
    if (region)
        call->scope.partition = partition;
    return true;
}

static bool check_document(struct sg_call *call, const struct samgen_settings *settings)
{
    bool ok = check_region(call, settings);
    if (settings->account && !sg_is_account(settings->account))
        ok = sg_fail(&call->findings, option("--account"), "\"%s\" is not an account, which has 12 digits",
                     settings->account);
    return ok;
}

bool sg_api_check_as(struct sg_call *call, const struct samgen_settings *settings)
{
    enum samgen_as as = settings->as;
    bool ok = true;
    if (as != SAMGEN_AS_SAM && settings->style == SAMGEN_STYLE_TEMPLATE)
        ok = sg_fail(&call->findings, option("--style"),
                     "only --as sam has SAM policy templates; leave out --style template");
    if (as != SAMGEN_AS_SAM && settings->with_places)
        ok = sg_fail(&call->findings, option("--with-places"), "needs --as sam; leave out one of the two");
    if (as == SAMGEN_AS_POLICY && !settings->roles)
        ok = sg_fail(&call->findings, option(NULL),
                     "--as policy needs --roles, the logical ids of the roles that get the policy, such as --roles "
                     "FunctionRole");
    if (as != SAMGEN_AS_ROLE)
        ok = refuse(call, "--trust", settings->trust, "role") && ok;
    if (as != SAMGEN_AS_POLICY && as != SAMGEN_AS_MANAGED_POLICY)
        ok = refuse(call, "--roles", settings->roles, "policy and --as managed-policy") && ok;
    if (as == SAMGEN_AS_DOCUMENT)
        return check_document(call, settings) && ok;
    ok = refuse(call, "--region", settings->region, "document") && ok;
    return refuse(call, "--account", settings->account, "document") && ok;
}

/* "A,B" */
static void read_roles(struct sg_arena *a, const char *text, struct sg_strings *roles)
{
    for (const char *p = text; p; p = strchr(p, ',') ? strchr(p, ',') + 1 : NULL)
        sg_push_once(a, roles, sg_copy_bytes(a, p, strcspn(p, ",")));
}

/* False after reporting. */
static bool read_identity(struct sg_call *call, const struct samgen_settings *settings, struct sg_identity *identity)
{
    struct sg_arena *a = call->scope.arena;
    *identity = (struct sg_identity){
        .as = settings->as,
        .trust = {.name = settings->trust ? sg_copy(a, settings->trust) : "lambda", .origin = option("--trust")},
        .stack = {settings->region, settings->account, settings->partition}};
    if (settings->roles)
        read_roles(a, sg_copy(a, settings->roles), &identity->roles);
    return sg_place_check_roles(&call->scope, option("--roles"), &identity->roles);
}

struct sg_node *sg_api_generate_as(struct sg_call *call, const struct sg_asked *asked,
                                   const struct samgen_settings *settings)
{
    struct sg_identity identity;
    struct sg_node *root = sg_map(call->scope.arena);
    bool ok = read_identity(call, settings, &identity) &&
              sg_place_identity(&call->scope, call->scope.catalog, asked, &call->settings, &identity, root);
    return ok ? root : NULL;
}

/* ---- Specs ---- */

static bool read_spec(struct sg_call *call, const struct sg_source *source, const char *function, struct sg_spec *spec)
{
    if (!sg_read_spec(call->scope.arena, call->scope.catalog, source, &call->findings, spec))
        return false;
    for (size_t i = 0; function && i < spec->count; i++)
        if (strcmp(spec->functions[i].function, function) == 0) {
            *spec = (struct sg_spec){.functions = &spec->functions[i], .count = 1};
            return true;
        }
    return !function || sg_api_unknown_function(call, spec, function);
}

static bool check_role_count(struct sg_call *call, const struct sg_identity *identity, const struct sg_spec *spec)
{
    return !identity->roles.count || spec->count == 1 ||
           sg_fail(&call->findings, option("--roles"),
                   "the spec has %zu functions, and each has its own role; choose one with --function", spec->count);
}

struct sg_node *sg_api_generate_spec_as(struct sg_call *call, const struct sg_source *source, const char *function,
                                        const struct samgen_settings *settings)
{
    struct sg_scope *scope = &call->scope;
    struct sg_identity identity;
    struct sg_spec spec;
    struct sg_node *root = sg_map(scope->arena);
    bool ok = read_identity(call, settings, &identity) && read_spec(call, source, function, &spec) &&
              check_role_count(call, &identity, &spec);
    for (size_t i = 0; ok && i < spec.count; i++) {
        struct sg_asked *asked = &spec.functions[i];
        struct sg_node *made = settings->as == SAMGEN_AS_DOCUMENT && !function ? sg_map(scope->arena) : root;
        sg_api_ask_keys(call, asked);
        ok = sg_place_check_invokers(scope, scope->catalog, asked);
        ok = sg_place_identity(scope, scope->catalog, asked, &call->settings, &identity, made) && ok;
        if (made != root)
            sg_put(scope->arena, root, asked->function, made);
    }
    return ok ? root : NULL;
}
