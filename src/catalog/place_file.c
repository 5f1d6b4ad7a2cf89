#include "catalog/place_file_internal.h"

#include <string.h>

/* A text with an unknown placeholder would never be written. */
static bool check_text(struct sg_catalog *c, const struct sg_grant *grant, const char *text, struct sg_findings *f)
{
    static const char *const known[] = {"partition", "region", "account"};
    bool ok = true;
    for (const char *p = strchr(text, '{'); p; p = strchr(p + 1, '{')) {
        const char *name = sg_copy_bytes(sg_catalog_arena(c), p + 1, strcspn(p + 1, ".:}"));
        bool found = sg_find_option(grant, name) || (p > text && p[-1] == '$');
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            found = found || strcmp(known[i], name) == 0;
        if (!found)
            ok = sg_fail(f, (struct sg_origin){.subject = grant->name}, "\"%s\" names no option of it", text);
    }
    return ok;
}

static bool check_permissions(struct sg_catalog *c, const struct sg_invoker *invoker, struct sg_findings *f)
{
    bool ok = true;
    for (size_t i = 0; i < invoker->permissions.count; i++)
        for (size_t n = 0; n < invoker->permissions.items[i].properties.count; n++)
            ok = check_text(c, &invoker->grant, invoker->permissions.items[i].properties.items[n].value, f) && ok;
    return ok;
}

bool sg_check_truster_file(struct sg_catalog *c, const struct sg_truster *truster, struct sg_findings *f)
{
    bool ok = true;
    for (size_t i = 0; i < truster->conditions.count; i++)
        for (size_t n = 0; n < truster->conditions.items[i].values.count; n++)
            ok = check_text(c, &truster->grant, truster->conditions.items[i].values.items[n], f) && ok;
    return ok;
}

/* The shape cannot require these keys: an invoker that needs no permission has none of them. */
bool sg_check_invoker_file(struct sg_catalog *c, const struct sg_invoker *invoker, const struct sg_grant *common,
                           struct sg_findings *f)
{
    const struct sg_option *function = sg_find_option(common, "function");
    if (!function || !function->required)
        return sg_fail(f, (struct sg_origin){.subject = "places/invoke.yaml"},
                       "needs the required option \"function\"");
    if (invoker->instead || (invoker->word && invoker->permissions.count))
        return check_permissions(c, invoker, f);
    return sg_fail(f, (struct sg_origin){.subject = invoker->grant.name},
                   "needs \"word\" and \"permissions\", or \"instead\"");
}

bool sg_check_policy_file(const struct sg_policy_row *row, struct sg_findings *f)
{
    if (strcmp(row->form, "text") == 0 || (row->type && row->document))
        return true;
    return sg_fail(f, (struct sg_origin){.subject = row->name}, "the form \"%s\" needs \"type\" and \"document\"",
                   row->form);
}
