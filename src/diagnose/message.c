#include "diagnose/message_internal.h"

#include "catalog/action.h"
#include "diagnose/anchor_internal.h"
#include "diagnose/answer_internal.h"
#include "diagnose/box_internal.h"
#include "diagnose/context_internal.h"
#include "diagnose/event_internal.h"
#include "diagnose/evidence_internal.h"
#include "diagnose/general_internal.h"
#include "diagnose/mention_internal.h"
#include "diagnose/phrase_internal.h"
#include "diagnose/principal_internal.h"
#include "diagnose/sentence_internal.h"
#include "diagnose/token_internal.h"
#include "iam/pattern.h"

#include <string.h>

#define NEAR_MOST 1000  /* bytes within which `near` and `absent` are searched */
#define UNLESS_MOST 60  /* and `unless`, after the message */
#define REASON_MOST 300 /* and a reason */
#define CLAUSE_MOST 160 /* bytes of a message before and after the words that show what it is about */

static bool has_other_sense(const struct sg_denial_message *message, const struct sg_plain *plain,
                            const struct sg_found *found)
{
    for (size_t i = 0; i < message->unless.count; i++) {
        struct sg_found other;
        if (sg_diagnose_first_phrase(message->unless.items[i], plain, found->end, found->end + UNLESS_MOST, &other))
            return true;
    }
    return false;
}

static bool matches_any(const struct sg_strings *patterns, const char *action)
{
    for (size_t i = 0; i < patterns->count; i++)
        if (action && sg_iam_glob_action(patterns->items[i], action))
            return true;
    return patterns->count == 0;
}

/* "{service}:{operation}" of "SQS" and "SendMessage", when there is such an action; "s3:{operation}". */
static const char *make_action(struct sg_arena *a, const struct sg_denial_facts *facts,
                               const struct sg_denial_message *message, const char *service, const char *operation)
{
    bool named = message->action && sg_starts_with(message->action, "{service}");
    if (!message->action || !operation || (named && !service) || !strchr(message->action, '{'))
        return NULL;
    service = named ? service : sg_copy_bytes(a, message->action, strcspn(message->action, ":"));
    const char *action = sg_diagnose_action_of(a, facts, service, operation);
    return named && !sg_action_alone(facts->catalog, action, NULL) ? NULL : action;
}

static void take(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                 const struct sg_found *found, struct sg_denial *denial)
{
    const struct sg_denial_message *message = denial->message;
    const char *operation = sg_diagnose_captured(a, plain, found, "operation");
    if (operation && !sg_is_alnum(*operation))
        operation = NULL; /* the type of a resource, in the place of an action */
    denial->shown.action = sg_diagnose_captured(a, plain, found, "action");
    if (!denial->shown.action)
        denial->shown.action =
            make_action(a, facts, message, sg_diagnose_captured(a, plain, found, "service"), operation);
    if (!denial->shown.action)
        denial->shown.operation = operation;
    if (message->action && !strchr(message->action, '{'))
        denial->missing = message->action;
    denial->shown.resource = sg_diagnose_captured(a, plain, found, "resource");
    const char *arn = sg_diagnose_captured(a, plain, found, "arn");
    if (!denial->shown.resource && arn && sg_starts_with(arn, "arn:"))
        denial->shown.resource = arn;
    denial->source = sg_diagnose_captured(a, plain, found, "source");
    const char *principal = sg_diagnose_captured(a, plain, found, "principal");
    denial->shown.principal = principal && !sg_diagnose_is_no_name(principal) ? principal : NULL;
    if (denial->shown.principal)
        denial->shown.principal_kind = message->principal_kind
                                           ? message->principal_kind
                                           : sg_diagnose_principal_kind(facts, denial->shown.principal);
}

/* The end of the paragraph, or the next sentence with details. */
static size_t reason_end(const struct sg_plain *plain, size_t from)
{
    size_t to = from + REASON_MOST < plain->length ? from + REASON_MOST : plain->length, next;
    if (sg_diagnose_find_piece(SG_SENTENCE_ANCHOR, plain, from, to, &next))
        to = next;
    for (const char *p = plain->text + from; (p = memchr(p, '\n', (size_t)(plain->text + to - p))); p++)
        if (p[1] == '\n')
            return (size_t)(p - plain->text);
    return to;
}

/* Reads the reason after the message. */
static void read_reason(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                        struct sg_mention *mention)
{
    size_t end = mention->end;
    const char *known = mention->denial.message->reason;
    const struct sg_denial_reason *reason =
        known ? sg_find_denial_reason(facts, known)
              : sg_diagnose_find_reason(facts, plain, mention->start, reason_end(plain, mention->end), &end);
    if (reason)
        sg_diagnose_set_reason(a, plain, reason, end, mention);
}

struct sg_nearby sg_diagnose_nearby_new(struct sg_arena *a, const struct sg_denial_facts *facts,
                                        const struct sg_anchors *anchors)
{
    return (struct sg_nearby){.near = sg_new_array(a, struct sg_near, facts->messages.count),
                              .words = sg_new_array(a, struct sg_form_words, facts->forms.count),
                              .strangers = sg_diagnose_strangers_new(a, facts),
                              .general = sg_diagnose_general_new(a, facts),
                              .anchors = anchors};
}

/* Returns whether a piece of `near` is near: the one that was found last, otherwise another one, if there is any. */
static bool has_near(const struct sg_denial_message *message, const struct sg_plain *plain, struct sg_near *near,
                     const struct sg_mention *mention)
{
    size_t at;
    if (near->where == SG_NEAR_UNKNOWN)
        near->where = sg_diagnose_find_near(&message->near, plain, mention, plain->length, &near->at)
                          ? SG_NEAR_SOMEWHERE
                          : SG_NEAR_NOWHERE;
    if (near->where == SG_NEAR_NOWHERE)
        return false;
    if (near->at + NEAR_MOST >= mention->start && near->at < mention->end + NEAR_MOST)
        return true;
    if (!sg_diagnose_find_near(&message->near, plain, mention, NEAR_MOST, &at))
        return false;
    near->at = at;
    return true;
}

/* Returns whether another system said so, or a document names it. */
static bool is_of_other(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                        const struct sg_nearby *nearby, const struct sg_found *found)
{
    return sg_diagnose_is_named(facts, plain, found->start) || sg_diagnose_is_explained(facts, plain, found->end) ||
           sg_diagnose_who_answered(nearby->strangers, plain, found) == SG_ANSWER_OF_OTHER;
}

/* An error code counts in a form in which AWS reports errors, and when nothing shows that another system answered. */
static bool is_of_aws(const struct sg_denial_facts *facts, const struct sg_plain *plain, const struct sg_nearby *nearby,
                      const struct sg_found *found)
{
    const struct sg_denial_form *form = sg_diagnose_form_of(facts, plain, found, nearby->words);
    if ((!form && !sg_diagnose_is_reported(nearby->general, plain, found)) ||
        sg_diagnose_is_named(facts, plain, found->start) || sg_diagnose_is_explained(facts, plain, found->end))
        return false;
    enum sg_answer who = sg_diagnose_who_answered(nearby->strangers, plain, found);
    bool asks_proof = form && form->proof;
    return who == SG_ANSWER_OF_AWS ||
           (who == SG_ANSWER_UNKNOWN && (!asks_proof || sg_diagnose_is_reported(nearby->general, plain, found)));
}

/* The clause of a message that has these words: from a colon or the beginning of the line, up to a mark or its end. */
static const char *clause_around(struct sg_arena *a, const struct sg_plain *plain, const struct sg_found *found)
{
    const char *text = plain->text;
    size_t from = found->start, to = found->end;
    while (from && found->start - from < CLAUSE_MOST && text[from - 1] != '\n' &&
           !(strchr(":.", text[from - 1]) && text[from] == ' '))
        from--;
    while (to < plain->length && to - found->end < CLAUSE_MOST && !strchr("\n(;", text[to]) &&
           !(text[to] == '.' && strchr(" \n\"", text[to + 1])))
        to++;
    return sg_diagnose_one_line(a, plain, from, to);
}

/* Words that people use too count within an error of AWS. */
static bool is_in_error(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                        const struct sg_nearby *nearby, const struct sg_found *found)
{
    return sg_diagnose_is_framed(nearby->general, plain, found) && !is_of_other(facts, plain, nearby, found);
}

/* Reads the message around one of its anchors, whose positions in the phrases are `pieces`. */
static bool read_one(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain, size_t hit,
                     const struct sg_denial_message *message, const size_t *pieces, const struct sg_nearby *nearby,
                     struct sg_mention *mention)
{
    struct sg_near *near = &nearby->near[message - facts->messages.items];
    struct sg_found found;
    size_t absent;
    for (size_t i = 0; i < message->says.count; i++) {
        if (pieces[i] == SG_NO_PIECE ||
            !sg_diagnose_phrase_around(message->says.items[i], pieces[i], plain, hit, &found))
            continue;
        if (has_other_sense(message, plain, &found) || sg_diagnose_is_argument(plain, found.start) ||
            (message->code     ? !is_of_aws(facts, plain, nearby, &found)
             : message->framed ? !is_in_error(facts, plain, nearby, &found)
                               : (message->bare || message->harmless) && is_of_other(facts, plain, nearby, &found)))
            return false; /* shorter phrases of the message have this sense too */
        *mention = (struct sg_mention){.start = found.start, .end = found.end, .anchor = hit};
        mention->denial.message = message;
        mention->denial.shown.said =
            message->framed ? clause_around(a, plain, &found) : sg_diagnose_one_line(a, plain, found.start, found.end);
        take(a, facts, plain, &found, &mention->denial);
        if (message->bare && message->actions.count)
            sg_diagnose_read_box(a, facts, plain, mention);
        if (!matches_any(&message->actions, mention->denial.shown.action) ||
            (message->near.count && !has_near(message, plain, near, mention)) ||
            sg_diagnose_find_near(&message->absent, plain, mention, NEAR_MOST, &absent))
            continue;
        read_reason(a, facts, plain, mention);
        return true;
    }
    return false;
}

/* Returns whether a message can have this anchor at `hit`, where a line end can cut it. */
static bool is_at(const char *anchor, const struct sg_plain *plain, size_t hit)
{
    struct sg_found found;
    if (!anchor || (*anchor | ' ') != (plain->small[hit] | ' '))
        return false;
    return sg_diagnose_piece_at(anchor, plain, hit) ||
           (plain->small[hit + 1] == (anchor[1] | ' ') && sg_diagnose_phrase_at(anchor, plain, hit, &found));
}

bool sg_diagnose_read_message(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                              const struct sg_nearby *nearby, size_t hit, struct sg_mention *mention)
{
    const struct sg_message_list *messages = sg_diagnose_messages_at(nearby->anchors, plain->small + hit);
    for (size_t i = 0; i < messages->count; i++) {
        const struct sg_denial_message *message = messages->items[i];
        const size_t *pieces = is_at(message->anchor, plain, hit)          ? message->pieces
                               : is_at(message->second_anchor, plain, hit) ? message->second_pieces
                                                                           : NULL;
        if (pieces && read_one(a, facts, plain, hit, message, pieces, nearby, mention))
            return true;
    }
    return false;
}
