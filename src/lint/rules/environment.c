/* SG510: variables that name a resource which the role may do nothing with. */
#include "lint/reference_internal.h"
#include "lint/rules/user_internal.h"

/* What stands in Globals is given to every function, whether it uses it or not. */
static const struct sg_node *own_variables(const struct sg_resource *function)
{
    return sg_get(sg_get(sg_get(function->body, "Properties"), "Environment"), "Variables");
}

static void check_variable(struct sg_lint *l, const struct sg_node *value, void *context)
{
    const struct sg_lint_user *user = context;
    const struct sg_resource *named = value->first ? sg_lint_named(l, value, NULL) : NULL;
    if (!named || named == user->resource)
        return;
    const struct sg_lint_target *target = sg_lint_target_of(named);
    if (!sg_lint_may_use(l, user->access, sg_concat(l->arena, target->service, ":*"), named))
        sg_lint_report(l, "SG510", value,
                       "%s is told of the %s %s, and its role may do nothing with it; if it uses it, grant that "
                       "(`samgen help` %s)",
                       user->resource->id, target->noun, named->id, target->grants);
}

static void note_role(struct sg_lint *l, const struct sg_node *value, void *context)
{
    static const char *const roles[] = {"AWS::IAM::Role", NULL};
    bool *told = context;
    *told = *told || sg_lint_named(l, value, roles);
}

/* Who is told of a role hands what it is told of to others, which use it with that role. */
void sg_lint_check_environment(struct sg_lint *l, const struct sg_lint_user *user)
{
    bool of_role = false;
    sg_lint_at_path(l, own_variables(user->resource), "*", note_role, &of_role);
    if (!sg_lint_is_machine(user) && !of_role)
        sg_lint_at_path(l, own_variables(user->resource), "*", check_variable, (void *)(size_t)user);
}
