#include "grant/arn_ids_internal.h"

#include "catalog/pattern.h"
#include "value/name.h"
#include "value/value.h"

#include <string.h>

/* The name before what is in the resource: "my-bucket" of my-bucket/key, where names have no '/'. */
static const char *name_alone(struct sg_arena *a, const struct sg_kind *kind, const char *name)
{
    size_t end = strlen(name);
    for (const char *p = "/:"; *p; p++)
        if (!strchr(kind->characters, *p))
            end = strcspn(name, (char[]){*p, '\0'}) < end ? strcspn(name, (char[]){*p, '\0'}) : end;
    return sg_copy_bytes(a, name, end);
}

static bool has_rules(const struct sg_kind *kind)
{
    return kind->arn && kind->characters && (kind->shape || kind->refused.count);
}

/* Whether the ARN is of another form of the kind, whose names have other rules. */
static bool has_other_form(struct sg_arena *a, const struct sg_kind *kind, const char *arn)
{
    struct sg_parts parts;
    size_t length;
    for (size_t i = 0; i < kind->others.count; i++) {
        const struct sg_arn_form *form = &kind->others.items[i];
        if (sg_match_pattern(a, form->arn, arn, &parts) &&
            (!form->prefixes.count || (parts.name && sg_form_of_name(kind, parts.name, &length) == form)))
            return true;
    }
    return false;
}

/* Whether a name passes the rules; nothing is reported. */
static bool passes(struct sg_scope *scope, const struct sg_kind *rules, const char *name)
{
    struct sg_hush hush;
    sg_hush(&hush, &scope->findings);
    bool ok = sg_check_name(scope, (struct sg_origin){0}, rules, name, name);
    sg_unhush(&hush);
    return ok;
}

static void mind_name(struct sg_scope *scope, struct sg_origin origin, const struct sg_kind *kind, const char *name,
                      const char *arn)
{
    /* Names that are only too short or too long for today's rules may be old. */
    struct sg_kind shaped = {.name = kind->name, .title = kind->title, .shape = kind->shape};
    struct sg_kind reserved = {.name = kind->name, .title = kind->title, .refused = kind->refused};
    const char *thing = sg_with_article(scope->arena, kind->title);
    if (!passes(scope, &shaped, name))
        sg_report(scope->findings, SAMGEN_WARNING, origin,
                  "\"%s\" matches nothing, because \"%s\" is not what %s has there, such as %s", arn, name, thing,
                  kind->example);
    else if (!passes(scope, &reserved, name))
        sg_report(scope->findings, SAMGEN_WARNING, origin, "\"%s\" matches nothing, because AWS reserves the name %s",
                  arn, name);
}

void sg_grant_mind_arn_id(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_origin origin, const char *arn)
{
    const struct sg_kinds *kinds = sg_all_kinds(catalog, scope->findings);
    for (size_t i = 0; kinds && i < kinds->count; i++) {
        const struct sg_kind *kind = &kinds->items[i];
        struct sg_parts parts;
        if (!has_rules(kind) || !sg_match_pattern(scope->arena, kind->arn, arn, &parts) || !parts.name ||
            has_other_form(scope->arena, kind, arn))
            continue;
        const char *name = name_alone(scope->arena, kind, parts.name);
        if (*name && !strpbrk(name, "*?$"))
            mind_name(scope, origin, kind, name, arn);
    }
}
