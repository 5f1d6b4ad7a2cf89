/* SG505: roles that use an encrypted resource without permission on its key. */
#include "lint/encrypted_store_internal.h"
#include "lint/fix.h"
#include "lint/reference_internal.h"
#include "lint/rules_internal.h"
#include "lint/statement_internal.h"
#include "lint/user_internal.h"
#include "lint/values_internal.h"

#include "iam/arn.h"
#include "sam/intrinsic.h"
#include "sam/mention.h"
#include "yaml/scalar.h"

#include <string.h>

enum { DECRYPT = 1, GENERATE = 2 };

/* ---- The use of stores ---- */

static void add_need(struct sg_lint_stores *stores, struct sg_lint_store *store, unsigned needs)
{
    if (!store->needs && needs) {
        store->next = stores->used;
        stores->used = store;
    }
    store->needs |= needs;
}

/* The permissions on the key that a row asks for. */
static unsigned asked_by(const struct sg_encryption_row *row)
{
    return (sg_strings_have(&row->needs, "kms:Decrypt") ? DECRYPT : 0U) |
           (sg_strings_have(&row->needs, "kms:GenerateDataKey") ? GENERATE : 0U);
}

static bool is_granted(const struct sg_lint_grant *grant, const struct sg_lint_store *store,
                       const struct sg_encryption_row *row)
{
    size_t length = strlen(store->target->service);
    for (size_t i = 0; i < row->actions.count; i++) {
        const char *action = row->actions.items[i];
        bool own = strncmp(action, store->target->service, length) == 0 && action[length] == ':';
        if (own && sg_lint_grants(grant, action))
            return true;
    }
    return false;
}

static void read_grants(struct sg_lint *l, struct sg_lint_stores *stores, const struct sg_lint_user *user)
{
    for (struct sg_lint_grant g = {0}; sg_lint_next_grant(l, user->access, &g);) {
        struct sg_lint_store *store = sg_lint_store_named(l, stores, g.node);
        const struct sg_key_uses *uses = store ? sg_key_uses(l->catalog, NULL) : NULL;
        for (size_t i = 0; uses && i < uses->count; i++)
            if (is_granted(&g, store, &uses->items[i]))
                add_need(stores, store, asked_by(&uses->items[i]));
    }
}

/* Lambda reads queues and streams with the role of the function. */
static void read_source(struct sg_lint *l, struct sg_lint_stores *stores, const struct sg_node *arn)
{
    struct sg_lint_store *store = sg_lint_store_named(l, stores, arn);
    const struct sg_polled *polled = store ? store->target->kind->polled : NULL;
    const struct sg_key_uses *uses = polled ? sg_key_uses(l->catalog, NULL) : NULL;
    for (size_t i = 0; uses && i < uses->count; i++)
        if (sg_strings_have(&uses->items[i].actions, polled->action))
            add_need(stores, store, asked_by(&uses->items[i]));
}

static void read_sources(struct sg_lint *l, struct sg_lint_stores *stores, const struct sg_lint_user *user)
{
    static const char *const paths[] = {"Events.*.Properties.Queue", "Events.*.Properties.Stream"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        for (struct sg_lint_values v = sg_lint_values_at(l, user->resource->properties, paths[i]); sg_lint_next(&v);)
            read_source(l, stores, v.value);
    for (const struct sg_lint_mapping *mapping = user->mappings; mapping; mapping = mapping->next)
        read_source(l, stores, mapping->arn);
}

/* ---- Permission on the key ---- */

static bool is_whole_account(const char *text)
{
    return sg_ends_with(text, ":root") || sg_is_account(text);
}

/* A principal that is the account leaves it to the account's policies; any other unknown one may be the role. */
static bool may_be_role(struct sg_lint *l, const struct sg_node *principal, const struct sg_role *role)
{
    const char *text = sg_lint_text(l, principal);
    struct sg_strings names = {0};
    sg_add_mentions(l->arena, principal, &names);
    bool other = names.count > 0;
    for (size_t i = 0; i < names.count; i++) {
        const char *id = sg_copy_bytes(l->arena, names.items[i], strcspn(names.items[i], "."));
        if (strcmp(role->id, id) == 0)
            return true;
        other = other && sg_find_resource(l->template, id);
    }
    return !other && !(text && is_whole_account(text));
}

static bool may_allow_role(struct sg_lint *l, const struct sg_node *node, const struct sg_role *role)
{
    struct sg_lint_statement s;
    if (!sg_lint_read_statement(node, &s))
        return true;
    if (s.deny)
        return false;
    if (!s.principal || s.principal->type == SG_SCALAR || sg_intrinsic_name(s.principal))
        return true;
    for (struct sg_lint_values v = sg_lint_values_at(l, s.principal, "AWS"); sg_lint_next(&v);)
        if (may_be_role(l, v.value, role))
            return true;
    return false;
}

static bool is_named_by_key(struct sg_lint *l, const struct sg_lint_store *store, const struct sg_role *role)
{
    const struct sg_node *policy = store->key ? sg_get(store->key->properties, "KeyPolicy") : NULL;
    if (sg_intrinsic_name(policy))
        return true;
    for (struct sg_lint_values v = sg_lint_values_at(l, policy, "Statement"); sg_lint_next(&v);)
        if (may_allow_role(l, v.value, role))
            return true;
    return false;
}

static bool may(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_lint_store *store,
                const char *action)
{
    return store->key ? sg_lint_may_use(l, user->access, action, store->key)
                      : sg_lint_may(l, user->access, action, store->key_arn);
}

/* The key is named here only if it is in the template: of another one, its policy may name the role. */
static const struct sg_splice *fix_of(struct sg_lint *l, const struct sg_lint_user *user,
                                      const struct sg_lint_store *store, const struct sg_strings *actions)
{
    return store->key ? sg_lint_fix_allow(l, user, actions,
                                          sg_tagged(l->arena, "!GetAtt", sg_concat(l->arena, store->key->id, ".Arn")))
                      : NULL;
}

static void check_store(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_lint_store *store)
{
    bool decrypt = !(store->needs & DECRYPT) || may(l, user, store, "kms:Decrypt");
    bool generate = !(store->needs & GENERATE) || may(l, user, store, "kms:GenerateDataKey");
    if ((decrypt && generate) || is_named_by_key(l, store, user->role))
        return;
    struct sg_strings missing = {0};
    if (!decrypt)
        sg_push(l->arena, &missing, "kms:Decrypt");
    if (!generate)
        sg_push(l->arena, &missing, "kms:GenerateDataKey");
    sg_lint_report(l, SG505, user->resource->key,
                   "%s uses the %s %s, which is encrypted with %s, but its role lacks %s on that key; add it%s (see "
                   "`samgen help kms-encrypt-decrypt`)",
                   user->resource->id, store->target->kind->noun, store->resource->id,
                   store->key ? store->key->id : "a customer managed key", sg_join(l->arena, &missing, " and "),
                   store->key ? "" : ", unless the policy of the key names the role")
        ->fix = fix_of(l, user, store, &missing);
}

static void check_user(struct sg_lint *l, struct sg_lint_stores *stores, const struct sg_lint_user *user)
{
    stores->used = NULL;
    read_grants(l, stores, user);
    read_sources(l, stores, user);
    for (struct sg_lint_store *store = stores->used; store; store = store->next) {
        check_store(l, user, store);
        store->needs = 0;
    }
}

void sg_lint_check_encryption(struct sg_lint *l)
{
    struct sg_lint_stores *stores = l->is_whole ? sg_lint_stores_of(l) : NULL;
    for (const struct sg_lint_user *u = NULL; stores && stores->count && (u = sg_lint_next_user(l, u));)
        check_user(l, stores, u);
}
