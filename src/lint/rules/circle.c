/* SG401: resources that depend on each other in the template that SAM makes of this one. */
#include "lint/rules_internal.h"

#include <string.h>

/* A circle is reported once, at its first resource in the file. */
static bool is_reported(const struct sg_lint *l, const struct sg_strings *circle, const struct sg_resource *r)
{
    for (const struct sg_resource *before = l->template->resources; before < r; before++)
        if (sg_strings_have(circle, before->id))
            return true;
    return false;
}

void sg_lint_check_circle(struct sg_lint *l)
{
    for (const struct sg_resource *r = NULL; l->dependencies && (r = sg_lint_next_resource(l, r));) {
        struct sg_strings circle = {0};
        if (sg_depends_on(l->dependencies, r->id, r->id, &circle) && !is_reported(l, &circle, r))
            sg_lint_report(
                l, SG401, r->key,
                "CloudFormation rejects resources that depend on each other: %s; replace one of these references "
                "by a fixed name, or move the permission into a separate AWS::IAM::Policy",
                sg_join(l->arena, &circle, " -> "));
    }
}
