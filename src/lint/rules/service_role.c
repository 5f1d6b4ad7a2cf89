/* SG518 and SG519: roles that resources give to a service, which lack what the service documents, or come too late. */
#include "lint/access_internal.h"
#include "lint/reference_internal.h"
#include "lint/rules_internal.h"
#include "lint/values_internal.h"

#include "sam/role_use.h"

static void check_actions(struct sg_lint *l, const struct sg_service_role *row, const struct sg_role *role,
                          const struct sg_node *value)
{
    struct sg_lint_access *access = sg_lint_access_of(l, role);
    struct sg_strings missing = {0};
    for (size_t i = 0; i < row->actions.count; i++)
        if (!sg_lint_may(l, access, row->actions.items[i], "*"))
            sg_push(l->arena, &missing, row->actions.items[i]);
    if (missing.count)
        sg_lint_report(l, SG518, value, "the service uses this role for %s, but %s does not allow %s; add %s",
                       row->at ? row->at : l->resource->id, role->id, sg_join(l->arena, &missing, ", "),
                       missing.count > 1 ? "them" : "it");
}

/* Returns whether a policy of its own resource is all that the role has. */
static bool has_nothing(const struct sg_resource *role)
{
    return !sg_get(role->properties, "Policies") && !sg_get(role->properties, "ManagedPolicyArns");
}

/* Returns whether the policy has the role, and CloudFormation can create the resource before it. */
static bool may_be_late(struct sg_lint *l, const struct sg_resource *policy, const struct sg_resource *role)
{
    static const char *const roles[] = {"AWS::IAM::Role", NULL};
    if (!sg_has_type(policy, "AWS::IAM::Policy") && !sg_has_type(policy, "AWS::IAM::ManagedPolicy"))
        return false;
    for (struct sg_lint_values v = sg_lint_values_at(l, policy->properties, "Roles"); sg_lint_next(&v);)
        if (sg_lint_named(l, v.value, roles) == role)
            return !sg_depends_on(l->dependencies, l->resource->id, policy->id, NULL) &&
                   !sg_depends_on(l->dependencies, policy->id, l->resource->id, NULL);
    return false;
}

static void check_order(struct sg_lint *l, const struct sg_resource *role, const struct sg_node *value)
{
    struct sg_strings late = {0};
    for (size_t i = 0; i < l->template->count && sg_lint_may_compare(l); i++)
        if (may_be_late(l, &l->template->resources[i], role))
            sg_push(l->arena, &late, l->template->resources[i].id);
    const char *policies = sg_join(l->arena, &late, ", ");
    if (late.count)
        sg_lint_report(l, SG519, value,
                       "%s uses the permissions of %s, but CloudFormation can create it before; add DependsOn: %s%s%s",
                       l->resource->id, policies, late.count > 1 ? "[" : "", policies, late.count > 1 ? "]" : "");
}

static void check_row(struct sg_lint *l, const struct sg_resource *r, const struct sg_service_role *row)
{
    for (struct sg_lint_values v = sg_lint_values_at(l, r->properties, row->at ? row->at : ""); sg_lint_next(&v);) {
        const struct sg_node *value = sg_get(v.value, row->role);
        const struct sg_role *role = value ? sg_role_named(&l->resolver, &l->roles, value) : NULL;
        const struct sg_resource *own = role && role->own ? sg_find_resource(l->template, role->id) : NULL;
        if (!own)
            continue;
        check_actions(l, row, role, value);
        if (l->dependencies && has_nothing(own))
            check_order(l, own, value);
    }
}

void sg_lint_check_service_role(struct sg_lint *l)
{
    for (const struct sg_resource *r = NULL; l->is_whole && (r = sg_lint_next_resource(l, r));)
        for (size_t i = 0; i < l->needs->service_roles.count; i++)
            if (sg_has_type(r, l->needs->service_roles.items[i].type))
                check_row(l, r, &l->needs->service_roles.items[i]);
}
