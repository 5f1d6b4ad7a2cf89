#include "lint/encrypted_store_internal.h"

#include "lint/access_internal.h"
#include "lint/reference_internal.h"
#include "lint/values_internal.h"

#include "catalog/action.h"
#include "catalog/target.h"
#include "sam/mention.h"

#include <string.h>

/* A parameter whose default is a key of AWS, or empty, may keep it. */
static bool may_be_none(const struct sg_lint *l, const struct sg_node *value)
{
    struct sg_strings names = {0};
    sg_add_mentions(l->arena, value, &names);
    const struct sg_node *declared = names.count ? sg_key_index_get(&l->template->parameters, names.items[0]) : NULL;
    const char *type = sg_get_text(declared, "Type"), *initial = sg_get_text(declared, "Default");
    bool is_key = initial && (sg_starts_with(initial, "arn:") || sg_starts_with(initial, "{{resolve:"));
    return initial && !is_key && !(type && sg_starts_with(type, "AWS::SSM"));
}

static const struct sg_resource *key_of(struct sg_lint *l, const struct sg_node *value)
{
    static const char *const types[] = {"AWS::KMS::Key", "AWS::KMS::ReplicaKey", NULL};
    return sg_lint_named(l, value, types);
}

static void read_key(struct sg_lint *l, const struct sg_node *value, struct sg_lint_store *store)
{
    const char *text = sg_lint_text(l, value);
    if (store->key_arn || !text || strstr(text, "alias/aws/") || may_be_none(l, value))
        return;
    store->key = key_of(l, value);
    if (store->key)
        store->key_arn = sg_lint_arn(l, store->key);
    else if (sg_starts_with(text, "arn:") && !strstr(text, ":alias/"))
        store->key_arn = text;
    else
        store->key_arn = SG_SOME_PATH;
}

/* The key of the replica in the stack's region; if that is not known, the key that the stack creates. */
static void read_keys_of_replicas(struct sg_lint *l, const struct sg_resource *r, struct sg_lint_store *store)
{
    const struct sg_kind *kind = store->target->kind;
    const struct sg_node *own = sg_own_replica(kind, r->properties);
    const struct sg_node *from = own ? own : kind->replicas ? sg_get(r->properties, kind->replicas->list) : NULL;
    for (struct sg_lint_values item = sg_lint_values_of(l, from); sg_lint_next(&item);)
        for (struct sg_lint_values v = sg_lint_values_at(l, item.value, kind->key); sg_lint_next(&v);)
            if (own || key_of(l, v.value))
                read_key(l, v.value, store);
}

static int by_arn(const void *x, const void *y)
{
    return strcmp((*(struct sg_lint_store *const *)x)->arn, (*(struct sg_lint_store *const *)y)->arn);
}

static void add_store(struct sg_lint *l, struct sg_lint_stores *stores, const struct sg_resource *r)
{
    const struct sg_target *target = sg_lint_target_of(l, r);
    if (!target || !target->kind->key)
        return;
    struct sg_lint_store *store = &stores->items[stores->count];
    *store = (struct sg_lint_store){.resource = r, .target = target};
    for (struct sg_lint_values v = sg_lint_values_at(l, r->properties, target->kind->key); sg_lint_next(&v);)
        read_key(l, v.value, store);
    read_keys_of_replicas(l, r, store);
    if (!store->key_arn)
        return;
    const char *arn = sg_attribute_of(&stores->exact, r, target->attribute);
    store->arn = arn ? arn : "";
    stores->by_arn[stores->count++] = store;
}

struct sg_lint_stores *sg_lint_stores_of(struct sg_lint *l)
{
    size_t most = l->template->count;
    struct sg_findings before = *l->template->findings;
    struct sg_lint_stores *stores = sg_new(l->arena, struct sg_lint_stores);
    *stores = (struct sg_lint_stores){
        .items = sg_new_array(l->arena, struct sg_lint_store, most),
        .by_arn = sg_new_array(l->arena, struct sg_lint_store *, most),
        .exact = {.template = l->template, .unknown_apart = true, .all_branches = true},
    };
    for (size_t i = 0; i < most; i++)
        add_store(l, stores, &l->template->resources[i]);
    sg_sort(stores->by_arn, stores->count, sizeof *stores->by_arn, by_arn);
    sg_forget_since(l->template->findings, &before);
    return stores;
}

/* The store whose ARN a text is or begins with. */
static struct sg_lint_store *store_called(struct sg_lint *l, struct sg_lint_stores *stores, const char *text)
{
    char *arn = sg_copy(l->arena, text);
    for (size_t length = strlen(arn); length; length--) {
        bool end = arn[length] == '\0' || strchr("/:*", arn[length]);
        arn[length] = '\0';
        struct sg_lint_store key = {.arn = arn}, *wanted = &key;
        struct sg_lint_store **found =
            end ? sg_search(&wanted, stores->by_arn, stores->count, sizeof *stores->by_arn, by_arn) : NULL;
        if (found)
            return *found;
    }
    return NULL;
}

struct sg_lint_store *sg_lint_store_named(struct sg_lint *l, struct sg_lint_stores *stores, const struct sg_node *value)
{
    struct sg_findings before = *l->template->findings;
    stores->exact.steps = 0;
    const struct sg_node *text = sg_resolve(&stores->exact, value);
    sg_forget_since(l->template->findings, &before);
    return text && text->type == SG_SCALAR ? store_called(l, stores, text->text) : NULL;
}
