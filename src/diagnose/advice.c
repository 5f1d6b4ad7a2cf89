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
    if (denial->reason)
        add_all(a, &denial->advice, &denial->reason->advice);
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
    const struct sg_denial_action *row = sg_diagnose_find_action(facts, sg_diagnose_asked(denial));
    bool identity =
        strcmp(denial->shown.place, "execution-role") == 0 || strcmp(denial->shown.place, "caller-identity") == 0;
    if (row && !sg_diagnose_is_explicit(denial))
        add_all(a, &denial->advice, identity ? &row->caller_advice : &row->advice);
}

void sg_diagnose_advise(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial)
{
    const struct sg_denial_message *message = denial->message;
    const struct sg_remedy *place = sg_find_remedy(facts, denial->shown.place);
    if (sg_diagnose_is_explicit(denial))
        advise_on_deny(a, facts, denial);
    advise_on_operation(a, facts, denial);
    if (message)
        add_all(a, &denial->advice, &message->advice);
    if (denial->reason && !sg_diagnose_is_explicit(denial))
        add_all(a, &denial->advice, &denial->reason->advice);
    if (place && !sg_diagnose_is_explicit(denial) && !sg_diagnose_is_beyond_policies(a, facts, denial) &&
        !sg_diagnose_is_of_caller(denial) && !(message && message->advice.count))
        add_all(a, &denial->advice, &place->advice);
    advise_on_action(a, facts, denial);
    if (message && message->bare && strcmp(denial->shown.place, "unknown") == 0 && denial->attempt &&
        !denial->shown.event_action)
        add_all(a, &denial->advice, &denial->attempt->advice);
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
                         "check whether this template is deployed, whether the function has the denied role, and the "
                         "policies of the resource and of its key: %s allows the request already",
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
                sg_format(a, "%s is a role of the template; --apply writes this into its Policies", answer->own_role));
    bool keeps = answer->result == SAMGEN_IMPLICIT_DENY && !answer->own_role && !answer->other_function &&
                 !answer->other_role && !answer->guarded;
    for (size_t i = 0; i < before.count; i++)
        if (keeps || !place || !sg_strings_have(&place->advice, before.items[i]))
            sg_push(a, &denial->advice, before.items[i]);
}

/* The name of the role in "...:assumed-role/ROLE/SESSION" or "...:role/PATH/ROLE"; NULL when there is none. */
static const char *role_named(struct sg_arena *a, const struct sg_denial *denial)
{
    const char *who = denial->shown.principal ? denial->shown.principal : denial->shown.event_principal;
    const char *role = who ? strstr(who, "role/") : NULL;
    if (role && strstr(who, ":role/"))
        role = strrchr(role, '/') + 1;
    else if (role)
        role += strlen("role/");
    return role && *role && role[strspn(role, "*./<>")] ? sg_copy_bytes(a, role, strcspn(role, "/")) : NULL;
}

/* Nothing shows whether a function called, so both ways are told. */
static void advise_on_unknown_caller(struct sg_arena *a, struct sg_denial *denial)
{
    const char *role = role_named(a, denial);
    if (role)
        sg_push(
            a, &denial->advice,
            sg_format(a,
                      "the text does not show whether a function has the role %s: if one does, add the statement to "
                      "its Policies, otherwise to a policy of the role",
                      role));
    else
        sg_push(
            a, &denial->advice,
            "the text does not say who called: if it was a function, add the statement to its Policies, otherwise to "
            "a policy of the user or role that called");
}

/* A grant allows what belongs together, which can be more than what was denied. */
static void advise_on_others(struct sg_arena *a, struct sg_denial *denial, const struct sg_fix *fix)
{
    if (fix->wider)
        sg_push(a, &denial->advice,
                sg_format(a, "the fix also allows %s%s%s", fix->wider,
                          fix->exact ? "; to allow only what was denied: " : "", fix->exact ? fix->exact : ""));
}

static void advise_on_other_side(struct sg_arena *a, struct sg_denial *denial, const struct sg_fix *fix)
{
    if (fix->other_account && fix->other_command)
        sg_push(a, &denial->advice,
                sg_format(a, "the resource belongs to the account %s, whose policy for it must allow this too: %s",
                          fix->other_account, fix->other_command));
    else if (fix->other_account)
        sg_push(a, &denial->advice,
                sg_format(a, "the resource belongs to the account %s, whose policy for it must allow this too",
                          fix->other_account));
    else if (fix->two_accounts &&
             (sg_diagnose_is_of_caller(denial) || strcmp(denial->shown.place, "execution-role") == 0 ||
              strcmp(denial->shown.place, "caller-identity") == 0))
        sg_push(a, &denial->advice,
                sg_format(a,
                          "the text names the accounts %s: if the resource is in another account than the caller, its "
                          "policy there must allow this too",
                          fix->two_accounts));
}

/* What the fix cannot know. */
static void advise_on_use(struct sg_arena *a, struct sg_denial *denial, const struct sg_fix *fix)
{
    bool by_resource =
        strcmp(denial->shown.place, "resource-policy") == 0 || strcmp(denial->shown.place, "trust-policy") == 0;
    const char *kind = denial->shown.principal_kind;
    if (denial->missing && denial->shown.action && strcmp(denial->missing, denial->shown.action) != 0)
        sg_push(a, &denial->advice,
                sg_format(a, "the missing action is %s, not %s", denial->missing, denial->shown.action));
    if (fix->by_name)
        sg_push(a, &denial->advice,
                "the text does not have the whole ARN, so the fix names the resource in the account and "
                "Region of the stack");
    if (fix->text && by_resource && kind && strcmp(kind, "assumed-role") == 0 && !strstr(fix->text, "aws-reserved/"))
        sg_push(a, &denial->advice,
                "if the role has a path, write it before the name of the role: the ARN of a session leaves it out");
    if (fix->unfilled)
        sg_push(a, &denial->advice,
                sg_format(a, "put the real names in place of the words in capitals: %s", fix->unfilled));
    advise_on_others(a, denial, fix);
    advise_on_other_side(a, denial, fix);
}

void sg_diagnose_advise_on_fix(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial,
                               const struct sg_fix *fix, const struct sg_deployed_answer *answer)
{
    bool identity =
        strcmp(denial->shown.place, "execution-role") == 0 || strcmp(denial->shown.place, "caller-identity") == 0;
    bool unknown = strcmp(denial->shown.place, "unknown") == 0;
    if (answer)
        advise_on_answer(a, facts, denial, answer);
    if (sg_diagnose_is_of_caller(denial) && sg_diagnose_asked(denial))
        advise_on_unknown_caller(a, denial);
    advise_on_use(a, denial, fix);
    if (fix->unreal)
        sg_push(a, &denial->advice, sg_format(a, "write the real ARN of the resource in the fix: %s", fix->unreal));
    if (answer || fix->text || fix->command || !(identity || (unknown && denial->candidates.count)) ||
        !sg_diagnose_asked(denial) || sg_diagnose_is_explicit(denial))
        return;
    if (fix->resource && identity)
        sg_push(
            a, &denial->advice,
            sg_format(
                a,
                "samgen cannot prove that a statement for it allows only this request, so write it by hand: Action: "
                "%s, Resource: %s",
                sg_diagnose_asked(denial), fix->resource));
    else if (!fix->resource && fix->may_be_all)
        sg_push(a, &denial->advice,
                sg_format(a,
                          "the text names no resource: if the request has none, samgen allow %s --resource '*', "
                          "otherwise with its ARN in place of '*'",
                          sg_diagnose_asked(denial)));
    else if (!fix->resource && fix->known)
        sg_push(a, &denial->advice,
                sg_format(a, "%s; put it%s in place of ARN: samgen allow %s --resource ARN",
                          denial->shown.resource ? "the text does not have the whole ARN of the resource"
                                                 : "the text does not have the ARN of a resource",
                          fix->form ? sg_format(a, " (%s)", fix->form) : "", sg_diagnose_asked(denial)));
}
