#include "lint/user_internal.h"

#include "lint/reference_internal.h"

#include "base/list.h"
#include "sam/intrinsic.h"
#include "sam/role_use.h"
#include "yaml/scalar.h"

#include <stdio.h>

bool sg_lint_is_machine(const struct sg_lint_user *user)
{
    return sg_has_type(user->resource, SG_STATE_MACHINE_TYPE) || sg_has_type(user->resource, SG_CFN_STATE_MACHINE_TYPE);
}

const struct sg_node *sg_lint_machine_property(const struct sg_lint_user *user, const char *name)
{
    char longer[64];
    if (sg_has_type(user->resource, SG_STATE_MACHINE_TYPE))
        return sg_get(user->resource->properties, name);
    (void)snprintf(longer, sizeof longer, "%sConfiguration", name);
    return sg_get(user->resource->properties, longer);
}

/* A shared role is read once: its access is kept by its number, or by that of the function whose role SAM makes. */
static struct sg_lint_access *access_of(struct sg_lint *l, const struct sg_role *role, struct sg_lint_access **known)
{
    const struct sg_resource *own = role->own ? sg_find_resource(l->template, role->id) : role->resource;
    struct sg_lint_access **access = &known[sg_lint_number(l, own)];
    if (!*access)
        *access = sg_lint_access_of(l, role);
    return *access;
}

/* The mappings of each function, by its number. */
static const struct sg_lint_mapping **mappings_of(struct sg_lint *l)
{
    const struct sg_lint_mapping **mappings =
        sg_new_array(l->arena, const struct sg_lint_mapping *, l->template->count);
    for (size_t i = 0; i < l->template->count; i++) {
        const struct sg_resource *r = &l->template->resources[i];
        const struct sg_node *arn = sg_get(r->properties, "EventSourceArn");
        const struct sg_resource *function =
            sg_has_type(r, "AWS::Lambda::EventSourceMapping") && arn
                ? sg_lint_named(l, sg_get(r->properties, "FunctionName"), sg_lint_functions)
                : NULL;
        if (!function)
            continue;
        struct sg_lint_mapping *mapping = sg_new(l->arena, struct sg_lint_mapping);
        *mapping = (struct sg_lint_mapping){.arn = arn, .next = mappings[sg_lint_number(l, function)]};
        mappings[sg_lint_number(l, function)] = mapping;
    }
    return mappings;
}

struct sg_lint_users {
    struct sg_lint_user *items;
    size_t count, capacity;
};

static struct sg_lint_users *find_users(struct sg_lint *l)
{
    struct sg_lint_users *users = sg_new(l->arena, struct sg_lint_users);
    if (!l->is_whole)
        return users;
    struct sg_lint_access **known = sg_new_array(l->arena, struct sg_lint_access *, l->template->count);
    const struct sg_lint_mapping **mappings = mappings_of(l);
    for (size_t i = 0; i < l->template->count; i++) {
        const struct sg_resource *r = &l->template->resources[i];
        const struct sg_node *given = sg_own_role_given(l->template, r), *policies = sg_get(r->properties, "Policies");
        /* which role an Fn::If gives is not known before deployment */
        const struct sg_role *role =
            sg_runs_with_role(l->template, r) && !sg_is_if(given) ? sg_own_role_of(&l->resolver, &l->roles, r) : NULL;
        if (!role || role->conditional)
            continue;
        sg_grow(l->arena, users->items, users->count, users->capacity);
        users->items[users->count++] = (struct sg_lint_user){
            .resource = r,
            .role = role,
            .access = access_of(l, role, known),
            .mappings = mappings[i],
            .node = !sg_is_nothing(given) ? given
                    : policies            ? policies
                                          : r->key,
        };
    }
    return users;
}

const struct sg_lint_user *sg_lint_next_user(struct sg_lint *l, const struct sg_lint_user *user)
{
    if (!l->users)
        l->users = find_users(l);
    size_t next = user ? (size_t)(user - l->users->items) + 1 : 0;
    bool more = next < l->users->count;
    l->resource = more ? l->users->items[next].resource : NULL;
    return more ? &l->users->items[next] : NULL;
}
