#include "place/spec_places.h"

#include "place/invoke_permission.h"
#include "place/resource_policy.h"
#include "grant/sam_template.h"

#include <string.h>

static bool write_invokers(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked *asked,
                           struct sg_node *resources)
{
    bool ok = true;
    for (size_t i = 0; i < asked->invoker_count; i++)
        if (!asked->invokers[i].faulty)
            ok = sg_place_invoke_permission(scope, catalog, &asked->invokers[i], resources) && ok;
    return ok;
}

bool sg_place_check_invokers(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked *asked)
{
    struct sg_findings before = *scope->findings;
    bool ok = write_invokers(scope, catalog, asked, sg_map(scope->arena));
    if (before.errors == scope->findings->errors)
        sg_forget_since(scope->findings, &before);
    return ok;
}

/*
 * Reads the grants that name resources, silently: sg_grant_generate read them before and reported their faults. What
 * they say of the partition is that of the whole function.
 */
static size_t read_uses(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked *asked,
                        struct sg_use *uses)
{
    struct sg_hush hush;
    size_t count = 0;
    sg_hush(&hush, &scope->findings);
    for (size_t i = 0; i < asked->count; i++)
        if (sg_read_use(scope, catalog, &asked->grants[i], &uses[count]) &&
            strcmp(uses[count].grant->name, SG_SAM_TEMPLATE) != 0)
            count++;
    sg_share_place(scope, uses, count);
    sg_unhush(&hush);
    return count;
}

static bool add_resource_policies(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked *asked,
                                  const struct sg_use *uses, size_t count, struct sg_node *block)
{
    const char *word = sg_camel_case(scope->arena, asked->function ? asked->function : "");
    const char *parameter = sg_format(scope->arena, "%sRoleArn", word);
    const struct sg_policy_access access = {.principal = sg_format(scope->arena, "${%s}", parameter), .word = word};
    struct sg_node *accounts = sg_place_resource_policy_elsewhere(scope, catalog, uses, count, &access);
    if (accounts && accounts->count) {
        sg_put(scope->arena, block, "CalleeResources", accounts);
        sg_report(scope->findings, SAMGEN_NOTE, asked->origin,
                  "copy each part of CalleeResources to a template of that account, with a parameter %s for the ARN of "
                  "the function's role; in the function's own account the grant is enough; if functions share a "
                  "resource, one policy must have the statements of all of them",
                  parameter);
    }
    return accounts != NULL;
}

bool sg_place_add_to_spec(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked *asked,
                          struct sg_node *block)
{
    struct sg_use *uses = sg_new_array(scope->arena, struct sg_use, asked->count);
    struct sg_node *resources = sg_map(scope->arena);
    const char *partition = scope->partition;
    size_t count = read_uses(scope, catalog, asked, uses);
    bool ok = write_invokers(scope, catalog, asked, resources);
    if (resources->count)
        sg_put(scope->arena, block, "Resources", resources);
    ok = add_resource_policies(scope, catalog, asked, uses, count, block) && ok;
    scope->partition = partition;
    return ok;
}
