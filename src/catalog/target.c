#include "catalog/target.h"

#include "catalog/catalog_internal.h"

#include <string.h>

/* ---- Targets ---- */

const char *sg_arn_attribute(const struct sg_kind *kind)
{
    for (size_t i = 0; i < kind->yields.count; i++) {
        const struct sg_yield *yield = &kind->yields.items[i];
        if (strcmp(yield->gives, "arn") == 0 && !yield->separator && !yield->pattern)
            return yield->attribute;
    }
    return NULL;
}

const char *sg_arn_service(struct sg_arena *a, const char *arn)
{
    for (int colons = 0; arn && colons < 2; colons++) {
        arn = strchr(arn, ':');
        arn = arn ? arn + 1 : NULL;
    }
    return arn ? sg_copy_bytes(a, arn, strcspn(arn, ":")) : NULL;
}

/* "a, b or c" */
static const char *choice_of(struct sg_arena *a, const struct sg_strings *names)
{
    const char *text = names->items[0];
    for (size_t i = 1; i < names->count; i++)
        text = sg_format(a, "%s%s%s", text, i + 1 < names->count ? ", " : " or ", names->items[i]);
    return text;
}

struct gathered {
    struct sg_target *items;
    size_t count, capacity;
    struct sg_stand_in *stand_ins;
    size_t stand_in_count, stand_in_capacity;
};

static bool add_kind(struct sg_catalog *c, struct gathered *all, const struct sg_kind *kind, struct sg_findings *f)
{
    struct sg_arena *a = sg_catalog_arena(c);
    for (size_t i = 0; i < kind->stand_ins.count; i++) {
        sg_grow(a, all->stand_ins, all->stand_in_count, all->stand_in_capacity);
        all->stand_ins[all->stand_in_count++] = kind->stand_ins.items[i];
    }
    if (!kind->suggest.count)
        return true;
    struct sg_target target = {.kind = kind,
                               .service = sg_arn_service(a, kind->arn),
                               .attribute = sg_arn_attribute(kind),
                               .grants = choice_of(a, &kind->suggest)};
    if (!target.service || !target.attribute || !kind->noun)
        return sg_fail(f, (struct sg_origin){.subject = kind->name},
                       "a kind with \"suggest\" needs \"arn\", \"noun\" and a yield that gives the ARN");
    for (size_t i = 0; i < kind->types.count; i++) {
        target.type = kind->types.items[i];
        sg_grow(a, all->items, all->count, all->capacity);
        all->items[all->count++] = target;
    }
    return true;
}

static int by_type(const void *x, const void *y)
{
    return strcmp(((const struct sg_target *)x)->type, ((const struct sg_target *)y)->type);
}

const struct sg_targets *sg_targets(struct sg_catalog *c, struct sg_findings *f)
{
    static const char key[] = "targets by type";
    const struct sg_targets *before = sg_catalog_kept(c, key);
    const struct sg_kinds *kinds = before ? NULL : sg_all_kinds(c, f);
    struct gathered all = {0};
    bool ok = true;
    if (before || !kinds)
        return before;
    for (size_t i = 0; i < kinds->count; i++)
        ok = add_kind(c, &all, &kinds->items[i], f) && ok;
    if (!ok)
        return NULL;
    sg_sort(all.items, all.count, sizeof *all.items, by_type);
    struct sg_targets *made = sg_new(sg_catalog_arena(c), struct sg_targets);
    *made = (struct sg_targets){all.items, all.count, all.stand_ins, all.stand_in_count};
    return sg_catalog_keep(c, key, made);
}

const struct sg_stand_in *sg_stand_in_of(const struct sg_targets *all, const char *type)
{
    for (size_t i = 0; i < all->stand_in_count; i++)
        if (strcmp(all->stand_ins[i].type, type) == 0)
            return &all->stand_ins[i];
    return NULL;
}

const struct sg_target *sg_target_of(const struct sg_targets *all, const char *type)
{
    const struct sg_target wanted = {.type = type};
    return sg_search(&wanted, all->items, all->count, sizeof *all->items, by_type);
}

/* ---- What the key must allow ---- */

const struct sg_key_uses *sg_key_uses(struct sg_catalog *c, struct sg_findings *f)
{
    static const char key[] = "uses of keys";
    const struct sg_key_uses *before = sg_catalog_kept(c, key);
    struct sg_strings services = {0};
    struct sg_encryption_row *items = NULL;
    size_t count = 0, capacity = 0;
    if (before)
        return before;
    sg_services_with(c, "encryption", &services);
    for (size_t i = 0; i < services.count; i++) {
        const char *file = sg_format(sg_catalog_arena(c), "grants/%s.yaml", services.items[i]);
        const struct sg_service *service = sg_catalog_load_sound(c, file, f);
        if (!service)
            return NULL;
        for (size_t n = 0; n < service->encryption.count; n++) {
            sg_grow(sg_catalog_arena(c), items, count, capacity);
            items[count++] = service->encryption.items[n];
        }
    }
    struct sg_key_uses *made = sg_new(sg_catalog_arena(c), struct sg_key_uses);
    *made = (struct sg_key_uses){items, count};
    return sg_catalog_keep(c, key, made);
}

static bool is_own_region(const struct sg_node *region)
{
    const struct sg_node *named =
        region && region->tag && strcmp(region->tag, "!Ref") == 0 ? region : sg_get(region, "Ref");
    return named && named->type == SG_SCALAR && strcmp(named->text, "AWS::Region") == 0;
}

const struct sg_node *sg_own_replica(const struct sg_kind *kind, const struct sg_node *properties)
{
    const struct sg_node *list = kind->replicas ? sg_get(properties, kind->replicas->list) : NULL;
    if (!list || list->type != SG_LIST || list->tag)
        return NULL;
    for (const struct sg_node *item = list->first; item; item = item->next)
        if (list->count == 1 || is_own_region(sg_get(item, kind->replicas->region)))
            return item;
    return NULL;
}

static bool uses(const struct sg_grant *grant, const struct sg_strings *actions)
{
    for (size_t i = 0; i < grant->needs.count; i++)
        for (size_t n = 0; n < actions->count; n++)
            if (sg_strings_have(&grant->needs.items[i].actions, actions->items[n]) ||
                sg_strings_have(&grant->needs.items[i].inline_only, actions->items[n]))
                return true;
    return false;
}

bool sg_fill_key_actions(struct sg_catalog *c, const struct sg_service *service, struct sg_grant *grant,
                         struct sg_findings *f)
{
    if (!grant->kms || grant->kms->actions.count)
        return true;
    if (strcmp(grant->kms->via, service->service) != 0)
        service = sg_catalog_load(c, sg_format(sg_catalog_arena(c), "grants/%s.yaml", grant->kms->via), f);
    for (size_t i = 0; service && i < service->encryption.count; i++) {
        const struct sg_encryption_row *use = &service->encryption.items[i];
        for (size_t n = 0; uses(grant, &use->actions) && n < use->needs.count; n++)
            sg_push_once(sg_catalog_arena(c), &grant->kms->actions, use->needs.items[n]);
    }
    return grant->kms->actions.count ||
           sg_fail(f, (struct sg_origin){.subject = grant->name},
                   "\"kms\" has no actions, and no row of \"encryption\" of %s has an action of its needs",
                   grant->kms->via);
}
