/* SG401: resources that need each other, in the template that SAM makes of this one. */
#include "lint/rules_internal.h"

#include <string.h>

/* A circle is told once, at the first resource of the file that stands in it. */
static bool stands_before(const struct sg_lint *l, const struct sg_strings *circle, const struct sg_resource *r)
{
    for (const struct sg_resource *before = l->template->resources; before < r; before++)
        if (sg_strings_have(circle, before->id))
            return true;
    return false;
}

void sg_lint_check_circles(struct sg_lint *l)
{
    for (size_t i = 0; l->dependencies && i < l->template->count; i++) {
        struct sg_strings circle = {0};
        l->resource = &l->template->resources[i];
        if (!sg_depends_on(l->dependencies, l->resource->id, l->resource->id, &circle) ||
            stands_before(l, &circle, l->resource))
            continue;
        sg_lint_report(
            l, "SG401", l->resource->key,
            "CloudFormation rejects resources that depend on each other: %s; replace one of these references "
            "by a fixed name, or move the permission into a separate AWS::IAM::Policy",
            sg_join(l->arena, &circle, " -> "));
    }
}
