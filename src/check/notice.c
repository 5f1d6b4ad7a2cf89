#include "check/notice_internal.h"

#include "base/list.h"
#include "base/set.h"
#include "iam/caller.h"
#include "iam/condition.h"

#include <string.h>
#include <strings.h>

#define ACTIONS_KEPT_MOST 4096
#define ACTIONS_REPORTED_MOST 20 /* enough for a person; finding a similar name takes time */

struct sg_notices {
    struct sg_arena *arena;
    struct watched {
        const struct sg_iam_policy *policy;
        const struct sg_iam_statement *statement;
    } * denials; /* that test a key of every real request */
    size_t denial_count, denial_capacity;
    struct sg_map keys_reported; /* in any case */
    struct sg_strings actions_reported;
    bool tests_arn, arn_reported, owner_reported;
    struct sg_map known; /* actions that AWS has: looking them up here is faster than in the catalog */
};

/* Keys that every request has, or every request of a role: IAM User Guide, "AWS global condition context keys". */
static const char *const keys_of_every_request[] = {
    "aws:CurrentTime",     "aws:EpochTime",      "aws:MultiFactorAuthPresent", "aws:PrincipalAccount",
    "aws:PrincipalArn",    "aws:PrincipalOrgID", "aws:PrincipalType",          "aws:RequestedRegion",
    "aws:ResourceAccount", "aws:ResourceOrgID",  "aws:SecureTransport",        "aws:SourceIp",
    "aws:TokenIssueTime",  "aws:UserAgent",      "aws:ViaAWSService",          "aws:userid",
};

static bool is_in_every_request(const char *key)
{
    for (size_t i = 0; i < sizeof keys_of_every_request / sizeof *keys_of_every_request; i++)
        if (strcasecmp(keys_of_every_request[i], key) == 0)
            return true;
    return false;
}

struct sg_notices *sg_check_notices_new(struct sg_arena *a)
{
    struct sg_notices *notices = sg_new(a, struct sg_notices);
    notices->arena = a;
    notices->keys_reported.any_case = true;
    return notices;
}

static void watch(struct sg_notices *n, const struct sg_iam_policy *policy, const struct sg_iam_statement *s)
{
    sg_grow(n->arena, n->denials, n->denial_count, n->denial_capacity);
    n->denials[n->denial_count++] = (struct watched){policy, s};
}

void sg_check_notices_policy(struct sg_notices *n, const struct sg_iam_policy *policy)
{
    for (size_t i = 0; i < policy->count; i++) {
        const struct sg_iam_statement *s = &policy->statements[i];
        bool open = false;
        for (size_t c = 0; c < s->condition_count; c++) {
            n->tests_arn = n->tests_arn || strcasecmp(s->conditions[c].key, "aws:PrincipalArn") == 0;
            open = open || is_in_every_request(s->conditions[c].key);
        }
        if (open && s->effect == SG_DENY)
            watch(n, policy, s);
    }
}

/* Returns whether the request lacks this key, which every real request has, and that is not reported yet. */
static bool lacks(const struct sg_notices *n, const char *key, const struct sg_iam_request *request)
{
    return is_in_every_request(key) && !sg_iam_find_key(request, key) && !sg_set_has(&n->keys_reported, key);
}

static bool lacks_any(const struct sg_notices *n, const struct sg_iam_statement *s,
                      const struct sg_iam_request *request)
{
    for (size_t i = 0; i < s->condition_count; i++)
        if (lacks(n, s->conditions[i].key, request))
            return true;
    return false;
}

static void report_denial(struct sg_notices *n, const struct watched *w, const struct sg_iam_request *request,
                          struct sg_findings *f)
{
    const struct sg_origin origin = {.source = w->policy->source, .offset = w->statement->offset};
    for (size_t i = 0; i < w->statement->condition_count; i++) {
        const struct sg_iam_condition *c = &w->statement->conditions[i];
        if (!lacks(n, c->key, request) || sg_iam_condition_holds(c, request))
            continue;
        sg_set_add(n->arena, &n->keys_reported, c->key);
        sg_report(f, SAMGEN_WARNING, origin, "a Deny tests %s, which the request does not have; give it with --context",
                  c->key);
    }
}

static void report_denials(struct sg_notices *n, const struct sg_noticed *d, struct sg_findings *f)
{
    for (size_t i = 0; i < n->denial_count; i++)
        if (lacks_any(n, n->denials[i].statement, d->request) &&
            sg_iam_lacks_only(d->situation, n->denials[i].statement, d->request, is_in_every_request))
            report_denial(n, &n->denials[i], d->request, f);
}

static void report_arn(struct sg_notices *n, const struct sg_noticed *d, struct sg_findings *f)
{
    const struct samgen_context *key = sg_iam_find_key(d->request, "aws:PrincipalArn");
    if (n->arn_reported || !n->tests_arn || !d->guesses_arn || !key)
        return;
    n->arn_reported = true;
    sg_report(f, SAMGEN_WARNING, (struct sg_origin){0},
              "a policy tests aws:PrincipalArn; samgen assumes %s; if the role has a path, give the ARN with --context",
              key->values[0]);
}

/* For resources whose ARN has no account, such as buckets. */
static void report_owner(struct sg_notices *n, const struct sg_noticed *d, struct sg_findings *f)
{
    const struct sg_iam_situation *s = d->situation;
    const char *resource = d->request->resource;
    if (n->owner_reported || !s->resource_policy || !s->principal || s->resource_account ||
        strcmp(resource, "*") == 0 || sg_iam_account(resource).text)
        return;
    struct sg_iam_caller caller = sg_iam_caller_read(s->principal, s->account);
    if (!caller.account.text || sg_iam_is_outsider(&caller))
        return;
    n->owner_reported = true;
    sg_report(f, SAMGEN_NOTE, (struct sg_origin){0},
              "%s has no account; samgen assumes the caller's, %.*s; give another one with --resource-account",
              resource, (int)caller.account.length, caller.account.text);
}

static void report_action(struct sg_notices *n, struct sg_catalog *catalog, const char *action, struct sg_findings *f)
{
    struct sg_findings counted = {0}; /* a faulty catalog is reported where it is needed */
    if (sg_set_has(&n->known, action) || n->actions_reported.count == ACTIONS_REPORTED_MOST)
        return;
    if (sg_find_action(catalog, action, &counted) || counted.errors) {
        if (n->known.count < ACTIONS_KEPT_MOST)
            sg_set_add(n->arena, &n->known, sg_copy(n->arena, action));
        return;
    }
    if (sg_strings_have(&n->actions_reported, action))
        return;
    sg_push(n->arena, &n->actions_reported, sg_copy(n->arena, action));
    const char *near = sg_nearest_action(f->arena, catalog, action, NULL);
    if (near)
        sg_report(f, SAMGEN_WARNING, (struct sg_origin){0}, "\"%s\" is not an AWS action; did you mean %s?", action,
                  near);
    else
        sg_report(f, SAMGEN_WARNING, (struct sg_origin){0},
                  "samgen does not know the AWS action \"%s\" and assumes that it is newer", action);
}

void sg_check_notices_report(struct sg_notices *n, struct sg_catalog *catalog, const struct sg_noticed *d,
                             struct sg_findings *f)
{
    if (catalog)
        report_action(n, catalog, d->request->action, f);
    if (d->decision->result == SAMGEN_EXPLICIT_DENY)
        return;
    report_denials(n, d, f);
    report_arn(n, d, f);
    report_owner(n, d, f);
}
