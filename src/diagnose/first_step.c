#include "diagnose/first_step.h"

#include "base/buffer.h"
#include "base/text.h"
#include "diagnose/advice.h"
#include "diagnose/judge_internal.h"

#include <string.h>

/* ---- What to do ---- */

/* "s3:GetObject on arn:aws:s3:::b/k" */
static const char *what(struct sg_arena *a, const struct sg_denial *denial)
{
    const char *action = sg_diagnose_asked(denial), *resource = denial->shown.resource;
    action = action ? action : denial->shown.operation ? denial->shown.operation : "the missing action";
    return resource && strcmp(resource, "*") != 0 ? sg_format(a, "%s on %s", action, resource) : action;
}

/* The name in "assumed-role/NAME/SESSION", or in ":user/PATH/NAME". */
static const char *named(struct sg_arena *a, const char *principal, const char *mark, const char *noun)
{
    const char *name = strstr(principal, mark), *slash = strrchr(principal, '/');
    if (name && *mark == ':')
        name = slash + 1;
    else if (name)
        name += strlen(mark);
    size_t length = name ? strcspn(name, "/") : 0;
    return length && !memchr(name, '*', length) ? sg_format(a, "%s %.*s", noun, (int)length, name) : NULL;
}

static const char *who(struct sg_arena *a, const struct sg_denial *denial)
{
    const char *principal = denial->shown.principal ? denial->shown.principal : denial->shown.event_principal;
    const char *kind = denial->shown.principal_kind, *found = NULL;
    bool service = kind && strcmp(kind, "service") == 0;
    if (denial->message && denial->message->service)
        return denial->message->service;
    if (!principal || sg_starts_with(principal, "*"))
        return strcmp(denial->shown.place, "trust-policy") == 0 ? "the service or user that needs it" : "the caller";
    if (service)
        return strcmp(denial->shown.place, "caller-identity") == 0 ? sg_concat(a, "the role of ", principal)
                                                                   : principal;
    found = named(a, principal, "assumed-role/", "the role");
    found = found ? found : named(a, principal, ":role/", "the role");
    return found ? found : (found = named(a, principal, ":user/", "the user")) ? found : "the caller";
}

static const char *fill(struct sg_arena *a, const char *form, const struct sg_denial *denial)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    while (*form) {
        if (sg_starts_with(form, "{what}"))
            sg_add(&b, what(a, denial));
        else if (sg_starts_with(form, "{who}"))
            sg_add(&b, who(a, denial));
        else
            sg_add_char(&b, *form);
        form += *form == '{' ? strcspn(form, "}") + 1 : 1;
    }
    return b.text;
}

static const char *remove_deny(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_denial *denial)
{
    const struct sg_remedy *place = sg_find_remedy(facts, denial->shown.place);
    bool known = strcmp(denial->shown.place, "unknown") != 0;
    const char *where = denial->shown.policy_arn ? denial->shown.policy_arn : known ? place->title : "a policy";
    const char *resource = denial->shown.resource;
    if (sg_diagnose_asked(denial) || denial->shown.operation)
        where = sg_format(a, "of %s in %s", what(a, denial), where);
    else if (resource && strcmp(resource, "*") != 0)
        where = sg_format(a, "for %s in %s", resource, where);
    else
        where = sg_concat(a, "in ", where);
    return sg_format(a, "narrow or remove the Deny %s: an Allow cannot override it", where);
}

/* Returns whether the text shows only that nobody signed the request. */
static bool is_unsigned(const struct sg_denial *denial)
{
    const char *kind = denial->shown.principal_kind;
    return kind && strcmp(kind, SG_ANONYMOUS) == 0 && !denial->shown.principal;
}

static const char *sign_or_open(struct sg_arena *a, const struct sg_denial *denial)
{
    bool open = strcmp(denial->shown.place, "unknown") != 0 || sg_strings_have(&denial->candidates, "resource-policy");
    return open ? sg_format(a,
                            "sign the request, or allow everyone %s in the policy of the resource, which Block Public "
                            "Access must not block: without a signature no policy of a user or role counts",
                            what(a, denial))
                : "sign the request: without a signature no policy of a user or role counts";
}

static void put_first(struct sg_arena *a, struct sg_strings *advice, const char *text)
{
    struct sg_strings all = {0};
    sg_push(a, &all, text);
    for (size_t i = 0; i < advice->count; i++)
        sg_push_once(a, &all, advice->items[i]);
    *advice = all;
}

void sg_diagnose_put_first_step(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial,
                                const struct sg_fix *fix, const struct sg_deployed_answer *answer)
{
    const struct sg_remedy *place =
        sg_find_remedy(facts, sg_diagnose_is_of_caller(denial) ? "caller-identity" : denial->shown.place);
    const struct sg_denial_message *message = denial->message;
    bool known = sg_diagnose_asked(denial) && strcmp(place->name, "unknown") != 0;
    bool told = (answer && ((!fix->command && !fix->unreal) || answer->other_function || answer->other_role)) ||
                sg_diagnose_is_explicit(denial) || (message && message->advice.count && !known);
    bool deny = sg_diagnose_is_explicit(denial) && message && message->bare;
    if (told && denial->advice.count && !deny)
        return;
    const struct sg_denial_action *row = sg_diagnose_find_action(facts, sg_diagnose_asked(denial));
    if (is_unsigned(denial) && !sg_diagnose_is_explicit(denial)) {
        put_first(a, &denial->advice, sign_or_open(a, denial));
        return;
    }
    bool sole = row && row->sole && row->advice.count && !sg_diagnose_is_explicit(denial);
    if (sole || sg_diagnose_is_beyond_policies(a, facts, denial))
        put_first(a, &denial->advice, row->advice.items[0]);
    else if (sg_diagnose_is_explicit(denial))
        put_first(a, &denial->advice, remove_deny(a, facts, denial));
    else if (answer && answer->own_role)
        put_first(a, &denial->advice, sg_format(a, "add %s to the Policies of %s", what(a, denial), answer->own_role));
    else
        put_first(a, &denial->advice, fill(a, place->first_step, denial));
}

/* ---- What is guessed ---- */

/* The kind in words: "an EC2 instance" for "ec2-instance". */
static const char *kind_in_words(const char *kind)
{
    static const char *const words[][2] = {
        {"apigateway", "API Gateway"},
        {"appsync", "AppSync"},
        {"cdk", "the AWS CDK"},
        {"ci", "a build or deployment"},
        {"cloudformation", "CloudFormation"},
        {"cognito", "an identity pool"},
        {"config", "AWS Config"},
        {"dms", "AWS DMS"},
        {"ec2-instance", "an EC2 instance"},
        {"ecs", "Amazon ECS"},
        {"ecs-task", "a task of ECS"},
        {"eks", "Amazon EKS"},
        {"firehose", "Firehose"},
        {"glue", "AWS Glue"},
        {"pipes", "EventBridge Pipes"},
        {"quicksight", "QuickSight"},
        {"sdk-session", "a session that an SDK named"},
        {"sso", "a user of IAM Identity Center"},
        {"step-functions", "a state machine"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(kind, words[i][0]) == 0)
            return words[i][1];
    return kind;
}

/* Returns whether the place can be a policy of the caller. */
static bool can_be_of_caller(const struct sg_denial *denial)
{
    return strcmp(denial->shown.place, "caller-identity") == 0 ||
           sg_strings_have(&denial->candidates, "caller-identity");
}

static const char *caller_guess(struct sg_arena *a, const struct sg_denial *denial)
{
    const char *kind = denial->shown.session_kind;
    if (is_unsigned(denial))
        return "the caller is anonymous: the text before the error shows a request that is not signed";
    if (denial->who == SG_WHO_FUNCTION && kind && strcmp(kind, "lambda") == 0)
        return "the caller is a function: its role and its session are named like those of one";
    if (denial->who == SG_WHO_FUNCTION && denial->around == SG_WHO_FUNCTION)
        return "the caller is a function: the text looks like the log of one";
    if (denial->who == SG_WHO_OTHER && kind)
        return strcmp(kind, "other") == 0
                   ? "the caller is not a function: functions do not name sessions or roles like this"
                   : sg_format(a, "the caller is not a function: its session or role looks like that of %s",
                               kind_in_words(kind));
    if (denial->who == SG_WHO_OTHER && denial->commanded)
        return "the caller is not a function: a command before the error made the request";
    if (denial->who == SG_WHO_OTHER && denial->around == SG_WHO_USER)
        return "the caller is the user whom the text names before the error";
    if (denial->who == SG_WHO_OTHER && denial->around == SG_WHO_OTHER && can_be_of_caller(denial))
        return "the caller is not a function: the text around the error looks like the output of another program";
    return NULL;
}

struct sg_strings sg_diagnose_guesses(struct sg_arena *a, const struct sg_denial_facts *facts,
                                      const struct sg_denial *denial)
{
    struct sg_strings guesses = {0};
    const char *caller = caller_guess(a, denial);
    const struct sg_denial_action *row = sg_diagnose_find_action(facts, sg_diagnose_asked(denial));
    bool known = strcmp(denial->shown.place, "unknown") != 0;
    if (caller)
        sg_push(a, &guesses, caller);
    if (denial->shown.event_action && !denial->shown.action)
        sg_push(a, &guesses, "the action: the record has only the name of the operation");
    if (sg_diagnose_is_denied_near(denial))
        sg_push(a, &guesses, "the place: a policy of a resource in the text denies it");
    else if (known && !denial->reason && !denial->message && !(row && row->sole))
        sg_push(a, &guesses, "the place: the text does not say which policy denied it");
    return guesses;
}
