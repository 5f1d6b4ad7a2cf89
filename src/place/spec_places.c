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

/* The grants that name resources; they have been read before, and what is to be said of them was said then. */
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
    sg_unhush(&hush);
    return count;
}

static bool add_callees(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked *asked,
                        struct sg_node *block)
{
    struct sg_use *uses = sg_new_array(scope->arena, struct sg_use, asked->count);
    const char *word = sg_camel_case(scope->arena, asked->function ? asked->function : "");
    const char *parameter = sg_format(scope->arena, "%sRoleArn", word);
    const struct sg_callee_access access = {.principal = sg_format(scope->arena, "${%s}", parameter), .word = word};
    size_t count = read_uses(scope, catalog, asked, uses);
    struct sg_node *accounts = sg_place_resource_policy_elsewhere(scope, catalog, uses, count, &access);
    if (accounts && accounts->count) {
        sg_put(scope->arena, block, "CalleeResources", accounts);
        sg_report(scope->findings, SAMGEN_NOTE, asked->origin,
                  "CalleeResources are for templates of those accounts, in which %s is a parameter, the ARN of the "
                  "function's role; where an account is the function's own, its grant alone is enough; where functions "
                  "share a resource, one policy has the statements of all",
                  parameter);
    }
    return accounts != NULL;
}

bool sg_place_add_to_spec(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked *asked,
                          struct sg_node *block)
{
    struct sg_node *resources = sg_map(scope->arena);
    bool ok = write_invokers(scope, catalog, asked, resources);
    if (resources->count)
        sg_put(scope->arena, block, "Resources", resources);
    return add_callees(scope, catalog, asked, block) && ok;
}
