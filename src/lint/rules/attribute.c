/* SG403: attributes that the type of the resource does not have. */
#include "lint/rules_internal.h"

#include "catalog/type.h"
#include "sam/intrinsic.h"
#include "sam/mention.h"

#include <string.h>

static void check_name(struct sg_lint *l, const struct sg_node *node, const char *name)
{
    size_t length = strcspn(name, ".");
    const struct sg_resource *r =
        name[length] ? sg_find_resource(l->template, sg_copy_bytes(l->arena, name, length)) : NULL;
    const char *fault = r ? sg_attribute_fault(l->arena, l->catalog, r->type, name + length + 1) : NULL;
    if (fault)
        sg_lint_report(l, SG403, node, "%s", fault);
}

static void check_value(struct sg_lint *l, const struct sg_node *node)
{
    const char *function = sg_intrinsic_name(node);
    if (function && (sg_equals(function, "Fn::GetAtt") || sg_equals(function, "Fn::Sub"))) {
        struct sg_strings names = {0};
        sg_add_mentions(l->arena, node, &names);
        for (size_t i = 0; i < names.count; i++)
            check_name(l, node, names.items[i]);
        return;
    }
    for (const struct sg_node *child = node->first; child; child = child->next)
        if (child->first)
            check_value(l, child);
}

void sg_lint_check_attribute(struct sg_lint *l)
{
    const struct sg_node *outputs = sg_get(l->template->root, "Outputs");
    for (const struct sg_resource *r = NULL; (r = sg_lint_next_resource(l, r));)
        check_value(l, r->body);
    if (outputs)
        check_value(l, outputs);
}
