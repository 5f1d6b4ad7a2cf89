#include "grant/allow_internal.h"

#include <string.h>

/* Returns whether an ARN form of the service has this service in it: "arn:{partition}:iot:". */
static bool has_arns_of(const struct sg_actions *service, const char *head)
{
    for (size_t t = 0; t < service->type_count; t++)
        for (size_t i = 0; i < service->types[t].arn_count; i++)
            if (sg_starts_with(service->types[t].arns[i].form, head))
                return true;
    return false;
}

bool sg_grant_may_work_on_type(const struct sg_allow_work *w, const char *type)
{
    struct sg_arena *a = w->scope->arena;
    const char *start = sg_starts_with(type, "AWS::") ? type + strlen("AWS::") : "";
    char *prefix = sg_copy_bytes(a, start, strcspn(start, ":"));
    for (char *c = prefix; *c; c++)
        *c = sg_small_letter(*c);
    const struct sg_actions *own = *prefix ? sg_find_actions(w->catalog, prefix, NULL) : NULL;
    const char *head = sg_format(a, "arn:{partition}:%s:", prefix);
    if (!own || !has_arns_of(own, head))
        return true;
    for (size_t i = 0; i < w->action_count; i++)
        if (w->actions[i].newer || has_arns_of(w->actions[i].service, head))
            return true;
    return w->action_count == 0;
}
