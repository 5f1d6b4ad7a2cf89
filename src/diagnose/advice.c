#include "diagnose/advice.h"

#include "diagnose/judge_internal.h"
#include "iam/pattern.h"

#include <string.h>

static void add_all(struct sg_arena *a, struct sg_strings *to, const struct sg_strings *from)
{
    for (size_t i = 0; i < from->count; i++)
        sg_push_once(a, to, from->items[i]);
}

static bool fits_any(const struct sg_strings *patterns, const char *text)
{
    for (size_t i = 0; i < patterns->count; i++)
        if (sg_iam_glob(patterns->items[i], text))
            return true;
    return false;
}

const struct sg_denial_action *sg_diagnose_find_action(const struct sg_denial_facts *facts, const char *action)
{
    for (size_t i = 0; action && i < facts->actions.count; i++)
        if (sg_iam_glob_action(facts->actions.items[i].action, action))
            return &facts->actions.items[i];
    return NULL;
}

const struct sg_denial_try *sg_diagnose_find_try(const struct sg_denial_facts *facts, const char *operation)
{
    for (size_t i = 0; i < facts->tries.count; i++)
        if (fits_any(&facts->tries.items[i].operations, operation ? operation : ""))
            return &facts->tries.items[i];
    return NULL;
}

/* Adds the advice for a policy whose ARN is known. */
static void advise_on_policy(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial)
{
    for (size_t i = 0; denial->shown.policy_arn && i < facts->policies.count; i++)
        if (sg_iam_glob(facts->policies.items[i].arn, denial->shown.policy_arn))
            add_all(a, &denial->advice, &facts->policies.items[i].advice);
}

static void advise_on_deny(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial)
{
    advise_on_policy(a, facts, denial);
    if (denial->reason->advice.count)
        add_all(a, &denial->advice, &denial->reason->advice);
    else if (denial->shown.policy_arn)
        sg_push(
            a, &denial->advice,
            sg_format(a, "a statement of %s denies it; narrow or remove that Deny, because an Allow cannot override it",
                      denial->shown.policy_arn));
    else
        sg_push(
            a, &denial->advice,
            "a statement with Effect: Deny denies it; narrow or remove it, because an Allow cannot override a Deny");
}

/* An operation can be denied for another action: "GetObject" for s3:ListBucket. */
static void advise_on_operation(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial)
{
    const char *name = denial->shown.action ? strchr(denial->shown.action, ':') : NULL;
    if (!name || !denial->shown.operation || strcmp(name + 1, denial->shown.operation) == 0)
        return;
    for (size_t i = 0; i < facts->meanings.count; i++)
        if (sg_iam_glob_action(facts->meanings.items[i].action, denial->shown.action) &&
            fits_any(&facts->meanings.items[i].operations, denial->shown.operation)) {
            add_all(a, &denial->advice, &facts->meanings.items[i].advice);
            return;
        }
}

/* Adds the advice for the action: that for a policy of the resource, or that for the caller's own policy. */
static void advise_on_action(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial)
{
    const struct sg_denial_action *row = sg_diagnose_find_action(facts, denial->shown.action);
    bool identity =
        strcmp(denial->shown.place, "execution-role") == 0 || strcmp(denial->shown.place, "caller-identity") == 0;
    if (row && !sg_diagnose_is_explicit(denial))
        add_all(a, &denial->advice, identity ? &row->caller_advice : &row->advice);
}

void sg_diagnose_advise(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial)
{
    const struct sg_denial_message *message = denial->message;
    const struct sg_remedy *place = sg_find_remedy(facts, denial->shown.place);
    const struct sg_denial_try *attempt = sg_diagnose_find_try(facts, denial->shown.operation);
    if (sg_diagnose_is_explicit(denial))
        advise_on_deny(a, facts, denial);
    advise_on_operation(a, facts, denial);
    if (message)
        add_all(a, &denial->advice, &message->advice);
    if (denial->reason && !sg_diagnose_is_explicit(denial))
        add_all(a, &denial->advice, &denial->reason->advice);
    if (place && !sg_diagnose_is_explicit(denial) && !(message && message->advice.count))
        add_all(a, &denial->advice, &place->advice);
    advise_on_action(a, facts, denial);
    if (message && message->bare && strcmp(denial->shown.place, "unknown") == 0 && attempt &&
        !denial->shown.event_action)
        add_all(a, &denial->advice, &attempt->advice);
    if (denial->shown.encoded)
        sg_push(a, &denial->advice, "aws sts decode-authorization-message --encoded-message ... shows which statement");
}

/* ---- The fix ---- */

static const char *where(struct sg_arena *a, const struct samgen_statement *by)
{
    if (by->line)
        return sg_format(a, "%s:%zu", by->file, by->line);
    return by->policy;
}

static const char *answer_text(struct sg_arena *a, const struct sg_deployed_answer *answer)
{
    if (answer->other_function)
        return sg_format(a, "the denied role is that of %s; use --function %s to fix it", answer->other_function,
                         answer->other_function);
    if (answer->other_role)
        return sg_format(a,
                         "the template does not create the role %s for the function; fix the template that creates it",
                         answer->other_role);
    if (answer->result == SAMGEN_ALLOWED)
        return sg_format(a,
                         "%s allows it already: check whether this template is deployed, whether the function has the "
                         "denied role, and the policies of the resource and of its key",
                         where(a, &answer->by));
    if (answer->result == SAMGEN_EXPLICIT_DENY && answer->by.policy)
        return sg_format(a, "%s denies it; narrow or remove that statement", where(a, &answer->by));
    return answer->reason ? sg_format(a, "%s allows the action, but %s", where(a, &answer->near), answer->reason)
                          : NULL;
}

/* The answer of the template comes first. Do not advise to add what it has already. */
static void advise_on_answer(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial,
                             const struct sg_deployed_answer *answer)
{
    const struct sg_strings before = denial->advice;
    const struct sg_remedy *place = sg_find_remedy(facts, denial->shown.place);
    const char *text = answer_text(a, answer);
    denial->advice = (struct sg_strings){0};
    if (text)
        sg_push(a, &denial->advice, text);
    if (answer->own_role && answer->result == SAMGEN_IMPLICIT_DENY)
        sg_push(a, &denial->advice,
                sg_format(a,
                          "the function has a Role, so SAM ignores its Policies: add the statement to a policy of %s",
                          answer->own_role));
    bool keeps = answer->result == SAMGEN_IMPLICIT_DENY && !answer->own_role && !answer->other_function &&
                 !answer->other_role && !answer->guarded;
    for (size_t i = 0; i < before.count; i++)
        if (keeps || !place || !sg_strings_have(&place->advice, before.items[i]))
            sg_push(a, &denial->advice, before.items[i]);
}

void sg_diagnose_advise_on_fix(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial,
                               const struct sg_fix *fix, const struct sg_deployed_answer *answer)
{
    bool identity =
        strcmp(denial->shown.place, "execution-role") == 0 || strcmp(denial->shown.place, "caller-identity") == 0;
    if (answer)
        advise_on_answer(a, facts, denial, answer);
    if (answer || fix->text || !identity || !denial->shown.action || sg_diagnose_is_explicit(denial))
        return;
    if (fix->resource)
        sg_push(
            a, &denial->advice,
            sg_format(a,
                      "samgen cannot write a statement that allows only this; by hand it is Action: %s on Resource: %s",
                      denial->shown.action, fix->resource));
    else
        sg_push(a, &denial->advice,
                sg_format(
                    a, "the text does not have the whole ARN of the resource; with it: samgen allow %s --resource ARN",
                    denial->shown.action));
}
