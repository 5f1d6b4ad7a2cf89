#include "explain/expand.h"

#include "sam/attachment.h"
#include "sam/intrinsic.h"

#include <string.h>

/* What is being written. */
struct expanding {
    struct sg_resolver *resolver;
    struct sg_arena *arena;
    struct sg_role_uses uses; /* of all roles, for used_by */
    struct sg_node *functions, *roles;
};

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
    sg_put(a, node, "trust", or_null(a, role->trust));
    sg_put(a, node, "path", or_null(a, role->path));
    sg_put(a, node, "boundary", or_null(a, role->boundary));
    return node;
}

/* The policy resources that are attached to the role. */
static struct sg_node *attached_ids(const struct expanding *e, const struct sg_role *role)
{
    struct sg_node *list = sg_list(e->arena);
    const struct sg_resource **to = sg_attached_to(e->resolver, role->id, sg_role_name(e->resolver, role));
    for (; *to; to++)
        sg_append(list, sg_scalar(e->arena, (*to)->id));
    return list;
}

static struct sg_node *user_ids(const struct expanding *e, const struct sg_role *role)
{
    struct sg_strings ids = {0};
    struct sg_node *list = sg_list(e->arena);
    for (size_t i = 0; i < e->uses.count; i++)
        if (e->uses.items[i].role == role && sg_push_once(e->arena, &ids, e->uses.items[i].user->id))
            sg_append(list, sg_scalar(e->arena, e->uses.items[i].user->id));
    return list;
}

static void put_own(struct expanding *e, const struct sg_role *role)
{
    struct sg_node *node = role_node(e->arena, role);
    sg_put(e->arena, node, "attached", attached_ids(e, role));
    sg_put(e->arena, node, "used_by", user_ids(e, role));
    sg_put(e->arena, e->roles, role->id, node);
}

static void put(struct expanding *e, const struct sg_role *role)
{
    if (role->own && !sg_get(e->roles, role->id))
        put_own(e, role);
    else if (!role->own && !sg_get(e->functions, role->resource->id))
        sg_put(e->arena, e->functions, role->resource->id, role_node(e->arena, role));
}

static void put_all(struct expanding *e, const struct sg_roles *roles)
{
    const struct sg_template *t = e->resolver->template;
    for (size_t i = 0; i < roles->count; i++)
        if (!roles->items[i].conditional)
            put(e, &roles->items[i]);
    for (size_t i = 0; i < t->count; i++) {
        bool is_role = sg_has_type(&t->resources[i], SG_ROLE_TYPE);
        if (is_role)
            put(e, sg_role_with_id(t, roles, t->resources[i].id));
    }
}

/* Returns false after reporting that the template does not have the function, or none of its roles. */
static bool put_chosen(struct expanding *e, const struct sg_roles *roles, const struct sg_role_choice *choice)
{
    struct sg_template_role one = {.template = e->resolver->template, .resolver = *e->resolver};
    if (!sg_explain_find_role(&one, roles, choice) || !sg_explain_need_role(&one))
        return false;
    if (!one.uses.count)
        put(e, one.role);
    for (size_t i = 0; i < one.uses.count; i++)
        if (one.uses.items[i].role)
            put(e, one.uses.items[i].role);
    return true;
}

struct sg_node *sg_explain_expand(struct sg_resolver *r, const struct sg_roles *roles,
                                  const struct sg_role_choice *choice)
{
    struct sg_arena *a = r->template->arena;
    struct expanding e = {.resolver = r, .arena = a, .functions = sg_map(a), .roles = sg_map(a)};
    struct sg_node *root = sg_map(a);
    sg_list_role_uses(r, roles, &e.uses);
    if (!choice->function && !choice->role)
        put_all(&e, roles);
    else if (!put_chosen(&e, roles, choice))
        return NULL;
    sg_put(a, root, "functions", e.functions);
    if (e.roles->count)
        sg_put(a, root, "roles", e.roles);
    return root;
}
