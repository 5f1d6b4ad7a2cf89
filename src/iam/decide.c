#include "iam/decide.h"

#include "iam/statement_internal.h"

#include <string.h>

/* The answer of some policies: the first statement that denies, and the one that names the caller best. */
struct verdict {
    const struct sg_iam_policy *allow_policy, *deny_policy;
    const struct sg_iam_statement *allow, *deny;
    enum sg_iam_reach reach; /* of `allow` */
};

static void ask(const struct sg_iam_policy *policy, const struct sg_iam_question *q, struct verdict *v)
{
    for (size_t i = 0; i < policy->count && !v->deny; i++) {
        const struct sg_iam_statement *s = &policy->statements[i];
        if (s->effect == SG_ALLOW && v->reach == SG_CALLER_NAMED)
            continue;
        enum sg_iam_reach reach = sg_iam_statement_applies(s, q);
        if (reach == SG_NOT_NAMED)
            continue;
        if (s->effect == SG_DENY) {
            v->deny = s;
            v->deny_policy = policy;
        } else if (reach > v->reach) {
            v->reach = reach;
            v->allow = s;
            v->allow_policy = policy;
        }
    }
}

static void ask_all(const struct sg_iam_policies *policies, const struct sg_iam_question *q, struct verdict *v)
{
    for (size_t i = 0; i < policies->count; i++)
        ask(policies->items[i], q, v);
}

/* The verdicts of all layers on one question. */
struct hearing {
    const struct sg_iam_situation *situation;
    struct sg_iam_question question;
    struct verdict identity, boundary, resource_policy, service_control;
    bool every_level_allows; /* of the service control policies */
};

static void hear(struct hearing *h)
{
    const struct sg_iam_situation *s = h->situation;
    h->every_level_allows = true;
    if (s->resource_policy)
        ask(s->resource_policy, &h->question, &h->resource_policy);
    if (sg_iam_is_outsider(&h->question.caller))
        return; /* it has no identity policies, and no organization governs it */
    ask_all(&s->identity, &h->question, &h->identity);
    if (s->boundary)
        ask(s->boundary, &h->question, &h->boundary);
    for (size_t i = 0; i < s->service_control_levels; i++) {
        h->service_control.reach = SG_NOT_NAMED;
        ask_all(&s->service_control[i], &h->question, &h->service_control);
        h->every_level_allows = h->every_level_allows && h->service_control.reach != SG_NOT_NAMED;
    }
}

static struct sg_iam_decision denied(enum sg_iam_layer layer)
{
    return (struct sg_iam_decision){.result = SAMGEN_IMPLICIT_DENY, .layer = layer};
}

static struct sg_iam_decision allowed(enum sg_iam_layer layer, const struct verdict *v)
{
    return (struct sg_iam_decision){
        .result = SAMGEN_ALLOWED, .layer = layer, .policy = v->allow_policy, .statement = v->allow};
}

static bool find_deny(const struct hearing *h, struct sg_iam_decision *decision)
{
    const struct {
        enum sg_iam_layer layer;
        const struct verdict *verdict;
    } layers[] = {
        {SG_LAYER_IDENTITY, &h->identity},
        {SG_LAYER_BOUNDARY, &h->boundary},
        {SG_LAYER_RESOURCE_POLICY, &h->resource_policy},
        {SG_LAYER_SERVICE_CONTROL, &h->service_control},
    };
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
        if (layers[i].verdict->deny) {
            *decision = (struct sg_iam_decision){.result = SAMGEN_EXPLICIT_DENY,
                                                 .layer = layers[i].layer,
                                                 .policy = layers[i].verdict->deny_policy,
                                                 .statement = layers[i].verdict->deny};
            return true;
        }
    return false;
}

/* The decision of the identity side: an identity policy allows, within the boundary. */
static struct sg_iam_decision by_identity(const struct hearing *h)
{
    if (!h->identity.allow)
        return denied(SG_LAYER_IDENTITY);
    if (h->situation->boundary && !h->boundary.allow)
        return denied(SG_LAYER_BOUNDARY);
    return allowed(SG_LAYER_IDENTITY, &h->identity);
}

/* A caller from another account needs an Allow on both sides. */
static bool is_cross_account(const struct sg_iam_question *q)
{
    return q->caller.account.text && q->owner.text && !sg_iam_part_is(q->caller.account, q->owner);
}

/* A policy of one partition cannot allow anything in another. */
static bool is_cross_partition(const struct sg_iam_question *q)
{
    struct sg_iam_caller owner = sg_iam_caller_read(q->request->resource, NULL);
    return q->caller.partition.text && owner.partition.text && !sg_iam_part_is(q->caller.partition, owner.partition);
}

/* Actions that the trust policy of a role must allow: IAM User Guide, "Pass session tags in AWS STS", and others. */
static const char *const trust_actions[] = {
    "sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity",
    "sts:setcontext", "sts:setsourceidentity",  "sts:tagsession",
};

/* Key policies and trust policies must allow, at least by naming the account. */
static bool must_allow(const struct hearing *h)
{
    if (!h->situation->resource_policy)
        return false;
    if (strncmp(h->question.lowered, "kms:", 4) == 0)
        return sg_iam_is_key(h->question.request->resource);
    for (size_t i = 0; i < sizeof trust_actions / sizeof *trust_actions; i++)
        if (strcmp(trust_actions[i], h->question.lowered) == 0)
            return true;
    return false;
}

static struct sg_iam_decision weigh(const struct hearing *h)
{
    enum sg_iam_reach reach = h->resource_policy.reach;
    bool outsider = sg_iam_is_outsider(&h->question.caller), cross = !outsider && is_cross_account(&h->question);
    if (!h->every_level_allows)
        return denied(SG_LAYER_SERVICE_CONTROL);
    if (is_cross_partition(&h->question))
        return denied(SG_LAYER_NONE);
    if (reach == SG_NOT_NAMED && (outsider || must_allow(h) || cross))
        return denied(SG_LAYER_RESOURCE_POLICY);
    if (outsider || (reach == SG_CALLER_NAMED && !cross))
        return allowed(SG_LAYER_RESOURCE_POLICY, &h->resource_policy);
    if (reach != SG_ROLE_NAMED || cross)
        return by_identity(h);
    if (h->situation->boundary && !h->boundary.allow)
        return denied(SG_LAYER_BOUNDARY);
    return allowed(SG_LAYER_RESOURCE_POLICY, &h->resource_policy);
}

struct sg_iam_decision sg_iam_decide(const struct sg_iam_situation *situation, const struct sg_iam_request *request)
{
    struct hearing h = {.situation = situation};
    struct sg_iam_decision decision;
    if (!sg_iam_question_read(situation, request, &h.question))
        return denied(SG_LAYER_IDENTITY);
    hear(&h);
    return find_deny(&h, &decision) ? decision : weigh(&h);
}

bool sg_iam_concerns(const struct sg_iam_statement *statement, const struct sg_iam_request *request)
{
    const struct sg_iam_situation nobody = {0};
    struct sg_iam_question question;
    return sg_iam_question_read(&nobody, request, &question) && sg_iam_action_applies(statement, &question);
}
