/* SG404: policies that always refer to a resource that only exists if a condition is true. */
#include "lint/reference_internal.h"
#include "lint/rules_internal.h"

#include "sam/intrinsic.h"
#include "sam/mention.h"

#include <string.h>

/* The own variables of an Fn::Sub, which are checked by themselves; or NULL. */
static const struct sg_node *own_variables(const struct sg_node *node)
{
    const struct sg_node *sub = sg_intrinsic(node, "Fn::Sub");
    return sub && sub->type == SG_LIST && sub->first ? sub->first->next : NULL;
}

static void check_reference(struct sg_lint *l, const struct sg_node *node)
{
    struct sg_strings names = {0}, own = {0};
    sg_add_mentions(l->arena, node, &names);
    sg_add_mentions(l->arena, own_variables(node), &own); /* they come last in `names` */
    for (size_t i = 0; i < names.count - own.count; i++) {
        const char *id = sg_copy_bytes(l->arena, names.items[i], strcspn(names.items[i], "."));
        const struct sg_resource *r = sg_find_resource(l->template, id);
        const char *condition = r ? sg_get_text(r->body, "Condition") : NULL;
        if (condition)
            sg_lint_report(l, SG404, node,
                           "%s exists only if the condition %s is true, but %s always refers to it, so the deployment "
                           "fails if %s is false; use !If [%s, ..., !Ref AWS::NoValue]",
                           id, condition, l->resource->id, condition, condition);
    }
}

/* What is in an Fn::If may have the right condition. */
static void check_value(struct sg_lint *l, const struct sg_node *node)
{
    if (sg_is_if(node))
        return;
    bool sub = sg_intrinsic(node, "Fn::Sub"), reference = sg_intrinsic(node, "Ref") || sg_intrinsic(node, "Fn::GetAtt");
    if (sub || reference)
        check_reference(l, node);
    const struct sg_node *inner = sub ? own_variables(node) : reference ? NULL : node;
    for (const struct sg_node *child = inner ? inner->first : NULL; child; child = child->next)
        check_value(l, child);
}

static void check_holders(struct sg_lint *l, const struct sg_resource *r)
{
    const struct sg_lint_type *type = sg_lint_type_of(l, r);
    const struct sg_holder *holder = type->holders;
    for (size_t count = type->holder_count; count; count--, holder++) {
        const char *top = sg_copy_bytes(l->arena, holder->property, strcspn(holder->property, "."));
        const struct sg_node *value = sg_get(r->properties, top);
        if (value)
            check_value(l, value);
    }
}

/* Most templates have no such resource, and then there is nothing to look at. */
static bool any_is_conditional(const struct sg_template *t)
{
    for (size_t i = 0; i < t->count; i++)
        if (sg_get_text(t->resources[i].body, "Condition"))
            return true;
    return false;
}

void sg_lint_check_conditional(struct sg_lint *l)
{
    if (!any_is_conditional(l->template))
        return;
    for (const struct sg_resource *r = NULL; l->is_whole && (r = sg_lint_next_resource(l, r));) {
        const struct sg_node *policies = sg_lint_policies_of(l, r);
        if (sg_get(r->body, "Condition"))
            continue;
        if (policies)
            check_value(l, policies);
        check_holders(l, r);
    }
}
