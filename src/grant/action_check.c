#include "grant/action_check_internal.h"

#include <string.h>

#define NEAREST_MOST 20 /* errors after which no near name is looked for: a person reads the first ones */

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
    const char *what = !service                ? "service has the prefix of"
                       : strpbrk(action, "*?") ? "action matches"
                                               : "action has the name";
    if (near)
        return sg_fail(f, origin, "no AWS %s \"%s\" (did you mean %s?)", what, action, near);
    const struct sg_action_index *index = sg_action_index(catalog, f);
    const char *source = index ? index->source : "the reference";
    if (newer == SG_NEWER_REFUSED)
        return sg_fail(f, origin, "no AWS %s \"%s\" in %s; a newer one may stand in `statements` of a spec", what,
                       action, source);
    sg_report(f, SG_WARNING, origin, "no AWS %s \"%s\" in %s; it is taken for a newer one", what, action, source);
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
