#include "diagnose/sentence_internal.h"

#include "base/text.h"
#include "catalog/action.h"
#include "diagnose/action_internal.h"
#include "diagnose/event_internal.h"
#include "diagnose/mention_internal.h"
#include "diagnose/principal_internal.h"
#include "diagnose/phrase_internal.h"
#include "diagnose/token_internal.h"
#include "iam/arn.h"

#include <string.h>
#include <strings.h>

#define REASON_MOST 500  /* bytes from the action to the reason, past the longest resource in quotes */
#define ALLOWS_MOST 80   /* bytes from the reason to the action in it */
#define BLANKS_MOST 120  /* bytes of the words of a name after the first */
#define TARGET_MOST 40   /* and from the reason to a resource after it */
#define ENCODED_MOST 900 /* bytes from the action to the encoded message */

static bool is_name(char c)
{
    return sg_is_alnum(c) || c == '_';
}

/* ---- The resource ---- */

static bool is_ended(char c)
{
    return strchr(".,;:)", c) != NULL;
}

static bool is_of_name(char c)
{
    return is_name(c) || strchr(" -/+=", c);
}

/* Words before the name of a resource without an ARN: "role NAME". */
static const char *const types[] = {"role ",  "policy path ",      "policy ", "user ",
                                    "group ", "instance profile ", "model "};

static const char *read_typed(struct sg_arena *a, const struct sg_plain *plain, size_t at, size_t *end)
{
    (void)sg_diagnose_says(plain, at, "resource ", &at);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        size_t name;
        if (!sg_diagnose_says(plain, at, types[i], &name))
            continue;
        const char *token = sg_diagnose_read_token(a, plain, name, end);
        return token ? sg_concat(a, types[i], token) : NULL;
    }
    return sg_diagnose_read_token(a, plain, at, end);
}

/*
 * A name with blanks that is not in quotes: all words up to the reason in the same line. A punctuation mark ends the
 * name.
 */
static const char *read_blanks(struct sg_arena *a, const struct sg_plain *plain, const char *name, size_t *end)
{
    size_t at = *end, stop;
    if (is_ended(plain->text[at - 1]))
        return name;
    for (; at < plain->length && at - *end < BLANKS_MOST && is_of_name(plain->text[at]); at++)
        if (sg_diagnose_says(plain, at, " because no ", &stop) ||
            sg_diagnose_says(plain, at, " with an explicit deny", &stop)) {
            const char *rest = sg_copy_bytes(a, plain->text + *end, at - *end);
            *end = at;
            return sg_concat(a, name, rest);
        }
    return name;
}

/* Returns whether an empty line is between two places: a title that ends with "on resource:" leaves the name out. */
static bool is_next_paragraph(const struct sg_plain *plain, size_t from, size_t to)
{
    while (from < to && strncmp(plain->text + from, "\n\n", 2) != 0)
        from++;
    return from < to;
}

/* Returns whether a quote ends right at `at`: "not authorized to perform: ... on resource" in quotes leaves it out. */
static bool closes_quote(const struct sg_plain *plain, size_t at)
{
    return strchr("\"'", plain->text[at]) && plain->text[at] && strchr(" \n.,)", plain->text[at + 1]);
}

/* "on NAME" right before a reason; other words after "on" are of prose. */
static const char *read_named(struct sg_arena *a, const struct sg_plain *plain, size_t start, size_t *at)
{
    size_t name, end, reason;
    bool named = sg_diagnose_says(plain, start, "on ", &name) && !sg_diagnose_says(plain, start, "on the ", &end) &&
                 !sg_diagnose_says(plain, start, "on this ", &end);
    const char *found = named ? sg_diagnose_read_token(a, plain, name, &end) : NULL;
    if (!found || is_ended(plain->text[end - 1]) ||
        !(sg_diagnose_says(plain, end, " because no ", &reason) ||
          sg_diagnose_says(plain, end, " with an explicit deny", &reason)))
        return NULL;
    *at = end;
    return found;
}

static const char *read_resource(struct sg_arena *a, const struct sg_plain *plain, size_t *at)
{
    size_t start = sg_diagnose_skip_gaps(plain, *at), name, end = start;
    const char *found = NULL;
    if (!sg_diagnose_says(plain, start, "on resource", &name) &&
        !sg_diagnose_says(plain, start, "on resources", &name)) {
        if (!sg_diagnose_says(plain, start, "on arn:", &name))
            return read_named(a, plain, start, at);
        name -= strlen("arn:");
    }
    if (sg_diagnose_says(plain, name, " (", &end) || closes_quote(plain, name))
        return NULL;
    while (name < plain->length && (plain->text[name] == ' ' || plain->text[name] == '\n' || plain->text[name] == ':' ||
                                    plain->text[name] == '`'))
        name++;
    if (name < plain->length && (plain->text[name] == '"' || plain->text[name] == '\''))
        found = sg_diagnose_read_quoted(a, plain, name, &end);
    if (!found) {
        found = read_typed(a, plain, sg_diagnose_skip_gaps(plain, name), &end);
        found = found && sg_starts_with(found, "arn:") ? read_blanks(a, plain, found, &end) : found;
    }
    bool below = memchr(plain->text + start, '\n', name - start), arn = found && sg_starts_with(found, "arn:");
    if (!found || (!arn && below && (is_next_paragraph(plain, start, name) || !sg_diagnose_is_alone(plain, end))))
        return NULL;
    *at = end;
    return sg_diagnose_is_left_out(found) && strcmp(found, "*") != 0 ? NULL : found;
}

/* ---- The reason ---- */

static const struct sg_denial_reason *reason_at(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                                                size_t at, size_t *end)
{
    for (size_t i = 0; i < facts->reasons.count; i++)
        for (size_t j = 0; j < facts->reasons.items[i].says.count; j++) {
            const char *says = facts->reasons.items[i].says.items[j];
            if ((*says | ' ') == (plain->small[at] | ' ') && sg_diagnose_says(plain, at, says, end))
                return &facts->reasons.items[i];
        }
    return NULL;
}

static struct sg_beginnings beginnings_of(const struct sg_denial_facts *facts)
{
    struct sg_beginnings beginnings = {0};
    for (size_t i = 0; i < facts->reasons.count; i++)
        for (size_t j = 0; j < facts->reasons.items[i].says.count; j++)
            sg_diagnose_add_beginning(&beginnings, facts->reasons.items[i].says.items[j]);
    return beginnings;
}

const struct sg_denial_reason *sg_diagnose_find_reason(const struct sg_denial_facts *facts,
                                                       const struct sg_plain *plain, size_t from, size_t to,
                                                       size_t *end)
{
    struct sg_beginnings beginnings = beginnings_of(facts);
    to = to < plain->length ? to : plain->length;
    for (size_t at = from; at < to; at++) {
        bool begins = sg_diagnose_may_begin(&beginnings, plain, at) && is_name(plain->text[at]) &&
                      (at == 0 || !is_name(plain->text[at - 1]));
        const struct sg_denial_reason *reason = begins ? reason_at(facts, plain, at, end) : NULL;
        if (reason)
            return reason;
    }
    return NULL;
}

/* The end of the words that name a type of policy. Names of callers and fields have capitals. */
static size_t skip_type(const struct sg_plain *plain, size_t at)
{
    const char *text = plain->text;
    while (at < plain->length &&
           ((text[at] >= 'a' && text[at] <= 'z') || text[at] == '-' || text[at] == ' ' || text[at] == '\n'))
        at++;
    return at;
}

static const char *read_policy_arn(struct sg_arena *a, const struct sg_plain *plain, size_t at)
{
    size_t end;
    at = skip_type(plain, at);
    if (sg_diagnose_says(plain, at, ", with policy ARN:", &end))
        at = end;
    else if (at < plain->length && plain->text[at] == ':')
        at++;
    else
        return NULL;
    at = sg_diagnose_skip_gaps(plain, at);
    return sg_diagnose_says(plain, at, "arn:", &end) ? sg_diagnose_read_token(a, plain, at, &end) : NULL;
}

/*
 * "because no policy allows the vpce:AllowMultiRegion action" after another action: an action of another service is
 * what is missing. Names of the same service are often misspelled there.
 */
static const char *read_missing(struct sg_arena *a, const struct sg_plain *plain, const struct sg_mention *mention,
                                size_t end)
{
    const char *action = mention->denial.shown.action;
    struct sg_found found;
    if (!action || !sg_diagnose_first_phrase("allows the {action} action", plain, end, end + ALLOWS_MOST, &found))
        return NULL;
    const char *other = sg_diagnose_captured(a, plain, &found, "action");
    size_t prefix = strcspn(action, ":") + 1;
    return other && strchr(other, ':') && strncasecmp(other, action, prefix) != 0 ? other : NULL;
}

void sg_diagnose_set_reason(struct sg_arena *a, const struct sg_plain *plain, const struct sg_denial_reason *reason,
                            size_t end, struct sg_mention *mention)
{
    mention->denial.reason = reason;
    mention->denial.shown.policy_arn = read_policy_arn(a, plain, end);
    if (!reason->denies && !mention->denial.missing)
        mention->denial.missing = read_missing(a, plain, mention, end);
}

/* The beginning of the next sentence, or `to`. */
static size_t next_sentence(const struct sg_plain *plain, size_t from, size_t to)
{
    struct sg_found found;
    return sg_diagnose_first_phrase("not authorized to", plain, from, to, &found) ? found.start : to;
}

static size_t reason_start(const struct sg_plain *plain, size_t at)
{
    while (at < plain->length && (sg_diagnose_is_gap(plain->text[at]) || strchr("\"'`)]", plain->text[at])))
        at++;
    return at;
}

/* "because no permissions bou", "with an expl": a reason that a log cut off, or unknown words. */
static bool begins_reason(const struct sg_plain *plain, size_t at)
{
    size_t end;
    return sg_diagnose_says(plain, at, "because", &end) || sg_diagnose_says(plain, at, "with an", &end);
}

/* Returns whether the text from `at` to `to`, where it is cut off, is the beginning of a phrase. */
static bool begins_phrase(const char *phrase, const struct sg_plain *plain, size_t at, size_t to)
{
    for (; *phrase && at < to; phrase++, at++)
        if (sg_small_letter(*phrase) != plain->small[at])
            return false;
    return at == to;
}

/* The only reason that begins like a text that is cut off at the end of its line, of its quotation, or with dots. */
static const struct sg_denial_reason *cut_reason(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                                                 size_t at)
{
    size_t to = at;
    while (to < plain->length && !strchr("\n\".", plain->text[to]) &&
           strncmp(plain->text + to, SG_ELLIPSIS, strlen(SG_ELLIPSIS)) != 0)
        to++;
    const struct sg_denial_reason *only = NULL;
    for (size_t i = 0; i < facts->reasons.count; i++)
        for (size_t j = 0; j < facts->reasons.items[i].says.count; j++) {
            if (!begins_phrase(facts->reasons.items[i].says.items[j], plain, at, to))
                continue;
            if (only && only != &facts->reasons.items[i])
                return NULL;
            only = &facts->reasons.items[i];
        }
    return only;
}

static void read_reason(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                        struct sg_mention *mention)
{
    size_t to = next_sentence(plain, mention->end, mention->end + REASON_MOST), end = mention->end;
    const struct sg_denial_reason *reason = sg_diagnose_find_reason(facts, plain, mention->end, to, &end);
    if (!reason) {
        size_t start = reason_start(plain, mention->end);
        mention->denial.cut = begins_reason(plain, start);
        mention->denial.reason = mention->denial.cut ? cut_reason(facts, plain, start) : NULL;
        return;
    }
    sg_diagnose_set_reason(a, plain, reason, end, mention);
    size_t rest, next = sg_diagnose_skip_gaps(plain, end);
    if (sg_diagnose_says(plain, next, "policy allows the {action} action", &rest) ||
        sg_diagnose_says(plain, next, "allows the {action} action", &rest))
        end = rest;
    struct sg_found target;
    if (!mention->denial.shown.resource &&
        sg_diagnose_first_phrase("on resource", plain, end, end + TARGET_MOST, &target)) {
        mention->denial.shown.policy_arn = NULL; /* the name after it is not a policy */
        end = target.start;
        mention->denial.shown.resource = read_resource(a, plain, &end);
    }
    mention->end = end;
}

/* ---- The sentence ---- */

/* The beginning of "is not authorized", or `anchor` when there is no "not" before it. */
static size_t find_not(const struct sg_plain *plain, size_t floor, size_t anchor)
{
    size_t from = anchor > floor + 24 ? anchor - 24 : floor;
    struct sg_found found;
    static const char *const phrases[] = {"is not authorized", "are not authorized", "isn't authorized",
                                          "not authorized"};
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (sg_diagnose_last_phrase(phrases[i], plain, from, anchor, &found) && found.end > anchor)
            return found.start;
    return anchor;
}

/*
 * "session1234is not authorized": the name of the caller has the next word at its end, of which a digit or a mark
 * shows.
 */
static const char *without_glued_is(struct sg_arena *a, const struct sg_plain *plain, const char *caller, size_t start)
{
    size_t length = caller ? strlen(caller) : 0, end;
    bool glued = length > 3 && strcmp(caller + length - 2, "is") == 0 &&
                 strchr("0123456789*>]})", caller[length - 3]) &&
                 sg_diagnose_says(plain, start, "not authorized", &end);
    return glued ? sg_copy_bytes(a, caller, length - 2) : caller;
}

/*
 * 'such as "is not authorized to perform: iam:PassRole"': a sentence without details that a document or a program has.
 */
static bool is_quoted_by_document(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                                  const struct sg_mention *mention, size_t start)
{
    bool details = mention->denial.shown.principal || mention->denial.shown.resource || mention->denial.reason;
    return (!details && sg_diagnose_is_named(facts, plain, start)) || sg_diagnose_is_argument(plain, mention->start);
}

/* A sentence without an action says something if it has the ARN of its caller. */
static bool names_caller(const struct sg_mention *mention)
{
    const char *who = mention->denial.shown.principal;
    return who && sg_starts_with(who, "arn:");
}

/* The action of an operation on a resource, whose ARN says the service; NULL when the catalog has none. */
static const char *action_on(struct sg_arena *a, const struct sg_denial_facts *facts, const struct samgen_denial *shown)
{
    const char *arn = shown->resource && sg_starts_with(shown->resource, "arn:") ? shown->resource : NULL;
    const char *service = arn ? sg_arn_part(a, arn, SG_ARN_PART_SERVICE) : NULL;
    const char *action = service ? sg_diagnose_action_of(a, facts, service, shown->operation) : NULL;
    return action && sg_find_action(facts->catalog, action, NULL) ? action : NULL;
}

bool sg_diagnose_read_sentence(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                               size_t floor, size_t anchor, struct sg_mention *mention)
{
    size_t at, end;
    size_t start = find_not(plain, floor, anchor);
    *mention = (struct sg_mention){.start = start, .anchor = anchor};
    if (start == anchor || !sg_diagnose_says(plain, anchor, "authorized to perform", &at))
        return false;
    size_t perform = at;
    while (at < plain->length &&
           (sg_diagnose_is_gap(plain->text[at]) || plain->text[at] == ':' || plain->text[at] == '['))
        at++;
    mention->denial.shown.action = sg_diagnose_read_action(a, facts->catalog, plain, at, &end);
    bool cut = !mention->denial.shown.action && sg_diagnose_is_action_cut_off(plain, perform);
    if (!mention->denial.shown.action && !cut)
        mention->denial.shown.operation = sg_diagnose_read_operation(a, plain, at, &end);
    if (!mention->denial.shown.action && !mention->denial.shown.operation && !cut &&
        !sg_diagnose_skip_hidden_action(plain, at, &end))
        return false;
    mention->end = cut ? perform : end;
    mention->denial.shown.resource = read_resource(a, plain, &mention->end);
    if (mention->denial.shown.operation)
        mention->denial.shown.action = action_on(a, facts, &mention->denial.shown);
    sg_diagnose_read_caller(a, facts, plain, floor, start, mention);
    mention->denial.shown.principal = without_glued_is(a, plain, mention->denial.shown.principal, start);
    mention->denial.of_reader = sg_diagnose_says(plain, start, "are not", &at);
    read_reason(a, facts, plain, mention);
    if (is_quoted_by_document(facts, plain, mention, start) || (cut && !names_caller(mention)))
        return false;
    struct sg_found found;
    mention->denial.shown.encoded =
        sg_diagnose_first_phrase("Encoded authorization failure message", plain, mention->end,
                                 next_sentence(plain, mention->end, mention->end + ENCODED_MOST), &found);
    return true;
}
