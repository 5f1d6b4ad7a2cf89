#include "verb/check.h"

#include "iam/caller.h"
#include "iam/pattern.h"

#include <string.h>
#include <strings.h>

#define IMPLIED_KEYS 2 /* aws:PrincipalArn, aws:PrincipalAccount */

/* A policy and where its statements stand, worked out once. */
struct placed {
    enum sg_iam_place place;
    const struct sg_iam_policy *policy;
    struct sg_place *statements;
};

struct sg_check {
    struct sg_arena *arena;
    const char *principal;
    struct sg_iam_situation situation;
    struct placed *policies;
    size_t count;
    struct sg_iam_key *context;
    size_t context_count;
};

struct sg_check *sg_check_new(struct sg_arena *a)
{
    struct sg_check *check = sg_new(a, struct sg_check);
    check->arena = a;
    return check;
}

void sg_check_principal(struct sg_check *check, const char *principal)
{
    check->principal = principal;
}

static struct sg_place *locate_statements(struct sg_arena *a, const struct sg_iam_policy *policy)
{
    struct sg_place *places = sg_new_array(a, struct sg_place, policy->count);
    for (size_t i = 0; policy->source && i < policy->count; i++)
        places[i] = sg_locate(policy->source, policy->statements[i].offset);
    return places;
}

/* Puts a policy at the end of a list. */
static void append_policy(struct sg_arena *a, struct sg_iam_policies *list, const struct sg_iam_policy *policy)
{
    const struct sg_iam_policy **items = sg_new_array(a, const struct sg_iam_policy *, list->count + 1);
    if (list->count)
        memcpy(items, list->items, list->count * sizeof *items);
    items[list->count++] = policy;
    list->items = items;
}

static void append_level(struct sg_check *check, const struct sg_iam_policy *policy)
{
    struct sg_iam_situation *s = &check->situation;
    struct sg_iam_policies *levels = sg_new_array(check->arena, struct sg_iam_policies, s->service_control_levels + 1);
    if (s->service_control_levels)
        memcpy(levels, s->service_control, s->service_control_levels * sizeof *levels);
    append_policy(check->arena, &levels[s->service_control_levels++], policy);
    s->service_control = levels;
}

void sg_check_add(struct sg_check *check, enum sg_iam_place place, const struct sg_iam_policy *policy)
{
    struct placed *policies = sg_new_array(check->arena, struct placed, check->count + 1);
    if (check->count)
        memcpy(policies, check->policies, check->count * sizeof *policies);
    policies[check->count++] = (struct placed){place, policy, locate_statements(check->arena, policy)};
    check->policies = policies;
    if (place == SG_PLACE_IDENTITY)
        append_policy(check->arena, &check->situation.identity, policy);
    else if (place == SG_PLACE_BOUNDARY)
        check->situation.boundary = policy;
    else if (place == SG_PLACE_RESOURCE_POLICY)
        check->situation.resource_policy = policy;
    else if (place == SG_PLACE_SERVICE_CONTROL)
        append_level(check, policy);
}

static struct sg_iam_key *find_own_key(struct sg_check *check, const char *name)
{
    for (size_t i = 0; i < check->context_count; i++)
        if (strcasecmp(check->context[i].name, name) == 0)
            return &check->context[i];
    struct sg_iam_key *keys = sg_new_array(check->arena, struct sg_iam_key, check->context_count + 1);
    if (check->context_count)
        memcpy(keys, check->context, check->context_count * sizeof *keys);
    keys[check->context_count] = (struct sg_iam_key){.name = name};
    check->context = keys;
    return &keys[check->context_count++];
}

void sg_check_context(struct sg_check *check, const char *key, const char *value)
{
    struct sg_iam_key *own = find_own_key(check, key);
    const char **values = sg_new_array(check->arena, const char *, own->count + 1);
    if (own->count)
        memcpy(values, own->values, own->count * sizeof *values);
    values[own->count++] = value;
    own->values = values;
}

static void add_key(struct sg_iam_request *request, struct sg_iam_key *keys, const struct sg_iam_key *key)
{
    if (!sg_iam_find_key(request, key->name))
        keys[request->key_count++] = *key;
}

static const char *one_value(const struct sg_iam_request *request, const char *name)
{
    const struct sg_iam_key *key = sg_iam_find_key(request, name);
    return key && key->count == 1 ? key->values[0] : NULL;
}

static const char *copy_part(struct sg_arena *a, struct sg_iam_part part)
{
    return sg_copy_bytes(a, part.text, part.length);
}

static void add_value(struct sg_arena *a, struct sg_iam_request *request, struct sg_iam_key *keys, const char *name,
                      const char *value)
{
    const char **values = sg_new_array(a, const char *, 1);
    *values = value;
    add_key(request, keys, &(struct sg_iam_key){.name = name, .values = values, .count = 1});
}

/* The role of a session, as aws:PrincipalArn gives it; its path is not told by the session's ARN. */
static void add_principal(struct sg_arena *a, const char *principal, struct sg_iam_request *request,
                          struct sg_iam_key *keys)
{
    struct sg_iam_caller caller = sg_iam_caller_read(principal, NULL);
    if (caller.type == SG_SERVICE_CALLER)
        return;
    const char *arn = principal;
    if (caller.type == SG_SESSION_CALLER)
        arn = sg_format(a, "arn:%.*s:iam::%.*s:role/%.*s", (int)caller.partition.length, caller.partition.text,
                        (int)caller.account.length, caller.account.text, (int)caller.role.length, caller.role.text);
    add_value(a, request, keys, "aws:PrincipalArn", arn);
    if (caller.account.text)
        add_value(a, request, keys, "aws:PrincipalAccount", copy_part(a, caller.account));
}

/* What there is to decide: the request with all its keys, and who asks whom. */
static void complete(const struct sg_check *check, struct sg_arena *a, const struct sg_check_request *asked,
                     struct sg_iam_situation *situation, struct sg_iam_request *request)
{
    const char *principal = asked->principal ? asked->principal : check->principal;
    *situation = check->situation;
    *request = asked->iam;
    if (principal || check->context_count) {
        size_t most = request->key_count + check->context_count + IMPLIED_KEYS;
        struct sg_iam_key *keys = sg_new_array(a, struct sg_iam_key, most);
        if (request->key_count)
            memcpy(keys, request->keys, request->key_count * sizeof *keys);
        request->keys = keys;
        for (size_t i = 0; i < check->context_count; i++)
            add_key(request, keys, &check->context[i]);
        if (principal)
            add_principal(a, principal, request, keys);
    }
    situation->principal = principal;
    situation->account = principal ? NULL : one_value(request, "aws:PrincipalAccount");
    situation->resource_account = one_value(request, "aws:ResourceAccount");
}

static bool is_too_long(const char *text)
{
    return text && strlen(text) > SG_CHECK_TEXT_MOST;
}

static const char *too_long(struct sg_arena *a, const char *what)
{
    return sg_format(a, "%s is longer than %d bytes, the most that samgen compares", what, SG_CHECK_TEXT_MOST);
}

const char *sg_check_fault(struct sg_arena *a, const struct sg_check_request *request)
{
    const struct sg_iam_request *r = &request->iam;
    const char *colon = r->action ? strchr(r->action, ':') : NULL;
    struct sg_iam_text arn;
    if (!r->action || !r->resource)
        return "a request needs an action and a resource";
    if (is_too_long(r->action) || is_too_long(r->resource) || is_too_long(request->principal))
        return too_long(a, "the action, the resource or the principal");
    for (size_t i = 0; i < r->key_count; i++)
        for (size_t v = 0; v < r->keys[i].count; v++)
            if (is_too_long(r->keys[i].values[v]))
                return too_long(a, sg_format(a, "a value of %s", r->keys[i].name));
    if (!colon || colon == r->action || !colon[1] || strpbrk(r->action, "*?"))
        return sg_format(a, "\"%s\" is no action; write one, such as s3:GetObject", r->action);
    if (strcmp(r->resource, "*") != 0 && (!sg_starts_with(r->resource, "arn:") || !sg_iam_arn_text(r->resource, &arn)))
        return sg_format(a, "\"%s\" is no ARN; write one, or \"*\" for an action without a resource", r->resource);
    return NULL;
}

struct sg_iam_decision sg_check_decide(const struct sg_check *check, struct sg_arena *a,
                                       const struct sg_check_request *asked)
{
    struct sg_iam_situation situation;
    struct sg_iam_request request;
    complete(check, a, asked, &situation, &request);
    return sg_iam_decide(&situation, &request);
}

static const char *place_name(enum sg_iam_place place)
{
    static const char *const names[] = {
        [SG_PLACE_NONE] = NULL,
        [SG_PLACE_IDENTITY] = "identity",
        [SG_PLACE_BOUNDARY] = "boundary",
        [SG_PLACE_RESOURCE_POLICY] = "resource-policy",
        [SG_PLACE_SERVICE_CONTROL] = "service-control",
    };
    return names[place];
}

static struct sg_check_by by_statement(const struct placed *p, const struct sg_iam_statement *s)
{
    return (struct sg_check_by){
        .place = place_name(p->place),
        .file = p->policy->source ? p->policy->source->name : NULL,
        .policy = p->policy->name,
        .sid = s->sid,
        .statement = s->index,
        .line = p->statements[s->index].line,
        .column = p->statements[s->index].column,
    };
}

struct sg_check_by sg_check_by(const struct sg_check *check, const struct sg_iam_decision *decision)
{
    for (size_t i = 0; decision->statement && i < check->count; i++)
        if (check->policies[i].policy == decision->policy && check->policies[i].place == decision->place)
            return by_statement(&check->policies[i], decision->statement);
    return (struct sg_check_by){.place = place_name(decision->place)};
}

size_t sg_check_reasons(const struct sg_check *check, struct sg_arena *a, const struct sg_check_request *asked,
                        const struct sg_check_reason **reasons)
{
    struct sg_iam_situation situation;
    struct sg_iam_request request;
    size_t total = 0, count = 0;
    complete(check, a, asked, &situation, &request);
    for (size_t i = 0; i < check->count; i++)
        total += check->policies[i].policy->count;
    struct sg_check_reason *items = sg_new_array(a, struct sg_check_reason, total);
    for (size_t i = 0; i < check->count; i++) {
        const struct sg_iam_policy *policy = check->policies[i].policy;
        for (size_t s = 0; s < policy->count; s++)
            items[count++] = (struct sg_check_reason){
                .by = by_statement(&check->policies[i], &policy->statements[s]),
                .effect = policy->statements[s].effect,
                .reason = sg_iam_why(a, &situation, policy, &policy->statements[s], &request),
            };
    }
    *reasons = items;
    return count;
}

const char *sg_check_word(enum sg_iam_result result)
{
    static const char *const words[] = {
        [SG_IMPLICIT_DENY] = "implicit-deny", [SG_EXPLICIT_DENY] = "explicit-deny", [SG_ALLOWED] = "allowed"};
    return words[result];
}
