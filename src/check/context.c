#include "check/context_internal.h"

#include "base/list.h"
#include "iam/caller.h"

/* A value of the map. */
struct key {
    size_t index; /* in the keys of the context */
    struct sg_strings values;
};

void sg_check_context_add(struct sg_arena *a, struct sg_check_context *c, const char *name, const char *value)
{
    c->by_name.any_case = true;
    void **found = sg_map_at(a, &c->by_name, name);
    struct key *key = *found ? *found : sg_new(a, struct key);
    if (!*found) {
        *found = key;
        key->index = c->count;
        sg_grow(a, c->keys, c->count, c->capacity);
        c->keys[c->count++] = (struct samgen_context){.key = name};
    }
    sg_push(a, &key->values, value);
    c->keys[key->index].values = key->values.items;
    c->keys[key->index].value_count = key->values.count;
}

struct implied {
    struct sg_arena *arena;
    struct sg_iam_request *request;
    struct samgen_context *keys;
};

static void imply(const struct implied *i, const char *name, const char *value)
{
    const char **values = sg_new_array(i->arena, const char *, 1);
    *values = value;
    i->keys[i->request->key_count++] = (struct samgen_context){.key = name, .values = values, .value_count = 1};
}

static const char *text_of(const struct implied *i, struct sg_iam_part part)
{
    return sg_copy_bytes(i->arena, part.text, part.length);
}

/* Returns the ARN of the role of a session, without its path, which the ARN of the session lacks. */
static const char *role_arn(const struct implied *i, const struct sg_iam_caller *c)
{
    return sg_format(i->arena, "arn:%.*s:iam::%.*s:role/%.*s", (int)c->partition.length, c->partition.text,
                     (int)c->account.length, c->account.text, (int)c->role.length, c->role.text);
}

/* Adds aws:username and aws:userid if the ARN contains them: IAM User Guide, "Principal key values". */
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
                           struct sg_iam_request *request, struct samgen_context *keys)
{
    const struct implied i = {.arena = a, .request = request, .keys = keys};
    struct sg_iam_caller caller = sg_iam_caller_read(principal, NULL);
    imply(&i, "aws:PrincipalIsAWSService", caller.type == SG_SERVICE_CALLER ? "true" : "false");
    if (caller.type == SG_SERVICE_CALLER)
        imply(&i, "aws:PrincipalServiceName", principal);
    else if (caller.type != SG_PROVIDER_CALLER)
        imply_caller(&i, &caller, principal_arn);
}
