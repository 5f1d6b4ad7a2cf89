/* SG510: variables that name a resource which the role may do nothing with. */
#include "lint/reference_internal.h"
#include "lint/rules/user_internal.h"

#include "sam/intrinsic.h"

/* What stands in Globals is given to every function, whether it uses it or not. */
static const struct sg_node *own_variables(const struct sg_resource *function)
{
    return sg_get(sg_get(sg_get(function->body, "Properties"), "Environment"), "Variables");
}

struct variable {
    const struct sg_lint_user *user;
    const char *name;
};

static void check_variable(struct sg_lint *l, const struct sg_node *value, void *context)
{
    const struct variable *variable = context;
    const struct sg_lint_user *user = variable->user;
    const struct sg_resource *named = value->first ? sg_lint_named(l, value, NULL) : NULL;
    if (!named || named == user->resource)
        return;
    const struct sg_lint_target *target = sg_lint_target_of(named);
    if (!sg_lint_may_use(l, user->access, sg_concat(l->arena, target->service, ":*"), named))
        sg_lint_report(l, "SG510", value,
                       "variable %s names the %s %s, but the role of %s has no permission on it; if the code uses it, "
                       "add a grant such as %s",
                       variable->name, target->noun, named->id, user->resource->id, target->grants);
}

static void check_variables(struct sg_lint *l, const struct sg_node *variables, void *context)
{
    if (variables->type != SG_MAP || sg_intrinsic_name(variables))
        return;
    for (const struct sg_node *key = variables->first; key; key = key->next->next) {
        struct variable variable = {context, key->text};
        sg_lint_each(l, key->next, check_variable, &variable);
    }
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
        sg_lint_each(l, own_variables(user->resource), check_variables, (void *)(size_t)user);
}
