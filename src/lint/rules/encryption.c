/* SG505: what a key encrypts, and roles that use it without the key. */
#include "lint/reference_internal.h"
#include "lint/rules/user_internal.h"

#include "iam/arn.h"
#include "sam/intrinsic.h"
#include "sam/mention.h"
#include "yaml/scalar.h"

#include <string.h>

enum { DECRYPT = 1, GENERATE = 2 };

/* What an action on something encrypted asks of the key, as each service's guide has it. */
static const struct {
    const char *type, *action;
    unsigned needs;
} uses[] = {
    {"AWS::S3::Bucket", "s3:GetObject", DECRYPT},
    {"AWS::S3::Bucket", "s3:PutObject", GENERATE},
    {"AWS::SQS::Queue", "sqs:ReceiveMessage", DECRYPT},
    {"AWS::SQS::Queue", "sqs:SendMessage", GENERATE | DECRYPT},
    {"AWS::SNS::Topic", "sns:Publish", GENERATE | DECRYPT},
    {"AWS::DynamoDB::Table", "dynamodb:GetItem", DECRYPT},
    {"AWS::DynamoDB::Table", "dynamodb:Query", DECRYPT},
    {"AWS::DynamoDB::Table", "dynamodb:Scan", DECRYPT},
    {"AWS::DynamoDB::Table", "dynamodb:PutItem", DECRYPT},
    {"AWS::DynamoDB::Table", "dynamodb:UpdateItem", DECRYPT},
    {"AWS::DynamoDB::Table", "dynamodb:DeleteItem", DECRYPT},
    {"AWS::DynamoDB::Table", "dynamodb:BatchWriteItem", DECRYPT},
    {"AWS::SecretsManager::Secret", "secretsmanager:GetSecretValue", DECRYPT},
    {"AWS::SecretsManager::Secret", "secretsmanager:PutSecretValue", GENERATE | DECRYPT},
    {"AWS::Kinesis::Stream", "kinesis:GetRecords", DECRYPT},
    {"AWS::Kinesis::Stream", "kinesis:PutRecord", GENERATE},
    {"AWS::Kinesis::Stream", "kinesis:PutRecords", GENERATE},
};

/* ---- What a user uses ---- */

static void add_need(struct sg_lint_stores *stores, struct sg_lint_store *store, unsigned needs)
{
    if (!store->needs && needs) {
        store->next = stores->used;
        stores->used = store;
    }
    store->needs |= needs;
}

static void read_grant(struct sg_lint *l, const struct sg_lint_grant *grant, void *context)
{
    struct sg_lint_stores *stores = context;
    struct sg_lint_store *store = sg_lint_store_named(l, stores, grant->node);
    for (size_t i = 0; store && i < sizeof uses / sizeof *uses; i++)
        if (sg_has_type(store->resource, uses[i].type) && sg_lint_grants(grant, uses[i].action))
            add_need(stores, store, uses[i].needs);
}

/* Lambda reads queues and streams with the function's role. */
static void read_event(struct sg_lint *l, const struct sg_node *source, void *context)
{
    struct sg_lint_stores *stores = context;
    struct sg_lint_store *store = sg_lint_store_named(l, stores, source);
    bool read = store && (sg_has_type(store->resource, "AWS::SQS::Queue") ||
                          sg_has_type(store->resource, "AWS::Kinesis::Stream"));
    if (read)
        add_need(stores, store, DECRYPT);
}

/* ---- Whether it has the key ---- */

struct naming {
    const struct sg_role *role;
    bool named;
};

static bool is_whole_account(const char *text)
{
    return sg_ends_with(text, ":root") || sg_is_account(text);
}

/* A policy that names the account leaves it to the account's own policies; anybody else may be the role. */
static void read_principal(struct sg_lint *l, const struct sg_node *value, void *context)
{
    struct naming *naming = context;
    const char *text = sg_lint_text(l, value);
    struct sg_strings names = {0};
    sg_add_mentions(l->arena, value, &names);
    bool other = names.count > 0, own = false;
    for (size_t i = 0; i < names.count; i++) {
        size_t length = strcspn(names.items[i], ".");
        own = own || (strlen(naming->role->id) == length && strncmp(names.items[i], naming->role->id, length) == 0);
        other = other && sg_find_resource(l->template, sg_copy_bytes(l->arena, names.items[i], length));
    }
    naming->named = naming->named || own || (!other && !(text && is_whole_account(text)));
}

static void read_statement(struct sg_lint *l, const struct sg_node *statement, void *context)
{
    struct naming *naming = context;
    const struct sg_node *principal = sg_get(statement, "Principal");
    const char *effect = sg_get_text(statement, "Effect");
    if (effect && strcmp(effect, "Deny") == 0)
        return;
    naming->named = naming->named || !principal || principal->type == SG_SCALAR || sg_intrinsic_name(principal);
    sg_lint_each(l, sg_get(principal, "AWS"), read_principal, context);
}

static bool is_named_by_key(struct sg_lint *l, const struct sg_lint_store *store, const struct sg_role *role)
{
    struct naming naming = {.role = role};
    const struct sg_node *policy = store->key ? sg_get(store->key->properties, "KeyPolicy") : NULL;
    if (sg_intrinsic_name(policy))
        return true;
    sg_lint_each(l, sg_get(policy, "Statement"), read_statement, &naming);
    return naming.named;
}

static bool may(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_lint_store *store,
                const char *action)
{
    return store->key ? sg_lint_may_use(l, user->access, action, store->key)
                      : sg_lint_may(l, user->access, action, store->key_arn);
}

static void check_store(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_lint_store *store)
{
    bool decrypt = !(store->needs & DECRYPT) || may(l, user, store, "kms:Decrypt");
    bool generate = !(store->needs & GENERATE) || may(l, user, store, "kms:GenerateDataKey");
    if ((decrypt && generate) || is_named_by_key(l, store, user->role))
        return;
    sg_lint_report(l, "SG505", user->resource->key,
                   "%s uses the %s %s, which is encrypted with %s, but its role lacks %s%s%s on that key; add it (see "
                   "`samgen help kms-encrypt-decrypt`)",
                   user->resource->id, sg_lint_target_of(store->resource)->noun, store->resource->id,
                   store->key ? store->key->id : "a customer managed key", decrypt ? "" : "kms:Decrypt",
                   decrypt || generate ? "" : " and ", generate ? "" : "kms:GenerateDataKey");
}

void sg_lint_check_encryption(struct sg_lint *l, const struct sg_lint_user *user)
{
    struct sg_lint_stores *stores = user->stores;
    const struct sg_node *events = sg_get(user->resource->properties, "Events");
    if (!stores->count)
        return;
    stores->used = NULL;
    sg_lint_each_grant(l, user->access, read_grant, stores);
    sg_lint_at_path(l, events, "*.Properties.Queue", read_event, stores);
    sg_lint_at_path(l, events, "*.Properties.Stream", read_event, stores);
    for (const struct sg_lint_mapping *source = user->sources; source; source = source->next)
        read_event(l, source->arn, stores);
    for (struct sg_lint_store *store = stores->used; store; store = store->next) {
        check_store(l, user, store);
        store->needs = 0;
    }
}
