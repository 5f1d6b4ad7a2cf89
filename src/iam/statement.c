#include "iam/statement_internal.h"

#include "iam/condition.h"

#include <string.h>
#include <strings.h>

const struct samgen_context *sg_iam_find_key(const struct sg_iam_request *request, const char *name)
{
    for (size_t i = 0; i < request->key_count; i++)
        if (strcasecmp(request->keys[i].key, name) == 0)
            return &request->keys[i];
    return NULL;
}

bool sg_iam_question_read(const struct sg_iam_situation *situation, const struct sg_iam_request *request,
                          struct sg_iam_question *question)
{
    size_t length = 0;
    for (const char *p = request->action; *p; p++, length++) {
        if (length == SG_IAM_ACTION_MOST)
            return false;
        question->lowered[length] = *p >= 'A' && *p <= 'Z' ? (char)(*p + ('a' - 'A')) : *p;
    }
    question->lowered[length] = '\0';
    question->action =
        (struct sg_iam_text){.start = question->lowered, .end = question->lowered + length, .tail = question->lowered};
    question->request = request;
    question->bounded = situation->boundary != NULL;
    question->caller = sg_iam_caller_read(situation->principal, situation->account);
    question->owner = situation->resource_account
                          ? (struct sg_iam_part){situation->resource_account, strlen(situation->resource_account)}
                          : sg_iam_account(request->resource);
    if (!question->caller.name && !question->caller.account.text)
        question->caller.account = question->owner;
    sg_iam_arn_text(request->resource, &question->resource);
    question->resource.wild =
        request->asks != SG_ASKS_EXACT && strchr(request->resource, '*') && strcmp(request->resource, "*") != 0;
    return true;
}

/* A Not-element applies when nothing in its list matches and everything can be compared. */
static bool element_applies(bool negated, bool matched, bool incomparable)
{
    return negated ? !matched && !incomparable : matched;
}

bool sg_iam_action_applies(const struct sg_iam_statement *s, const struct sg_iam_question *q)
{
    bool matched = false;
    for (size_t i = 0; i < s->action_count && !matched; i++)
        matched = sg_iam_pattern_match(&s->actions[i], &q->action, q->request) == SG_MATCHES;
    return element_applies(s->not_action, matched, false);
}

bool sg_iam_resource_applies(const struct sg_iam_statement *s, const struct sg_iam_question *q)
{
    bool incomparable = false;
    bool reaches = ((s->effect == SG_ALLOW) != s->not_resource) == (q->request->asks == SG_ASKS_ANY);
    enum sg_iam_extent extent = reaches ? SG_REACHES : SG_COVERS;
    if (s->any_resource)
        return true;
    for (size_t i = 0; i < s->resource_count; i++) {
        enum sg_iam_match match = sg_iam_resource_match(&s->resources[i], &q->resource, extent, q->request);
        if (match == SG_MATCHES)
            return element_applies(s->not_resource, true, incomparable);
        incomparable = incomparable || match == SG_INCOMPARABLE;
    }
    return element_applies(s->not_resource, false, incomparable);
}

/*
 * Returns whether NotPrincipal excepts the caller. The account must be listed, and unless it is the only principal of
 * that account, the role or user too: AWS validates the account first, then the role.
 */
static bool is_excepted(const struct sg_iam_statement *s, const struct sg_iam_question *q)
{
    bool account = false, others = false, named = false;
    for (size_t i = 0; i < s->principal_count; i++) {
        const struct sg_iam_principal *p = &s->principals[i];
        enum sg_iam_reach reach = sg_iam_principal_reach(p, &q->caller);
        if (reach == SG_CALLER_NAMED && p->type != SG_AWS_PRINCIPAL)
            return true;
        account = account || reach == SG_ACCOUNT_NAMED;
        if (p->type != SG_AWS_PRINCIPAL)
            continue;
        others = others || sg_iam_part_is(p->who.account, q->caller.account);
        named = named || reach == SG_ROLE_NAMED || (reach == SG_CALLER_NAMED && q->caller.type != SG_SESSION_CALLER);
    }
    return account && (named || !others);
}

enum sg_iam_reach sg_iam_statement_reach(const struct sg_iam_statement *s, const struct sg_iam_question *q)
{
    enum sg_iam_reach most = SG_NOT_NAMED;
    if (s->any_principal)
        return SG_CALLER_NAMED;
    if (s->not_principal)
        return q->bounded || !is_excepted(s, q) ? SG_CALLER_NAMED : SG_NOT_NAMED;
    for (size_t i = 0; i < s->principal_count; i++) {
        enum sg_iam_reach reach = sg_iam_principal_reach(&s->principals[i], &q->caller);
        most = reach > most ? reach : most;
    }
    return most;
}

enum sg_iam_reach sg_iam_statement_applies(const struct sg_iam_statement *s, const struct sg_iam_question *q)
{
    if (!sg_iam_action_applies(s, q) || !sg_iam_resource_applies(s, q))
        return SG_NOT_NAMED;
    enum sg_iam_reach reach = sg_iam_statement_reach(s, q);
    for (size_t i = 0; reach != SG_NOT_NAMED && i < s->condition_count; i++)
        if (!sg_iam_condition_holds(&s->conditions[i], q->request))
            return SG_NOT_NAMED;
    return reach;
}
