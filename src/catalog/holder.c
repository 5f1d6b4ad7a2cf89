#include "catalog/holder.h"

#include "catalog/place_file_internal.h"

#include <string.h>

struct gathered {
    struct sg_holder *items;
    size_t count, capacity;
};

static void add(struct sg_catalog *c, struct gathered *all, const struct sg_holder *row)
{
    for (size_t i = 0; i < all->count; i++) /* of equal rows the first counts: the user's own */
        if (strcmp(all->items[i].type, row->type) == 0 && strcmp(all->items[i].property, row->property) == 0)
            return;
    sg_grow(sg_catalog_arena(c), all->items, all->count, all->capacity);
    all->items[all->count++] = *row;
}

static bool read_holding(struct sg_holder *row, struct sg_findings *f)
{
    static const char *const names[] = {
        [SG_HOLDS_RESOURCE] = "resource", [SG_HOLDS_IDENTITY] = "identity", [SG_HOLDS_TRUST] = "trust"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!row->holds || strcmp(row->holds, names[i]) == 0) {
            row->holding = (enum sg_holding)i;
            return true;
        }
    return sg_fail(f, (struct sg_origin){.subject = row->type}, "holds is resource, identity or trust, not \"%s\"",
                   row->holds);
}

static bool add_rows(struct sg_catalog *c, struct gathered *all, const struct sg_holder_list *rows,
                     struct sg_findings *f)
{
    bool ok = true;
    for (size_t i = 0; i < rows->count; i++) {
        struct sg_holder row = rows->items[i];
        ok = read_holding(&row, f) && ok;
        add(c, all, &row);
    }
    return ok;
}

/* lint reads every place that resource-policy and trust write. */
static bool add_places(struct sg_catalog *c, struct gathered *all, struct sg_findings *f)
{
    struct sg_strings names = {0};
    size_t errors = f->errors;
    sg_place_names(c, SG_POLICY, &names);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_policy_row *policy = sg_load_place(c, SG_POLICY, names.items[i], f);
        bool statement = policy && strcmp(policy->form, "statement") == 0;
        bool document = policy && (strcmp(policy->form, "document") == 0 || strcmp(policy->form, "inside") == 0);
        if (!(statement || document) || !policy->type || !policy->document)
            continue;
        struct sg_holder row = {.type = policy->type,
                                .property = policy->document,
                                .holds = policy->holds,
                                .names = policy->properties.count ? policy->properties.items[0].name : NULL,
                                .kind = policy->kind_name,
                                .relative = policy->relative,
                                .services_send = policy->services_send,
                                .statements = statement,
                                .written = true,
                                .no_resource =
                                    policy->no_resource || (policy->resource && strcmp(policy->resource, "none") == 0)};
        read_holding(&row, f);
        add(c, all, &row);
    }
    return f->errors == errors;
}

static bool add_services(struct sg_catalog *c, struct gathered *all, struct sg_findings *f)
{
    struct sg_strings services = {0};
    bool ok = true;
    sg_services_with(c, "documents", &services);
    for (size_t i = 0; i < services.count; i++) {
        const char *file = sg_format(sg_catalog_arena(c), "grants/%s.yaml", services.items[i]);
        const struct sg_service *service = sg_catalog_load(c, file, f);
        ok = service && add_rows(c, all, &service->documents, f) && ok;
    }
    return ok;
}

static int by_type(const void *x, const void *y)
{
    const struct sg_holder *a = x, *b = y;
    int order = strcmp(a->type, b->type);
    return order ? order : strcmp(a->property, b->property);
}

const struct sg_holders_by_type *sg_holders(struct sg_catalog *c, struct sg_findings *f)
{
    static const char key[] = "holders by type", file[] = "documents.yaml";
    const struct sg_holders_by_type *before = sg_catalog_kept(c, key);
    struct sg_findings counted = {0};
    f = f ? f : &counted;
    if (before)
        return before;
    struct gathered all = {0};
    const struct sg_holders_file *own = sg_catalog_load(c, file, f), *built_in = sg_catalog_load_built_in(c, file);
    bool ok = add_places(c, &all, f) && add_services(c, &all, f) && own && add_rows(c, &all, &own->documents, f) &&
              built_in && (built_in == own || add_rows(c, &all, &built_in->documents, f));
    if (!ok)
        return NULL;
    sg_sort(all.items, all.count, sizeof *all.items, by_type);
    struct sg_holders_by_type *made = sg_new(sg_catalog_arena(c), struct sg_holders_by_type);
    *made = (struct sg_holders_by_type){all.items, all.count};
    return sg_catalog_keep(c, key, made);
}

const struct sg_holder *sg_holders_of(const struct sg_holders_by_type *all, const char *type, size_t *count)
{
    size_t low = 0, high = all->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(all->items[middle].type, type) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (*count = 0; low + *count < all->count && strcmp(all->items[low + *count].type, type) == 0;)
        ++*count;
    return *count ? &all->items[low] : NULL;
}
