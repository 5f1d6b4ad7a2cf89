#include "grant/action_check_internal.h"

#include "catalog/data_source.h"

#include <string.h>

#define NEAREST_MOST 20 /* after this many errors, suggest no names: a person reads the first ones */

static bool is_known(struct sg_catalog *catalog, const struct sg_actions *service, const char *action,
                     struct sg_findings *f)
{
    if (!service)
        return false;
    if (strpbrk(action, "*?"))
        return sg_next_action(service, action, NULL) != NULL;
    return sg_find_action(catalog, action, f) != NULL;
}

static bool unknown(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_origin origin, const char *action,
                    const struct sg_actions *service, enum sg_newer newer)
{
    struct sg_findings *f = scope->findings;
    const char *near = f->errors < NEAREST_MOST ? sg_nearest_action(scope->arena, catalog, action, f) : NULL;
    const char *fault = !service                ? "does not begin with the prefix of an AWS service"
                        : strpbrk(action, "*?") ? "matches no AWS action"
                                                : "is not an AWS action";
    if (near)
        return sg_fail(f, origin, "\"%s\" %s; did you mean %s?", action, fault, near);
    const char *date = sg_data_date(catalog, "actions");
    if (newer == SG_NEWER_ACTION && (!service || strpbrk(action, "*?")))
        return sg_fail(f, origin, "\"%s\" %s in the data of %s; if it is newer, write it in `statements` of a spec",
                       action, fault, date);
    sg_report(f, SAMGEN_WARNING, origin, "\"%s\" %s in the data of %s; samgen assumes that it is newer", action, fault,
              date);
    return true;
}

bool sg_grant_check_action(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_origin origin,
                           const char *action, enum sg_newer newer)
{
    size_t errors = scope->findings->errors;
    const struct sg_actions *service = sg_find_actions(catalog, action, scope->findings);
    if (errors != scope->findings->errors)
        return false;
    return is_known(catalog, service, action, scope->findings) ||
           unknown(scope, catalog, origin, action, service, newer);
}
