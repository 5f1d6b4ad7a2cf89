#include "lint/rules/user_internal.h"

#include "lint/rules_internal.h"
#include "lint/reference_internal.h"

#include "sam/intrinsic.h"
#include "sam/own_role.h"

#include <stdio.h>

static sg_lint_user_check *const checks[] = {
    sg_lint_check_trust,
    sg_lint_check_own_role,
    sg_lint_check_machine,
    sg_lint_check_definition,
    sg_lint_check_failure_destinations,
    sg_lint_check_certificates,
    sg_lint_check_environment,
    sg_lint_check_encryption,
};

bool sg_lint_is_machine(const struct sg_lint_user *user)
{
    return sg_has_type(user->resource, SG_STATE_MACHINE_TYPE) || sg_has_type(user->resource, SG_CFN_STATE_MACHINE_TYPE);
}

const struct sg_node *sg_lint_setting(const struct sg_lint_user *user, const char *name)
{
    char longer[64];
    if (sg_has_type(user->resource, SG_STATE_MACHINE_TYPE))
        return sg_get(user->resource->properties, name);
    (void)snprintf(longer, sizeof longer, "%sConfiguration", name);
    return sg_get(user->resource->properties, longer);
}

/* What a role that is shared may do is read once: it is kept at the role, or at the function that SAM makes it for. */
static struct sg_lint_access *access_of(struct sg_lint *l, const struct sg_role *role, struct sg_lint_access **known)
{
    const struct sg_resource *own = role->own ? sg_find_resource(l->template, role->id) : role->resource;
    struct sg_lint_access **access = &known[sg_lint_number(l, own)];
    if (!*access)
        *access = sg_lint_access_of(l, role);
    return *access;
}

/* By the number of the function. */
static const struct sg_lint_mapping **sources_of(struct sg_lint *l)
{
    const struct sg_template *t = l->template;
    const struct sg_lint_mapping **sources = sg_new_array(l->arena, const struct sg_lint_mapping *, t->count);
    for (size_t i = 0; i < t->count; i++) {
        const struct sg_node *properties = t->resources[i].properties;
        const struct sg_node *arn = sg_get(properties, "EventSourceArn");
        const struct sg_resource *function =
            sg_has_type(&t->resources[i], "AWS::Lambda::EventSourceMapping") && arn
                ? sg_lint_named(l, sg_get(properties, "FunctionName"), sg_lint_functions)
                : NULL;
        if (!function)
            continue;
        struct sg_lint_mapping *source = sg_new(l->arena, struct sg_lint_mapping);
        *source = (struct sg_lint_mapping){.arn = arn, .next = sources[sg_lint_number(l, function)]};
        sources[sg_lint_number(l, function)] = source;
    }
    return sources;
}

/* What is the same for all users. */
struct common {
    struct sg_lint_access **known; /* by the number of the resource */
    struct sg_lint_stores *stores;
    const struct sg_lint_mapping **sources;
};

/* Which of two roles a function has is not known before deployment, and not looked into. */
static void check_user(struct sg_lint *l, const struct sg_resource *r, const struct common *common)
{
    const struct sg_node *given = sg_given_role(r), *policies = sg_get(r->properties, "Policies");
    const struct sg_role *role = sg_is_if(given) ? NULL : sg_role_of(&l->resolver, &l->roles, r);
    if (!role || role->conditional)
        return;
    const struct sg_lint_user user = {
        .resource = r,
        .role = role,
        .access = access_of(l, role, common->known),
        .stores = common->stores,
        .sources = common->sources[sg_lint_number(l, r)],
        .place = given      ? given
                 : policies ? policies
                            : r->key,
    };
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        checks[i](l, &user);
}

void sg_lint_check_users(struct sg_lint *l)
{
    static const char *const types[] = {SG_FUNCTION_TYPE, SG_STATE_MACHINE_TYPE, "AWS::Lambda::Function",
                                        SG_CFN_STATE_MACHINE_TYPE};
    if (!l->is_whole)
        return;
    const struct common common = {
        .known = sg_new_array(l->arena, struct sg_lint_access *, l->template->count),
        .stores = sg_lint_stores_of(l),
        .sources = sources_of(l),
    };
    for (size_t i = 0; i < l->template->count; i++) {
        l->resource = &l->template->resources[i];
        for (size_t t = 0; t < sizeof types / sizeof *types; t++)
            if (sg_has_type(l->resource, types[t]))
                check_user(l, l->resource, &common);
    }
}
