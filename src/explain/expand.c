#include "explain/expand.h"

#include "sam/intrinsic.h"

#include <string.h>

static struct sg_node *attached_node(struct sg_arena *a, const struct sg_attached_list *attached)
{
    struct sg_node *list = sg_list(a);
    for (size_t i = 0; i < attached->count; i++)
        sg_append(list, sg_shared(a, attached->items[i].node));
    return list;
}

static struct sg_node *or_null(struct sg_arena *a, const struct sg_node *value)
{
    struct sg_node *node = value ? sg_shared(a, value) : sg_scalar(a, "null");
    node->plain = node->plain || !value;
    return node;
}

static struct sg_node *role_node(struct sg_arena *a, const struct sg_role *role)
{
    struct sg_node *node = sg_map(a);
    sg_put(a, node, "managed", attached_node(a, &role->managed));
    sg_put(a, node, "policies", attached_node(a, &role->policies));
    sg_put(a, node, "trust", sg_shared(a, role->trust));
    sg_put(a, node, "path", or_null(a, role->path));
    sg_put(a, node, "boundary", or_null(a, role->boundary));
    return node;
}

static bool is_with_role(const struct sg_resource *resource)
{
    return sg_has_type(resource, SG_FUNCTION_TYPE) || sg_has_type(resource, SG_STATE_MACHINE_TYPE);
}

static bool fail_unknown(const struct sg_template *t, const char *name)
{
    struct sg_strings known = {0};
    for (size_t i = 0; i < t->count; i++)
        if (is_with_role(&t->resources[i]))
            sg_push(t->arena, &known, t->resources[i].id);
    const char *near = sg_nearest(name, &known);
    return sg_fail(t->findings, (struct sg_origin){.subject = "--function"},
                   "the template has no function or state machine \"%s\"%s%s%s", name, near ? "; did you mean " : "",
                   near ? near : "", near ? "?" : "");
}

/* The origin is Role or, when an API of SAM replaces the resource ("ServerlessRestApi"), the resource itself. */
static struct sg_origin role_origin(const struct sg_template *t, const struct sg_resource *resource)
{
    const struct sg_node *role = sg_get(resource->properties, "Role");
    return sg_at(t, role ? role : resource->key);
}

/* Returns the resource, or NULL after reporting that there is no such function. */
static const struct sg_resource *find_function(const struct sg_template *t, const char *name)
{
    const struct sg_resource *resource = sg_find_resource(t, name);
    if (resource && is_with_role(resource))
        return resource;
    fail_unknown(t, name);
    return NULL;
}

const struct sg_role *sg_explain_role_named(struct sg_resolver *r, const struct sg_roles *roles, const char *name)
{
    const struct sg_template *t = r->template;
    const struct sg_resource *resource = find_function(t, name);
    const struct sg_role *role = resource ? sg_own_role_of(r, roles, resource) : NULL;
    if (resource && !role)
        sg_fail(t->findings, role_origin(t, resource),
                "the role of %s is not in this template, or depends on values that samgen does not know", name);
    return role;
}

/* Returns the role that SAM creates, or NULL after reporting why there is none. */
static const struct sg_role *made_role(const struct sg_template *t, const struct sg_roles *roles, const char *name)
{
    const struct sg_resource *resource = find_function(t, name);
    const struct sg_role *role = resource ? sg_find_role(roles, name) : NULL;
    if (resource && !role)
        sg_fail(t->findings, role_origin(t, resource),
                sg_get(resource->properties, "Role")
                    ? "%s has a Role, so SAM creates no role for it and ignores its Policies"
                    : "%s has the logical ID of an API that SAM creates, which replaces it; rename it",
                name);
    return role;
}

struct sg_node *sg_explain_expand(const struct sg_template *t, const struct sg_roles *roles, const char *function)
{
    struct sg_node *functions = sg_map(t->arena), *root = sg_map(t->arena);
    const struct sg_role *one = function ? made_role(t, roles, function) : NULL;
    if (function && !one)
        return NULL;
    for (size_t i = 0; i < roles->count; i++)
        if (one ? one == &roles->items[i] : !roles->items[i].conditional)
            sg_put(t->arena, functions, roles->items[i].resource->id, role_node(t->arena, &roles->items[i]));
    sg_put(t->arena, root, "functions", functions);
    return root;
}
