#include "diagnose/fix_making_internal.h"

#include "diagnose/judge_internal.h"
#include "diagnose/resource_internal.h"

#include <string.h>

static const struct {
    const char *place;
    void (*make)(struct sg_making *m);
} makers[] = {
    {"execution-role", sg_fix_identity}, {"caller-identity", sg_fix_identity}, {"resource-policy", sg_fix_resource},
    {"trust-policy", sg_fix_trust},      {"invoke-permission", sg_fix_invoke},
};

struct sg_fix sg_make_fix(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_denial_facts *facts,
                          const struct sg_denial *denial, const struct sg_deployed_answer *answer)
{
    struct sg_making m = {.scope = scope, .catalog = catalog, .facts = facts, .denial = denial, .answer = answer};
    struct sg_hush hush;
    if (sg_is_explicit(denial) || (answer && (answer->result != SG_IMPLICIT_DENY || answer->guarded)))
        return m.fix;
    sg_hush(&hush, &scope->findings);
    scope->partition = sg_arn_partition(scope->arena, denial->resource);
    m.resource = sg_denied_resource(scope, catalog, denial);
    m.fix.resource = m.resource;
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (strcmp(makers[i].place, denial->place) == 0)
            makers[i].make(&m);
    sg_unhush(&hush);
    return m.fix;
}
