#include "catalog/caller.h"

#include "catalog/place_file_internal.h"
#include "catalog/target.h"

#include <string.h>

struct gathered {
    struct sg_caller *items;
    size_t count, capacity;
};

static void add(struct sg_catalog *c, struct gathered *all, struct sg_caller caller)
{
    for (size_t i = 0; i < all->count; i++) /* the user's own comes first */
        if (strcmp(all->items[i].principal, caller.principal) == 0)
            return;
    sg_grow(sg_catalog_arena(c), all->items, all->count, all->capacity);
    all->items[all->count++] = caller;
}

static bool check(const struct sg_caller *caller, const char *name, struct sg_findings *f)
{
    const struct sg_origin origin = {.subject = name};
    bool known = !caller->account || strcmp(caller->account, "required") == 0 ||
                 strcmp(caller->account, "refused") == 0 || strcmp(caller->account, "instead") == 0;
    bool ok = caller->principal || sg_fail(f, origin, "a caller needs \"principal\", or \"permissions\"");
    if (!caller->title && caller->calls.count)
        ok = sg_fail(f, origin, "a caller with calls needs \"title\"");
    return (known || sg_fail(f, origin, "account must be required, refused or instead, not \"%s\"", caller->account)) &&
           ok;
}

static bool add_invokers(struct sg_catalog *c, struct gathered *all, struct sg_findings *f)
{
    struct sg_strings names = {0};
    size_t errors = f->errors;
    sg_place_names(c, SG_INVOKE, &names);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_invoker *invoker = sg_load_place(c, SG_INVOKE, names.items[i], f);
        if (!invoker || !invoker->caller)
            continue;
        struct sg_caller caller = *invoker->caller;
        if (!caller.principal && invoker->permissions.count)
            caller.principal = invoker->permissions.items[0].principal;
        caller.name = names.items[i];
        caller.instead = invoker->instead;
        if (check(&caller, names.items[i], f))
            add(c, all, caller);
    }
    return f->errors == errors;
}

static bool add_services(struct sg_catalog *c, struct gathered *all, struct sg_findings *f)
{
    struct sg_strings services = {0};
    size_t errors = f->errors;
    sg_services_with(c, "callers", &services);
    for (size_t i = 0; i < services.count; i++) {
        const char *file = sg_format(sg_catalog_arena(c), "grants/%s.yaml", services.items[i]);
        const struct sg_service *service = sg_catalog_load(c, file, f);
        for (size_t n = 0; service && n < service->callers.count; n++)
            if (check(&service->callers.items[n], service->service, f))
                add(c, all, service->callers.items[n]);
    }
    return f->errors == errors;
}

/* Rows of a type stay in the order of their files. */
static int by_type(const void *x, const void *y)
{
    const struct sg_call_row *a = x, *b = y;
    int order = strcmp(a->type, b->type);
    return order ? order : (a->caller > b->caller) - (a->caller < b->caller);
}

static void index_calls(struct sg_catalog *c, struct sg_callers *all)
{
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++)
        count += all->items[i].calls.count;
    struct sg_call_row *calls = sg_new_array(sg_catalog_arena(c), struct sg_call_row, count);
    for (size_t i = 0; i < all->count; i++)
        for (size_t n = 0; n < all->items[i].calls.count; n++) {
            calls[all->call_count] = all->items[i].calls.items[n];
            calls[all->call_count++].caller = &all->items[i];
        }
    sg_sort(calls, count, sizeof *calls, by_type);
    all->calls = calls;
}

const struct sg_callers *sg_callers(struct sg_catalog *c, struct sg_findings *f)
{
    static const char key[] = "callers by type";
    const struct sg_callers *before = sg_catalog_kept(c, key);
    struct sg_findings counted = {0};
    f = f ? f : &counted;
    if (before)
        return before;
    struct gathered all = {0};
    if (!add_services(c, &all, f) || !add_invokers(c, &all, f))
        return NULL;
    struct sg_callers *made = sg_new(sg_catalog_arena(c), struct sg_callers);
    *made = (struct sg_callers){.items = all.items, .count = all.count};
    index_calls(c, made);
    return sg_catalog_keep(c, key, made);
}

const struct sg_call_row *sg_calls_of(const struct sg_callers *all, const char *type, size_t *count)
{
    size_t low = 0, high = all->call_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(all->calls[middle].type, type) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (*count = 0; low + *count < all->call_count && strcmp(all->calls[low + *count].type, type) == 0;)
        ++*count;
    return *count ? &all->calls[low] : NULL;
}

const struct sg_caller *sg_caller_of(const struct sg_callers *all, const char *principal)
{
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->items[i].principal, principal) == 0)
            return &all->items[i];
    return NULL;
}

const struct sg_caller *sg_caller_of_event(const struct sg_callers *all, const char *event)
{
    for (size_t i = 0; i < all->count; i++)
        if (sg_strings_have(&all->items[i].events, event))
            return &all->items[i];
    return NULL;
}

const char *sg_caller_source(struct sg_catalog *c, const struct sg_caller *caller)
{
    if (caller->arn || !caller->name)
        return caller->arn;
    const struct sg_invoker *invoker = sg_find_invoker(c, caller->name, NULL);
    const struct sg_property_rows *rows =
        invoker && invoker->permissions.count ? &invoker->permissions.items[0].properties : NULL;
    for (size_t i = 0; rows && i < rows->count; i++) {
        const char *value = rows->items[i].value;
        const struct sg_option *option = NULL;
        if (strcmp(rows->items[i].name, "SourceArn") == 0 && *value == '{')
            option = sg_find_option(&invoker->grant,
                                    sg_copy_bytes(sg_catalog_arena(c), value + 1, strcspn(value + 1, ".:}")));
        if (option)
            return sg_arn_service(sg_catalog_arena(c), option->kind->arn);
    }
    return NULL;
}
