#include "diagnose/stretch_internal.h"

#include "base/list.h"
#include "base/text.h"
#include "diagnose/answer_internal.h"
#include "diagnose/context_internal.h"
#include "diagnose/event_internal.h"
#include "diagnose/mask_internal.h"
#include "diagnose/message_internal.h"
#include "diagnose/phrase_internal.h"
#include "diagnose/sentence_internal.h"

#include <string.h>

#define ECHO_REACH 200  /* bytes within which a message is repeated */
#define ID_REACH 200    /* bytes after an error code in which the name of its request begins */
#define SAME_REACH 2000 /* bytes within which a message with fewer details is about one with more */

static void push(struct sg_arena *a, struct sg_mentions *list, const struct sg_mention *mention)
{
    sg_grow(a, list->items, list->count, list->capacity);
    list->items[list->count++] = *mention;
}

static bool is_bare(const struct sg_mention *mention)
{
    return mention->denial.message && mention->denial.message->bare;
}

/* Reads the sentence around one of its two anchors. */
static bool read_sentence(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                          size_t floor, size_t hit, struct sg_mention *mention)
{
    static const char words[] = SG_SENTENCE_ANCHOR " to " SG_SENTENCE_END;
    struct sg_found found;
    if (sg_diagnose_piece_at(SG_SENTENCE_ANCHOR, plain, hit))
        return sg_diagnose_read_sentence(a, facts, plain, floor, hit, mention);
    return sg_diagnose_piece_at(SG_SENTENCE_END, plain, hit) &&
           sg_diagnose_phrase_around(words, sizeof words - sizeof SG_SENTENCE_END, plain, hit, &found) &&
           found.start >= floor && sg_diagnose_read_sentence(a, facts, plain, floor, found.start, mention);
}

/*
 * "(AccessDenied) when calling the GetObject operation: Access Denied": the code again in one line, without another
 * call.
 */
static bool repeats_code(const struct sg_plain *plain, const struct sg_mentions *all, const struct sg_mention *mention)
{
    const struct sg_mention *last = all->count ? &all->items[all->count - 1] : NULL;
    const struct sg_denial_message *message = mention->denial.message;
    if (!last || !message || !message->code || last->denial.message != message || mention->start < last->end ||
        mention->start - last->end >= ECHO_REACH)
        return false;
    for (size_t i = last->end; i < mention->start; i++)
        if (strchr("\n{(", plain->text[i]))
            return false;
    return true;
}

/*
 * Other stores with the protocol of S3 answer users in the sentence of AWS too. Roles and the newer reasons are of AWS
 * alone.
 */
static bool is_of_stranger(const struct sg_nearby *nearby, const struct sg_plain *plain,
                           const struct sg_mention *mention)
{
    const struct sg_denial *denial = &mention->denial;
    const struct sg_found found = {.start = mention->start, .end = mention->end};
    return denial->shown.action && sg_starts_with(denial->shown.action, "s3:") &&
           sg_same_text(denial->shown.principal_kind, "iam-user") && (!denial->reason || denial->reason->denies) &&
           sg_diagnose_is_near_stranger(nearby->strangers, plain, &found);
}

/* Removes the error code right before a sentence in its line: "AccessDenied: User: ...". */
static void drop_code(const struct sg_plain *plain, struct sg_mentions *all, const struct sg_mention *sentence)
{
    const struct sg_mention *last = all->count ? &all->items[all->count - 1] : NULL;
    if (last && last->denial.message && last->denial.message->code && last->end <= sentence->start &&
        sentence->start - last->end < ECHO_REACH && !memchr(plain->text + last->end, '\n', sentence->start - last->end))
        all->count--;
}

/* Reads all mentions, each with the text around it up to the next one. */
static struct sg_mentions read_all(struct sg_arena *a, const struct sg_denial_facts *facts,
                                   const struct sg_anchors *anchors, const struct sg_plain *plain)
{
    struct sg_mentions all = {0};
    struct sg_nearby nearby = sg_diagnose_nearby_new(a, facts);
    size_t floor = 0;
    for (size_t hit = 0; (hit = sg_diagnose_next_anchor(anchors, plain->text, hit, plain->length)) < plain->length;
         hit++) {
        struct sg_mention mention;
        if (hit < floor)
            continue;
        bool sentence = read_sentence(a, facts, plain, floor, hit, &mention);
        if (!sentence && !sg_diagnose_read_message(a, facts, plain, &nearby, hit, &mention))
            continue;
        if (sentence && is_of_stranger(&nearby, plain, &mention))
            drop_code(plain, &all, &mention);
        else if (mention.start >= floor && !repeats_code(plain, &all, &mention))
            push(a, &all, &mention);
        floor = mention.end;
    }
    return all;
}

/* The text around bare messages belongs to a mention with more details. */
static void read_around(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                        struct sg_mentions *all)
{
    size_t floor = 0;
    for (size_t i = 0; i < all->count; i++) {
        size_t next = i + 1;
        while (next < all->count && !is_bare(&all->items[i]) && is_bare(&all->items[next]))
            next++;
        size_t ceiling = next < all->count ? all->items[next].start : plain->length;
        sg_diagnose_read_context(a, facts, plain, floor, ceiling, &all->items[i]);
        if (!is_bare(&all->items[i]))
            floor = all->items[i].end;
    }
}

/* How much a mention says. One that says less can be about the same request as one that says more. */
static int weight_of(const struct sg_mention *mention)
{
    const struct sg_denial_message *message = mention->denial.message;
    return !message || !message->bare ? 2 : message->code ? 0 : 1;
}

static size_t apart(const struct sg_mention *x, const struct sg_mention *y)
{
    return x->start > y->end ? x->start - y->end : y->start > x->end ? y->start - x->end : 0;
}

static bool differ(const char *x, const char *y)
{
    return x && y && strcmp(x, y) != 0;
}

/* Returns whether a bare message can be about another mention: they are near, and do not name different requests. */
static bool is_about(const struct sg_mention *bare, const struct sg_mention *other)
{
    const struct samgen_denial *x = &bare->denial.shown, *y = &other->denial.shown;
    return apart(bare, other) <= SAME_REACH && !differ(x->operation, y->operation) && !differ(x->action, y->action) &&
           !differ(x->event_action, y->event_action) && !differ(x->event_principal, y->event_principal) &&
           bare->record == other->record && bare->record_end == other->record_end;
}

/* The same words follow directly: one denial is reported twice. */
static bool is_echo(const struct sg_mention *mention, const struct sg_mention *last)
{
    return mention->denial.message && last->denial.message == mention->denial.message && !is_bare(mention) &&
           apart(mention, last) < ECHO_REACH && is_about(mention, last) &&
           sg_same_text(last->denial.shown.resource, mention->denial.shown.resource) &&
           sg_same_text(last->denial.shown.action, mention->denial.shown.action);
}

/* Returns whether the mention is a message without details, such as a title that repeats the error below it. */
static bool is_repeated(const struct sg_mention *mention)
{
    const struct samgen_denial *shown = &mention->denial.shown;
    return !shown->action && !shown->resource && !shown->principal && !shown->operation && !shown->event_action &&
           !shown->error_code;
}

/* Returns whether both have the same message, or messages about the same kind of failure: "SignatureDoesNotMatch". */
static bool say_same(const struct sg_denial_message *x, const struct sg_denial_message *y)
{
    return x && y && (x == y || (x->harmless && y->harmless && strcmp(x->anchor, y->anchor) == 0));
}

/* Returns whether two mentions say the same, and one of them says nothing else. */
static bool repeat(const struct sg_mention *x, const struct sg_mention *y)
{
    return say_same(x->denial.message, y->denial.message) && !is_bare(x) && is_repeated(x) != is_repeated(y) &&
           is_about(x, y);
}

/* Adds what only the message that says less has. */
static void give(const struct sg_mention *from, struct sg_mention *to)
{
    const struct sg_denial *x = &from->denial;
    struct sg_denial *y = &to->denial;
    y->shown.error_code = y->shown.error_code ? y->shown.error_code : x->shown.error_code;
    y->shown.operation = y->shown.operation ? y->shown.operation : x->shown.operation;
    if (is_bare(to) && !y->shown.resource)
        y->shown.resource = x->shown.resource;
    if (is_bare(to) && !y->shown.principal) {
        y->shown.principal = x->shown.principal;
        y->shown.principal_kind = x->shown.principal_kind;
    }
    if (is_bare(to) && !y->reason) {
        y->reason = x->reason;
        y->shown.policy_arn = x->shown.policy_arn;
    }
}

/* The nearest mention that a bare one is about: one after it that says more, otherwise one before it that is kept. */
static struct sg_mention *find_other(struct sg_mentions *all, size_t bare, const struct sg_mentions *kept)
{
    const struct sg_mention *mention = &all->items[bare];
    for (size_t i = bare + 1; i < all->count && all->items[i].start < mention->end + SAME_REACH; i++)
        if (weight_of(&all->items[i]) > weight_of(mention)) {
            if (is_about(mention, &all->items[i]))
                return &all->items[i];
            break;
        }
    for (size_t i = kept->count; i-- > 0;)
        if (is_about(mention, &kept->items[i]))
            return &kept->items[i];
    return NULL;
}

/* Reads the names of requests after error codes: "request id: 9749bc01-...". */
static void read_requests(struct sg_arena *a, const struct sg_plain *plain, struct sg_mentions *all)
{
    static const char *const phrases[] = {"request id: {id}", "RequestID: {id}"};
    for (size_t i = 0; i < all->count; i++) {
        struct sg_mention *mention = &all->items[i];
        size_t next = i + 1 < all->count ? all->items[i + 1].start : plain->length, to = mention->end + ID_REACH;
        struct sg_found found;
        for (size_t j = 0; is_bare(mention) && !mention->request && j < sizeof phrases / sizeof *phrases; j++)
            if (sg_diagnose_first_phrase(phrases[j], plain, mention->end, to < next ? to : next, &found))
                mention->request = sg_diagnose_captured(a, plain, &found, "id");
    }
}

/* Returns whether a bare mention reports another request than all of the same message before it. */
static bool is_other_request(const struct sg_mentions *all, size_t bare, const struct sg_mention *other)
{
    const struct sg_mention *mention = &all->items[bare];
    if (!mention->request || !other->request || mention->denial.message != other->denial.message ||
        sg_diagnose_is_mask(mention->request))
        return false;
    for (size_t i = 0; i < bare; i++)
        if (sg_same_text(all->items[i].request, mention->request))
            return false;
    return true;
}

/* Reads the records of CloudTrail that mentions without an action are in. */
static void read_events(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                        struct sg_mentions *all)
{
    size_t without = 0;
    for (size_t i = 0; i < all->count; i++)
        without += !all->items[i].denial.shown.action;
    if (!without || !sg_diagnose_has_events(plain))
        return;
    for (size_t i = 0; i < all->count; i++) {
        sg_diagnose_find_record(plain, &all->items[i]);
        sg_diagnose_read_event(a, facts, plain, &all->items[i]);
    }
}

/* Keeps one mention of each request. */
static struct sg_mentions keep_different(struct sg_arena *a, struct sg_mentions *all)
{
    struct sg_mentions kept = {0};
    for (size_t i = 0; i < all->count; i++) {
        struct sg_mention *last = kept.count ? &kept.items[kept.count - 1] : NULL;
        struct sg_mention *other = is_bare(&all->items[i]) ? find_other(all, i, &kept) : NULL;
        if (other) {
            other->more += is_other_request(all, i, other);
            give(&all->items[i], other);
        } else if (last && repeat(&all->items[i], last))
            *last = is_repeated(last) ? all->items[i] : *last;
        else if (!last || !is_echo(&all->items[i], last))
            push(a, &kept, &all->items[i]);
    }
    return kept;
}

struct sg_mentions sg_diagnose_read_stretch(struct sg_arena *a, const struct sg_denial_facts *facts,
                                            const struct sg_anchors *anchors, const struct sg_plain *plain, size_t from,
                                            size_t to)
{
    struct sg_mentions all = read_all(a, facts, anchors, plain), result = {0};
    read_around(a, facts, plain, &all);
    read_requests(a, plain, &all);
    read_events(a, facts, plain, &all);
    struct sg_mentions kept = keep_different(a, &all);
    for (size_t i = 0; i < kept.count; i++) {
        size_t at = plain->at[kept.items[i].anchor];
        if (at < from || at >= to)
            continue;
        push(a, &result, &kept.items[i]);
    }
    return result;
}
