#include "diagnose/judge_internal.h"

#include "diagnose/advice.h"
#include "diagnose/principal_internal.h"
#include "iam/arn.h"
#include "iam/pattern.h"

#include <string.h>

static bool is_text(const char *x, const char *y)
{
    return x && strcmp(x, y) == 0;
}

bool sg_diagnose_is_explicit(const struct sg_denial *denial)
{
    return denial->reason && denial->reason->denies;
}

/* ---- The caller ---- */

/* A function writes to the log group with its name, which its session has too. */
static bool writes_own_log(const struct sg_denial *denial)
{
    const char *group = denial->shown.resource ? strstr(denial->shown.resource, ":/aws/lambda/") : NULL;
    const char *session = denial->shown.principal ? strrchr(denial->shown.principal, '/') : NULL;
    size_t length = session ? strlen(session) : 0;
    return group && length > 1 && strncmp(group + strlen(":/aws/lambda"), session, length) == 0;
}

static bool is_function(const struct sg_denial *denial)
{
    if (denial->shown.principal && !is_text(denial->shown.principal_kind, "assumed-role"))
        return false;
    if (is_text(denial->shown.session_kind, "lambda") || writes_own_log(denial))
        return true;
    return denial->in_function && (!denial->shown.session_kind || is_text(denial->shown.session_kind, "other"));
}

/* The place of the caller's own policy. A caller that the sentence does not name is taken for a function. */
static const char *identity_place(const struct sg_denial *denial)
{
    return is_function(denial) || (!denial->shown.principal && !denial->message) ? "execution-role" : "caller-identity";
}

/* ---- The action ---- */

static const char *resource_place(const struct sg_denial *denial, const struct sg_denial_action *row)
{
    const char *place = row ? row->resource : "resource-policy";
    return strcmp(place, "identity") == 0 ? identity_place(denial) : place;
}

static bool is_other_account(struct sg_arena *a, const struct sg_denial *denial)
{
    const char *caller = denial->shown.principal ? sg_arn_account(a, denial->shown.principal) : NULL;
    const char *owner = denial->shown.resource ? sg_arn_account(a, denial->shown.resource) : NULL;
    return caller && owner && strcmp(caller, owner) != 0;
}

static void add_candidate(struct sg_arena *a, struct sg_denial *denial, const char *place)
{
    if (strcmp(place, "identity") == 0)
        place = identity_place(denial);
    sg_push_once(a, &denial->candidates, place);
}

/* Any policy can be the place; for a caller without policies only that of the resource. */
static const char *any_place(struct sg_arena *a, struct sg_denial *denial)
{
    if (is_text(denial->shown.principal_kind, "anonymous"))
        return "resource-policy";
    add_candidate(a, denial, "identity");
    add_candidate(a, denial, "resource-policy");
    add_candidate(a, denial, "scp");
    add_candidate(a, denial, "boundary");
    return "unknown";
}

/* Older messages of AWS do not say which policy lacks the permission. */
static const char *unsaid_place(struct sg_arena *a, struct sg_denial *denial, const struct sg_denial_action *row)
{
    const char *unsaid = row && row->unsaid ? row->unsaid : "identity";
    if (denial->cut)
        return any_place(a, denial);
    bool by_role = is_text(denial->shown.principal_kind, "service") && strcmp(unsaid, "identity") == 0 &&
                   strcmp(resource_place(denial, row), "resource-policy") == 0;
    if (by_role) /* a resource without policies is called with the role of the service */
        return "caller-identity";
    if (is_text(denial->shown.principal_kind, "anonymous") || is_text(denial->shown.principal_kind, "service"))
        return resource_place(denial, row);
    for (size_t i = 0; row && i < row->candidates.count; i++)
        add_candidate(a, denial, row->candidates.items[i]);
    if (strcmp(unsaid, "identity") != 0 && strcmp(unsaid, "either") != 0)
        return unsaid;
    if (!is_other_account(a, denial) && !denial->of_reader && (strcmp(unsaid, "identity") == 0 || is_function(denial)))
        return identity_place(denial);
    add_candidate(a, denial, "identity");
    add_candidate(a, denial, resource_place(denial, row));
    return "unknown";
}

/* ---- The place ---- */

static const char *place_of(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial)
{
    const struct sg_denial_action *row = sg_diagnose_find_action(facts, denial->shown.action);
    const char *place = denial->reason ? denial->reason->place : NULL;
    if (denial->message && !(denial->message->bare && place))
        place = denial->message->place;
    if (!place)
        return unsaid_place(a, denial, row);
    if (strcmp(place, "identity") == 0)
        return identity_place(denial);
    if (strcmp(place, "resource") == 0)
        return resource_place(denial, row);
    if (denial->reason && strcmp(place, "unknown") == 0 && strcmp(denial->reason->place, "unknown") == 0)
        return any_place(a, denial);
    return place;
}

/* For a message without details: the places that its operation suggests. */
static void add_tries(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial)
{
    const struct sg_denial_try *row = sg_diagnose_find_try(facts, denial->shown.operation);
    for (size_t i = 0; row && i < row->candidates.count; i++)
        add_candidate(a, denial, row->candidates.items[i]);
}

void sg_diagnose_judge(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_mention *mention)
{
    struct sg_denial *denial = &mention->denial;
    denial->shown.session_kind =
        denial->shown.principal ? sg_diagnose_session_kind(a, facts, denial->shown.principal) : NULL;
    denial->shown.place = place_of(a, facts, denial);
    if (denial->message && strcmp(denial->shown.place, "unknown") == 0)
        for (size_t i = 0; i < denial->message->candidates.count; i++)
            add_candidate(a, denial, denial->message->candidates.items[i]);
    if (denial->message && denial->message->bare && strcmp(denial->shown.place, "unknown") == 0 &&
        !denial->candidates.count)
        add_tries(a, facts, denial);
    sg_diagnose_advise(a, facts, denial);
}
