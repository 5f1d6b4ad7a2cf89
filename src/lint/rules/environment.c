/* SG510: variables that name a resource on which the role has no permission. */
#include "lint/reference_internal.h"
#include "lint/rules_internal.h"
#include "lint/user_internal.h"
#include "lint/values_internal.h"

/* Not those of Globals: every function has them, whether it uses them or not. */
static struct sg_lint_values own_variables(struct sg_lint *l, const struct sg_resource *function)
{
    const struct sg_node *environment = sg_get(sg_get(function->body, "Properties"), "Environment");
    return sg_lint_values_at(l, sg_get(environment, "Variables"), "*");
}

/* Functions are often only named in a ServiceToken, a target or a message to another service. */
static bool is_function(const struct sg_resource *r)
{
    for (const char *const *type = sg_lint_functions; *type; type++)
        if (sg_has_type(r, *type))
            return true;
    return false;
}

static void check_variable(struct sg_lint *l, const struct sg_lint_user *user, const char *name,
                           const struct sg_node *value)
{
    const struct sg_resource *named = value->first ? sg_lint_named(l, value, NULL) : NULL;
    if (!named || is_function(named))
        return;
    const struct sg_target *target = sg_lint_target_of(l, named);
    if (!sg_lint_may_use(l, user->access, sg_concat(l->arena, target->service, ":*"), named))
        sg_lint_report(l, SG510, value,
                       "variable %s names the %s %s, but the role of %s has no permission on it; if the code calls it, "
                       "grant %s",
                       name, target->kind->noun, named->id, user->resource->id, target->grants);
}

/* A function given a role ARN usually passes its variables on with that role, which is not checked. */
static bool has_role(struct sg_lint *l, const struct sg_resource *function)
{
    static const char *const roles[] = {"AWS::IAM::Role", NULL};
    for (struct sg_lint_values v = own_variables(l, function); sg_lint_next(&v);)
        if (sg_lint_named(l, v.value, roles))
            return true;
    return false;
}

void sg_lint_check_environment(struct sg_lint *l)
{
    for (const struct sg_lint_user *u = NULL; (u = sg_lint_next_user(l, u));) {
        if (sg_lint_is_machine(u) || has_role(l, u->resource))
            continue;
        for (struct sg_lint_values v = own_variables(l, u->resource); sg_lint_next(&v);)
            check_variable(l, u, v.name, v.value);
    }
}
