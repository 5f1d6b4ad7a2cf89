#include "catalog/place.h"

#include "base/text.h"
#include "catalog/place_file_internal.h"
#include "catalog/text.h"

#include <string.h>

const struct sg_kinds *sg_place_kinds(struct sg_catalog *c, struct sg_findings *f)
{
    static const struct sg_kinds none;
    const struct sg_kinds_file *file = sg_catalog_load_sound(c, "places/kinds.yaml", f);
    return file ? &file->kinds : &none;
}

const struct sg_kind *sg_find_place_kind(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    return sg_kind_in(sg_place_kinds(c, f), name);
}

/* A file's own kinds come before those that all places share. */
static struct sg_kinds kinds_for(struct sg_catalog *c, const struct sg_kinds *own, struct sg_findings *f)
{
    const struct sg_kinds *common = sg_place_kinds(c, f);
    struct sg_kinds all = {.count = own->count + common->count};
    all.items = sg_new_array(sg_catalog_arena(c), struct sg_kind, all.count);
    if (own->count)
        memcpy(all.items, own->items, own->count * sizeof *all.items);
    if (common->count)
        memcpy(all.items + own->count, common->items, common->count * sizeof *all.items);
    return all;
}

/*
 * Completes a copy of what was loaded, which stays as it is: `first` comes before its own options, and kinds are bound.
 */
static bool bind_copy(struct sg_catalog *c, struct sg_grant *copy, const struct sg_kinds *own,
                      const struct sg_grant *first, struct sg_findings *f)
{
    size_t before = first ? first->options.count : 0, after = copy->options.count;
    struct sg_option *all = sg_new_array(sg_catalog_arena(c), struct sg_option, before + after);
    const struct sg_kinds kinds = kinds_for(c, own, f);
    if (before)
        memcpy(all, first->options.items, before * sizeof *all);
    if (after)
        memcpy(all + before, copy->options.items, after * sizeof *all);
    copy->options.items = all;
    copy->options.count = before + after;
    return sg_bind_options(c, copy, &kinds, f);
}

static const struct sg_invoker *find_invoker(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    const char *key = sg_format(sg_catalog_arena(c), "invoker:%s", name);
    const struct sg_invoker *before = sg_catalog_kept(c, key), *loaded;
    if (before)
        return before;
    const struct sg_common *common = sg_catalog_load_sound(c, "places/invoke.yaml", f);
    if (!common || !(loaded = sg_load_place(c, SG_INVOKE, name, f)))
        return NULL;
    struct sg_invoker *copy = sg_new(sg_catalog_arena(c), struct sg_invoker);
    *copy = *loaded;
    bool ok = bind_copy(c, &copy->grant, &loaded->kinds, loaded->instead ? NULL : &common->grant, f) &&
              sg_check_invoker_file(c, copy, &common->grant, f);
    return ok ? sg_catalog_keep(c, key, copy) : NULL;
}

#define SERVICE_PRINCIPAL_END ".amazonaws.com"

/* What may invoke functions as any service, with this principal. */
static const struct sg_invoker *other_invoker(struct sg_catalog *c, const char *principal, struct sg_findings *f)
{
    struct sg_arena *a = sg_catalog_arena(c);
    const char *key = sg_concat(a, "other-invoker:", principal);
    const struct sg_invoker *before = sg_catalog_kept(c, key);
    const struct sg_common *common = sg_catalog_load_sound(c, "places/invoke.yaml", f);
    if (before || !common || !common->other || !common->other->permissions.count)
        return before;
    struct sg_invoker *made = sg_new(a, struct sg_invoker);
    struct sg_permission_row *permission = sg_new(a, struct sg_permission_row);
    *made = *common->other;
    *permission = common->other->permissions.items[0];
    made->grant.name = principal;
    permission->principal = principal;
    made->permissions.items = permission;
    made->permissions.count = 1;
    made->word = sg_camel_case(a, sg_copy_bytes(a, principal, strcspn(principal, ".")));
    return bind_copy(c, &made->grant, &made->kinds, &common->grant, f) ? sg_catalog_keep(c, key, made) : NULL;
}

/* The source with this principal; else what invokes as any service. */
static const struct sg_invoker *invoker_by_principal(struct sg_catalog *c, const char *principal, struct sg_findings *f)
{
    struct sg_strings names = {0};
    const struct sg_invoker *known = sg_invoker_of(c, principal, f);
    size_t length = strcspn(principal, ".");
    if (known || length == 0 || !sg_ends_with(principal, SERVICE_PRINCIPAL_END) ||
        !sg_is_made_of(principal, SG_SMALL_LETTERS SG_DIGITS ".-"))
        return known;
    sg_place_names(c, SG_INVOKE, &names);
    for (size_t i = 0; i < names.count; i++) {
        known = find_invoker(c, names.items[i], f);
        if (known && known->instead && known->caller && known->caller->principal &&
            strcmp(known->caller->principal, principal) == 0)
            return known;
    }
    return other_invoker(c, principal, f);
}

const struct sg_invoker *sg_find_invoker(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    struct sg_findings counted = {0};
    f = f ? f : &counted;
    if (strchr(name, '.'))
        return invoker_by_principal(c, name, f);
    size_t errors = f->errors;
    const struct sg_invoker *invoker = find_invoker(c, name, f);
    struct sg_strings names = {0};
    if (invoker || errors != f->errors)
        return invoker;
    sg_place_names(c, SG_INVOKE, &names);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_invoker *other = find_invoker(c, names.items[i], NULL);
        if (other && sg_strings_have(&other->also, name))
            return other;
    }
    return NULL;
}

/* The one whose file has this name, which has no dot. */
static const struct sg_truster *find_truster(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    const char *key = sg_format(sg_catalog_arena(c), "truster:%s", name);
    const struct sg_truster *before = sg_catalog_kept(c, key);
    const struct sg_truster *loaded = before ? NULL : sg_load_place(c, SG_TRUST, name, f);
    if (!loaded)
        return before;
    struct sg_truster *copy = sg_new(sg_catalog_arena(c), struct sg_truster);
    *copy = *loaded;
    bool ok = bind_copy(c, &copy->grant, &loaded->kinds, NULL, f) && sg_check_truster_file(c, copy, f);
    return ok ? sg_catalog_keep(c, key, copy) : NULL;
}

const struct sg_truster *sg_find_truster(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    return (strchr(name, '.') ? sg_truster_of : find_truster)(c, name, f);
}

static const struct sg_kind *kind_of(struct sg_catalog *c, const struct sg_policy_row *row, struct sg_findings *f)
{
    const struct sg_kind *kind = sg_kind_in(&row->kinds, row->kind_name);
    kind = kind ? kind : sg_find_place_kind(c, row->kind_name, f);
    return kind ? kind : sg_find_any_kind(c, row->kind_name, f);
}

const struct sg_policy_row *sg_find_policy_row(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    const char *key = sg_format(sg_catalog_arena(c), "policy:%s", name);
    const struct sg_policy_row *before = sg_catalog_kept(c, key);
    const struct sg_policy_row *loaded = before ? NULL : sg_load_place(c, SG_POLICY, name, f);
    if (!loaded || !sg_check_policy_file(loaded, f))
        return before;
    struct sg_policy_row *copy = sg_new(sg_catalog_arena(c), struct sg_policy_row);
    *copy = *loaded;
    copy->kind = kind_of(c, loaded, f);
    if (copy->kind)
        return sg_catalog_keep(c, key, copy);
    sg_fail(f, (struct sg_origin){0}, "%s: no resource kind has this name: %s", name, copy->kind_name);
    return NULL;
}

const struct sg_grant *sg_place_options(struct sg_catalog *c, enum sg_place_type place, const char *name,
                                        struct sg_findings *f)
{
    const struct sg_invoker *invoker = place == SG_INVOKE ? sg_find_invoker(c, name, f) : NULL;
    const struct sg_truster *truster = place == SG_TRUST ? sg_find_truster(c, name, f) : NULL;
    return invoker ? &invoker->grant : truster ? &truster->grant : NULL;
}

static bool has_principal(const struct sg_invoker *invoker, const char *principal)
{
    for (size_t p = 0; invoker && p < invoker->permissions.count; p++)
        if (strcmp(invoker->permissions.items[p].principal, principal) == 0)
            return true;
    return false;
}

const struct sg_invoker *sg_invoker_of(struct sg_catalog *c, const char *principal, struct sg_findings *f)
{
    struct sg_strings names = {0};
    const char *service = sg_copy_bytes(sg_catalog_arena(c), principal, strcspn(principal, "."));
    const struct sg_invoker *invoker = sg_find_invoker(c, service, f);
    if (has_principal(invoker, principal))
        return invoker;
    sg_place_names(c, SG_INVOKE, &names);
    for (size_t i = 0; i < names.count; i++) {
        invoker = sg_find_invoker(c, names.items[i], f);
        if (has_principal(invoker, principal))
            return invoker;
    }
    return NULL;
}

const struct sg_truster *sg_truster_of(struct sg_catalog *c, const char *principal, struct sg_findings *f)
{
    struct sg_strings names = {0};
    sg_place_names(c, SG_TRUST, &names);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_truster *truster = find_truster(c, names.items[i], f);
        if (truster && strcmp(truster->principal, principal) == 0)
            return truster;
    }
    return NULL;
}
