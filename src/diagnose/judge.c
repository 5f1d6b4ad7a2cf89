#include "diagnose/judge_internal.h"

#include "base/text.h"
#include "catalog/action.h"
#include "diagnose/advice.h"
#include "diagnose/mask_internal.h"
#include "diagnose/principal_internal.h"
#include "iam/arn.h"
#include "iam/pattern.h"

#include <string.h>

static bool is_text(const char *x, const char *y)
{
    return x && strcmp(x, y) == 0;
}

const char *sg_diagnose_asked(const struct sg_denial *denial)
{
    const char *action = denial->missing ? denial->missing : denial->shown.action;
    return action ? action : denial->shown.event_action;
}

bool sg_diagnose_is_of_caller(const struct sg_denial *denial)
{
    const struct sg_strings *all = &denial->candidates;
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->items[i], "execution-role") != 0 && strcmp(all->items[i], "caller-identity") != 0)
            return false;
    return denial->who == SG_WHO_UNKNOWN && all->count == 2 && strcmp(denial->shown.place, "unknown") == 0 &&
           !sg_diagnose_is_explicit(denial);
}

bool sg_diagnose_is_denied_near(const struct sg_denial *denial)
{
    return denial->pasted_deny && !denial->reason && (!denial->message || denial->message->bare);
}

bool sg_diagnose_is_explicit(const struct sg_denial *denial)
{
    return denial->reason ? denial->reason->denies : sg_diagnose_is_denied_near(denial);
}

/* ---- The caller ---- */

/* A function writes to the log group with its name, which its session has too. */
static bool writes_own_log(const struct sg_denial *denial)
{
    const char *group = denial->shown.resource ? strstr(denial->shown.resource, ":/aws/lambda/") : NULL;
    const char *session = denial->shown.principal ? strrchr(denial->shown.principal, '/') : NULL;
    size_t length = session ? strlen(session) : 0;
    return group && length > 1 && !sg_diagnose_is_mask(session + 1) &&
           strncmp(group + strlen(":/aws/lambda"), session, length) == 0;
}

/* The ARN of a user of a database, a resource or an account that calls. */
static bool is_other_arn(const char *who)
{
    const char *service = who ? sg_arn_at(who, SG_ARN_PART_SERVICE) : NULL;
    return service && sg_starts_with(who, "arn:") && !strstr(who, "...") && sg_small_letter(*service) >= 'a' &&
           sg_small_letter(*service) <= 'z' && strncmp(service, "sts:", 4) != 0 && strncmp(service, "iam:", 4) != 0;
}

/* The ARN of IAM is that of a user when it does not say role: a function calls with a session of STS. */
static bool is_of_user(const char *who)
{
    const char *service = who && sg_starts_with(who, "arn:") ? sg_arn_at(who, SG_ARN_PART_SERVICE) : NULL;
    return service && strncmp(service, "iam:", 4) == 0 && !strstr(who, "role");
}

/* A role without a session, and a name that the text hides, can be those of a function. */
static bool may_be_function(const struct sg_denial_facts *facts, const struct sg_denial *denial)
{
    const char *event = denial->shown.event_principal, *kind = denial->shown.principal_kind;
    kind = kind || !event ? kind : sg_diagnose_principal_kind(facts, event);
    if (is_other_arn(denial->shown.principal) || is_of_user(denial->shown.principal))
        return false;
    return !kind || is_text(kind, "assumed-role") || is_text(kind, "role") || is_text(kind, "other");
}

static enum sg_who who_called(const struct sg_denial_facts *facts, const struct sg_denial *denial)
{
    if (denial->commanded || !may_be_function(facts, denial))
        return SG_WHO_OTHER;
    if (is_text(denial->shown.session_kind, "lambda") || writes_own_log(denial))
        return SG_WHO_FUNCTION;
    return denial->shown.session_kind || denial->around == SG_WHO_USER ? SG_WHO_OTHER : denial->around;
}

bool sg_diagnose_is_caller_known(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial)
{
    const char *who = denial->shown.principal ? denial->shown.principal : denial->shown.event_principal;
    denial->shown.session_kind = who ? sg_diagnose_session_kind(a, facts, who) : NULL;
    const char *kind = denial->shown.session_kind;
    bool like_function = !kind || is_text(kind, "lambda");
    if (denial->commanded && who && like_function && sg_diagnose_is_function_role(a, who))
        denial->commanded = false; /* with the credentials of a function */
    if (denial->commanded && is_text(kind, "lambda"))
        denial->shown.session_kind = NULL; /* a session that is like its role by chance */
    return denial->commanded || denial->shown.session_kind || !may_be_function(facts, denial);
}

/* The place of the caller's own policy. */
static const char *identity_place(const struct sg_denial *denial)
{
    static const char *const places[] = {
        [SG_WHO_UNKNOWN] = "unknown", [SG_WHO_FUNCTION] = "execution-role", [SG_WHO_OTHER] = "caller-identity"};
    return places[denial->who];
}

/* ---- The action ---- */

/* The letter that hides the account of an ARN: 'X' of "arn:aws:iam::XXXX:user/me"; NUL when there is none. */
static char mask_of_account(const char *arn)
{
    const char *account = arn && sg_starts_with(arn, "arn:") ? sg_arn_at(arn, SG_ARN_PART_ACCOUNT) : NULL;
    if (!account || !strchr(SG_LETTERS, *account))
        return '\0';
    size_t length = strspn(account, (const char[]){*account, '\0'});
    return length > 1 && account[length] == ':' ? *account : '\0';
}

/* Returns whether both accounts are hidden, each by another letter: XXXX and YYYY are two accounts. */
static bool have_other_masks(const char *caller, const char *resource)
{
    char x = mask_of_account(caller), y = mask_of_account(resource);
    return x && y && sg_small_letter(x) != sg_small_letter(y);
}

static bool is_other_account(struct sg_arena *a, const struct sg_denial *denial)
{
    const char *caller = denial->shown.principal ? sg_arn_account(a, denial->shown.principal) : NULL;
    const char *owner = denial->shown.resource ? sg_arn_account(a, denial->shown.resource) : NULL;
    return (caller && owner && strcmp(caller, owner) != 0) ||
           have_other_masks(denial->shown.principal, denial->shown.resource);
}

bool sg_diagnose_is_beyond_policies(struct sg_arena *a, const struct sg_denial_facts *facts,
                                    const struct sg_denial *denial)
{
    const struct sg_denial_action *row = sg_diagnose_find_action(facts, sg_diagnose_asked(denial));
    const char *who = denial->shown.principal, *resource = denial->shown.resource;
    if (!row || !row->own_account || sg_diagnose_is_explicit(denial) || !resource || !sg_starts_with(resource, "arn:"))
        return false;
    const char *caller = who ? sg_arn_account(a, who) : NULL, *owner = sg_arn_account(a, resource);
    return !caller || !owner || strcmp(caller, owner) != 0;
}

/* The request has no signature, so no identity policy applies. */
static bool is_anonymous(const struct sg_denial *denial)
{
    return is_text(denial->shown.principal_kind, SG_ANONYMOUS);
}

static void add_candidate(struct sg_arena *a, struct sg_denial *denial, const char *place)
{
    bool own = strcmp(place, "identity") == 0;
    if (own && is_anonymous(denial))
        return;
    if (own)
        place = identity_place(denial);
    if (strcmp(place, "unknown") != 0) {
        sg_push_once(a, &denial->candidates, place);
        return;
    }
    sg_push_once(a, &denial->candidates, "execution-role");
    sg_push_once(a, &denial->candidates, "caller-identity");
}

/* The place of the caller's policy; for an unknown caller both are candidates. */
static const char *identity(struct sg_arena *a, struct sg_denial *denial)
{
    if (denial->who == SG_WHO_UNKNOWN)
        add_candidate(a, denial, "identity");
    return identity_place(denial);
}

static const char *resource_place(struct sg_arena *a, struct sg_denial *denial, const struct sg_denial_action *row)
{
    const char *place = row ? row->resource : "resource-policy";
    return strcmp(place, "identity") == 0 ? identity(a, denial) : place;
}

/* Returns whether no resource has a policy for the action: it works on "*" alone. */
static bool has_no_resource(const struct sg_denial_facts *facts, const struct sg_denial *denial)
{
    const char *name = sg_diagnose_asked(denial);
    const struct sg_action *action = name ? sg_find_action(facts->catalog, name, NULL) : NULL;
    return is_text(denial->shown.resource, "*") || (action && !action->type_count);
}

/* Any policy can be the place; for a caller without policies only that of the resource. */
static const char *any_place(struct sg_arena *a, struct sg_denial *denial)
{
    if (is_anonymous(denial))
        return "resource-policy";
    add_candidate(a, denial, "identity");
    add_candidate(a, denial, "resource-policy");
    add_candidate(a, denial, "scp");
    add_candidate(a, denial, "boundary");
    return "unknown";
}

/* Older messages of AWS do not say which policy lacks the permission. */
static const char *unsaid_place(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial)
{
    const struct sg_denial_action *row = sg_diagnose_find_action(facts, sg_diagnose_asked(denial));
    const char *unsaid = row && row->unsaid ? row->unsaid : "identity";
    if (denial->cut)
        return any_place(a, denial);
    if (sg_diagnose_is_beyond_policies(a, facts, denial))
        return "unknown";
    bool service = is_text(denial->shown.principal_kind, "service");
    if (service && strcmp(unsaid, "identity") == 0 && (!row || is_text(row->resource, "resource-policy")))
        return "caller-identity"; /* a resource without policies is called with the role of the service */
    if (service || is_anonymous(denial))
        return resource_place(a, denial, row);
    if (has_no_resource(facts, denial))
        return identity(a, denial);
    for (size_t i = 0; row && i < row->candidates.count; i++)
        add_candidate(a, denial, row->candidates.items[i]);
    if (strcmp(unsaid, "identity") != 0 && strcmp(unsaid, "either") != 0 &&
        !(denial->of_reader && is_text(row->resource, "resource-policy")))
        return unsaid;
    if (!is_other_account(a, denial) && !denial->of_reader &&
        (strcmp(unsaid, "identity") == 0 || denial->who == SG_WHO_FUNCTION))
        return identity(a, denial);
    add_candidate(a, denial, "identity");
    add_candidate(a, denial, row ? row->resource : "resource-policy");
    return "unknown";
}

/* ---- The place ---- */

static const char *place_of(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial)
{
    const struct sg_denial_action *row = sg_diagnose_find_action(facts, denial->shown.action);
    bool bare = denial->message && denial->message->bare && strcmp(denial->message->place, "unknown") == 0;
    const char *place = denial->reason ? denial->reason->place : NULL;
    if (denial->message && !(denial->message->bare && place))
        place = denial->message->place;
    bool known = denial->who == SG_WHO_FUNCTION || is_anonymous(denial);
    if (sg_diagnose_is_denied_near(denial))
        return "resource-policy";
    bool open = bare && !sg_strings_have(&denial->message->candidates, "resource-policy");
    if (!place || (open && known && !denial->reason && sg_diagnose_asked(denial)))
        return unsaid_place(a, facts, denial);
    if (strcmp(place, "identity") == 0)
        return identity(a, denial);
    if (strcmp(place, "resource") == 0)
        return resource_place(a, denial, row);
    bool told = denial->message && !denial->message->bare && denial->message->advice.count;
    if (denial->reason && !told && strcmp(place, "unknown") == 0 && strcmp(denial->reason->place, "unknown") == 0)
        return any_place(a, denial);
    bool service = is_text(denial->shown.principal_kind, "service"); /* it has no policy of its own */
    return service && row && is_text(row->resource, "trust-policy") && strcmp(place, "unknown") == 0 ? row->resource
                                                                                                     : place;
}

/* For a message without details: the places that its operation suggests. */
static void add_tries(struct sg_arena *a, struct sg_denial *denial)
{
    const struct sg_denial_try *row = denial->attempt;
    for (size_t i = 0; row && i < row->candidates.count; i++)
        add_candidate(a, denial, row->candidates.items[i]);
}

void sg_diagnose_judge(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_mention *mention)
{
    struct sg_denial *denial = &mention->denial;
    denial->who = who_called(facts, denial);
    denial->shown.place = place_of(a, facts, denial);
    if (denial->message && strcmp(denial->shown.place, "unknown") == 0)
        for (size_t i = 0; i < denial->message->candidates.count; i++)
            add_candidate(a, denial, denial->message->candidates.items[i]);
    if (denial->message && denial->message->bare && strcmp(denial->shown.place, "unknown") == 0 &&
        !denial->candidates.count)
        add_tries(a, denial);
    sg_diagnose_advise(a, facts, denial);
}
