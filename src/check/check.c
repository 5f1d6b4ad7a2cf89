#include "check/check.h"

#include "base/list.h"
#include "check/context_internal.h"
#include "check/notice_internal.h"
#include "iam/caller.h"
#include "iam/pattern.h"

#include <string.h>

/* A policy and the positions of its statements. */
struct located {
    enum sg_iam_layer layer;
    const struct sg_iam_policy *policy;
    struct sg_position *statements;
    const bool *uncertain; /* one mark a statement; NULL: none is uncertain */
};

struct sg_check {
    struct sg_arena *arena;
    const char *principal, *principal_arn;
    struct sg_iam_situation situation;
    struct sg_iam_policies *levels; /* in the situation */
    struct located *policies;
    size_t count, capacity, level_capacity;
    struct sg_cursor cursor; /* in the text of the latest policy */
    struct sg_check_context context;
    struct sg_notices *notices;
    struct sg_catalog *catalog;   /* or NULL */
    struct sg_findings *findings; /* for notices; NULL: none are made */
};

struct sg_check *sg_check_new(struct sg_arena *a)
{
    struct sg_check *check = sg_new(a, struct sg_check);
    check->arena = a;
    check->notices = sg_check_notices_new(a);
    return check;
}

void sg_check_principal(struct sg_check *check, const char *principal)
{
    check->principal = principal;
    check->principal_arn = NULL;
}

void sg_check_principal_arn(struct sg_check *check, const char *arn)
{
    check->principal_arn = arn;
}

bool sg_check_is_principal(const char *principal)
{
    struct sg_iam_caller caller = sg_iam_caller_read(principal, NULL);
    return sg_iam_is_outsider(&caller) || caller.account.text;
}

static struct sg_position *locate_statements(struct sg_check *check, const struct sg_iam_policy *policy)
{
    struct sg_position *positions = sg_new_array(check->arena, struct sg_position, policy->count);
    if (check->cursor.source != policy->source)
        check->cursor = (struct sg_cursor){.source = policy->source};
    for (size_t i = 0; policy->source && i < policy->count; i++)
        positions[i] = sg_locate_next(&check->cursor, policy->statements[i].offset);
    return positions;
}

static void append_policy(struct sg_arena *a, struct sg_iam_policies *list, const struct sg_iam_policy *policy)
{
    sg_grow(a, list->items, list->count, list->capacity);
    list->items[list->count++] = policy;
}

static void append_level(struct sg_check *check, const struct sg_iam_policy *policy)
{
    size_t count = check->situation.service_control_levels;
    sg_grow(check->arena, check->levels, count, check->level_capacity);
    check->levels[count] = (struct sg_iam_policies){0};
    append_policy(check->arena, &check->levels[count], policy);
    check->situation.service_control = check->levels;
    check->situation.service_control_levels++;
}

static void append_located(struct sg_check *check, enum sg_iam_layer layer, const struct sg_iam_policy *policy)
{
    sg_grow(check->arena, check->policies, check->count, check->capacity);
    check->policies[check->count++] =
        (struct located){.layer = layer, .policy = policy, .statements = locate_statements(check, policy)};
}

void sg_check_add(struct sg_check *check, enum sg_iam_layer layer, const struct sg_iam_policy *policy)
{
    append_located(check, layer, policy);
    sg_check_notices_policy(check->notices, policy);
    if (layer == SG_LAYER_IDENTITY)
        append_policy(check->arena, &check->situation.identity, policy);
    else if (layer == SG_LAYER_BOUNDARY)
        check->situation.boundary = policy;
    else if (layer == SG_LAYER_RESOURCE_POLICY)
        check->situation.resource_policy = policy;
    else if (layer == SG_LAYER_SERVICE_CONTROL)
        append_level(check, policy);
}

void sg_check_context(struct sg_check *check, const char *key, const char *value)
{
    sg_check_context_add(check->arena, &check->context, key, value);
}

void sg_check_listen(struct sg_check *check, struct sg_catalog *catalog, struct sg_findings *findings)
{
    check->catalog = catalog;
    check->findings = findings;
}

static const char *one_value(const struct sg_iam_request *request, const char *name)
{
    const struct samgen_context *key = sg_iam_find_key(request, name);
    return key && key->value_count == 1 ? key->values[0] : NULL;
}

/* Completes the request with the keys of the check and implied ones, in this order, and sets the situation. */
static void complete(const struct sg_check *check, struct sg_arena *a, const struct samgen_request *asked,
                     struct sg_iam_situation *situation, struct sg_iam_request *request)
{
    const struct sg_check_context *context = &check->context;
    const char *principal = asked->principal ? asked->principal : check->principal;
    size_t own = asked->context_count;
    struct samgen_context *keys = sg_new_array(a, struct samgen_context, own + context->count + SG_IMPLIED_KEYS_MOST);
    *situation = check->situation;
    *request = (struct sg_iam_request){.action = asked->action, .resource = asked->resource};
    if (own)
        memcpy(keys, asked->context, own * sizeof *keys);
    if (context->count)
        memcpy(keys + own, context->keys, context->count * sizeof *keys);
    request->keys = keys;
    request->key_count = own + context->count;
    sg_check_implied_keys(a, principal, asked->principal ? NULL : check->principal_arn, request, keys);
    situation->principal = principal;
    situation->account = principal ? NULL : one_value(request, "aws:PrincipalAccount");
    situation->resource_account = one_value(request, "aws:ResourceAccount");
}

/* Returns whether aws:PrincipalArn was derived from the ARN of a session, which lacks the path of its role. */
static bool guesses_arn(const struct sg_check *check, const struct samgen_request *asked,
                        const struct sg_iam_situation *situation, const struct sg_iam_request *request)
{
    size_t given = asked->context_count + check->context.count;
    bool known = check->principal_arn && !asked->principal;
    const struct samgen_context *key = sg_iam_find_key(request, "aws:PrincipalArn");
    return !known && key && key >= request->keys + given &&
           sg_iam_caller_read(situation->principal, NULL).type == SG_SESSION_CALLER;
}

static bool is_too_long(const char *text)
{
    return text && strlen(text) > SG_CHECK_TEXT_MOST;
}

static const char *too_long(struct sg_arena *a, const char *what)
{
    return sg_format(a, "%s is longer than %d bytes, the most that samgen compares", what, SG_CHECK_TEXT_MOST);
}

static const char *length_fault(struct sg_arena *a, const struct samgen_request *r)
{
    if (is_too_long(r->action) || is_too_long(r->resource) || is_too_long(r->principal))
        return too_long(a, "the action, the resource or the principal");
    for (size_t i = 0; i < r->context_count; i++)
        for (size_t v = 0; v < r->context[i].value_count; v++)
            if (is_too_long(r->context[i].values[v]))
                return too_long(a, sg_format(a, "a value of %s", r->context[i].key));
    return NULL;
}

const char *sg_check_fault(struct sg_arena *a, const struct samgen_request *r)
{
    const char *colon = r->action ? strchr(r->action, ':') : NULL;
    struct sg_iam_text arn;
    if (!r->action || !r->resource)
        return "a request needs an action and a resource";
    const char *fault = length_fault(a, r);
    if (fault)
        return fault;
    if (r->principal && !sg_check_is_principal(r->principal))
        return sg_format(
            a, "\"%s\" is not a principal; write an ARN with an account, or a service such as s3.amazonaws.com",
            r->principal);
    if (!colon || colon == r->action || !colon[1] || strpbrk(r->action, "*?"))
        return sg_format(a, "\"%s\" is not an action; write, for example, s3:GetObject", r->action);
    if (strcmp(r->resource, "*") != 0 && (!sg_starts_with(r->resource, "arn:") || !sg_iam_arn_text(r->resource, &arn)))
        return sg_format(a, "\"%s\" is not an ARN; write one, or \"*\" for an action without a resource", r->resource);
    return NULL;
}

struct sg_iam_decision sg_check_decide(const struct sg_check *check, struct sg_arena *a,
                                       const struct samgen_request *asked)
{
    struct sg_iam_situation situation;
    struct sg_iam_request request;
    complete(check, a, asked, &situation, &request);
    struct sg_iam_decision decision = sg_iam_decide(&situation, &request);
    if (check->findings)
        sg_check_notices_report(check->notices, check->catalog,
                                &(struct sg_noticed){.situation = &situation,
                                                     .request = &request,
                                                     .decision = &decision,
                                                     .guesses_arn = guesses_arn(check, asked, &situation, &request)},
                                check->findings);
    return decision;
}

static const char *layer_name(enum sg_iam_layer layer)
{
    static const char *const names[] = {
        [SG_LAYER_NONE] = NULL,
        [SG_LAYER_IDENTITY] = "identity",
        [SG_LAYER_BOUNDARY] = "boundary",
        [SG_LAYER_RESOURCE_POLICY] = "resource-policy",
        [SG_LAYER_SERVICE_CONTROL] = "service-control",
    };
    return names[layer];
}

static struct samgen_statement by_statement(const struct located *p, const struct sg_iam_statement *s)
{
    return (struct samgen_statement){
        .layer = layer_name(p->layer),
        .file = p->policy->source ? p->policy->source->name : NULL,
        .policy = p->policy->name,
        .sid = s->sid,
        .index = s->index,
        .line = p->statements[s->index].line,
        .column = p->statements[s->index].column,
        .denies = s->effect == SG_DENY,
    };
}

struct samgen_statement sg_check_statement(const struct sg_check *check, const struct sg_iam_decision *decision)
{
    for (size_t i = 0; decision->statement && i < check->count; i++)
        if (check->policies[i].policy == decision->policy && check->policies[i].layer == decision->layer)
            return by_statement(&check->policies[i], decision->statement);
    return (struct samgen_statement){.layer = layer_name(decision->layer)};
}

void sg_check_uncertain(struct sg_check *check, const struct sg_iam_policy *policy, const bool *uncertain)
{
    for (size_t i = 0; i < check->count; i++)
        if (check->policies[i].policy == policy)
            check->policies[i].uncertain = uncertain;
}

/* Returns whether the statement decided, or could reverse the decision because it is about the same action. */
static bool may_matter(const struct sg_iam_statement *s, const struct sg_iam_request *request,
                       const struct sg_iam_decision *decision)
{
    enum sg_effect other = decision->result == SAMGEN_ALLOWED ? SG_DENY : SG_ALLOW;
    if (s == decision->statement)
        return true;
    return decision->result != SAMGEN_EXPLICIT_DENY && s->effect == other && sg_iam_concerns(s, request);
}

bool sg_check_doubt(const struct sg_check *check, const struct samgen_request *request,
                    const struct sg_iam_decision *decision, struct samgen_statement *doubt)
{
    const struct sg_iam_request asked = {.action = request->action, .resource = request->resource};
    for (size_t i = 0; i < check->count; i++) {
        const struct located *p = &check->policies[i];
        for (size_t s = 0; p->uncertain && s < p->policy->count; s++)
            if (p->uncertain[s] && may_matter(&p->policy->statements[s], &asked, decision)) {
                *doubt = by_statement(p, &p->policy->statements[s]);
                return true;
            }
    }
    return false;
}

size_t sg_check_reasons(const struct sg_check *check, struct sg_arena *a, const struct samgen_request *asked,
                        const struct samgen_reason **reasons)
{
    struct sg_iam_situation situation;
    struct sg_iam_request request;
    size_t total = 0, count = 0;
    complete(check, a, asked, &situation, &request);
    for (size_t i = 0; i < check->count; i++)
        total += check->policies[i].policy->count;
    struct samgen_reason *items = sg_new_array(a, struct samgen_reason, total);
    for (size_t i = 0; i < check->count; i++) {
        const struct sg_iam_policy *policy = check->policies[i].policy;
        for (size_t s = 0; s < policy->count; s++)
            items[count++] = (struct samgen_reason){
                .statement = by_statement(&check->policies[i], &policy->statements[s]),
                .reason = sg_iam_why(a, &situation, policy, &policy->statements[s], &request),
            };
    }
    *reasons = items;
    return count;
}

const char *sg_check_word(enum samgen_verdict result)
{
    static const char *const words[] = {[SAMGEN_IMPLICIT_DENY] = "implicit-deny",
                                        [SAMGEN_EXPLICIT_DENY] = "explicit-deny",
                                        [SAMGEN_ALLOWED] = "allowed"};
    return words[result];
}
