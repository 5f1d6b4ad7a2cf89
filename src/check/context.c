#include "check/context_internal.h"

#include "iam/caller.h"

#include <string.h>
#include <strings.h>

#define SLOTS_LEAST 16

static size_t hash_of(const char *name)
{
    size_t hash = 5381; /* by Bernstein; names are told apart without case */
    for (; *name; name++)
        hash = hash * 33 + (unsigned char)(*name >= 'A' && *name <= 'Z' ? *name + ('a' - 'A') : *name);
    return hash;
}

/* The slot of a key, or the free one where it belongs. There is always a free one. */
static size_t *slot_of(const struct sg_check_context *c, const char *name)
{
    size_t i = hash_of(name) & (c->slot_count - 1);
    while (c->slots[i] && strcasecmp(c->keys[c->slots[i] - 1].name, name) != 0)
        i = (i + 1) & (c->slot_count - 1);
    return &c->slots[i];
}

static void grow(struct sg_arena *a, struct sg_check_context *c)
{
    size_t slot_count = c->slot_count ? 2 * c->slot_count : SLOTS_LEAST;
    struct sg_iam_key *keys = sg_new_array(a, struct sg_iam_key, slot_count / 2);
    const char ***values = sg_new_array(a, const char **, slot_count / 2);
    if (c->count) {
        memcpy(keys, c->keys, c->count * sizeof *keys);
        memcpy(values, c->values, c->count * sizeof *values);
    }
    c->keys = keys;
    c->values = values;
    c->slots = sg_new_array(a, size_t, slot_count);
    c->slot_count = slot_count;
    memset(c->slots, 0, slot_count * sizeof *c->slots);
    for (size_t i = 0; i < c->count; i++)
        *slot_of(c, keys[i].name) = i + 1;
}

/* The room for values is the power of two that holds them. */
static void add_value(struct sg_arena *a, struct sg_iam_key *key, const char ***values, const char *value)
{
    if ((key->count & (key->count - 1)) == 0) {
        const char **larger = sg_new_array(a, const char *, key->count ? 2 * key->count : 1);
        if (key->count)
            memcpy(larger, *values, key->count * sizeof *larger);
        key->values = *values = larger;
    }
    (*values)[key->count++] = value;
}

void sg_check_context_add(struct sg_arena *a, struct sg_check_context *c, const char *key, const char *value)
{
    if (2 * c->count >= c->slot_count)
        grow(a, c);
    size_t *slot = slot_of(c, key);
    if (!*slot) {
        c->keys[c->count] = (struct sg_iam_key){.name = key};
        *slot = ++c->count;
    }
    add_value(a, &c->keys[*slot - 1], &c->values[*slot - 1], value);
}

struct implied {
    struct sg_arena *arena;
    struct sg_iam_request *request;
    struct sg_iam_key *keys;
};

static void imply(const struct implied *i, const char *name, const char *value)
{
    const char **values = sg_new_array(i->arena, const char *, 1);
    *values = value;
    i->keys[i->request->key_count++] = (struct sg_iam_key){.name = name, .values = values, .count = 1};
}

static const char *text_of(const struct implied *i, struct sg_iam_part part)
{
    return sg_copy_bytes(i->arena, part.text, part.length);
}

/* The role of a session; its path is not told by the session's ARN. */
static const char *role_arn(const struct implied *i, const struct sg_iam_caller *c)
{
    return sg_format(i->arena, "arn:%.*s:iam::%.*s:role/%.*s", (int)c->partition.length, c->partition.text,
                     (int)c->account.length, c->account.text, (int)c->role.length, c->role.text);
}

/* aws:username and aws:userid, where the ARN has all of them: IAM User Guide, "Principal key values". */
static void imply_names(const struct implied *i, const struct sg_iam_caller *c)
{
    if (c->type == SG_USER_CALLER)
        imply(i, "aws:username", text_of(i, c->role));
    else if (c->type == SG_ROOT_CALLER && c->account.text)
        imply(i, "aws:userid", text_of(i, c->account));
    else if (c->type == SG_FEDERATED_USER_CALLER && c->account.text)
        imply(i, "aws:userid",
              sg_format(i->arena, "%.*s:%.*s", (int)c->account.length, c->account.text, (int)c->role.length,
                        c->role.text));
}

static void imply_caller(const struct implied *i, const struct sg_iam_caller *c, const char *principal_arn)
{
    static const char *const types[] = {
        [SG_UNKNOWN_CALLER] = "AssumedRole", [SG_ROLE_CALLER] = "AssumedRole",
        [SG_SESSION_CALLER] = "AssumedRole", [SG_ROOT_CALLER] = "Account",
        [SG_USER_CALLER] = "User",           [SG_FEDERATED_USER_CALLER] = "FederatedUser",
        [SG_PROVIDER_CALLER] = NULL,
    };
    const char *arn = principal_arn ? principal_arn : c->type == SG_SESSION_CALLER ? role_arn(i, c) : c->name;
    if (types[c->type])
        imply(i, "aws:PrincipalType", types[c->type]);
    if (arn)
        imply(i, "aws:PrincipalArn", arn);
    if (c->account.text)
        imply(i, "aws:PrincipalAccount", text_of(i, c->account));
    imply_names(i, c);
}

void sg_check_implied_keys(struct sg_arena *a, const char *principal, const char *principal_arn,
                           struct sg_iam_request *request, struct sg_iam_key *keys)
{
    const struct implied i = {.arena = a, .request = request, .keys = keys};
    struct sg_iam_caller caller = sg_iam_caller_read(principal, NULL);
    imply(&i, "aws:PrincipalIsAWSService", caller.type == SG_SERVICE_CALLER ? "true" : "false");
    if (caller.type == SG_SERVICE_CALLER)
        imply(&i, "aws:PrincipalServiceName", principal);
    else if (caller.type != SG_PROVIDER_CALLER)
        imply_caller(&i, &caller, principal_arn);
}
