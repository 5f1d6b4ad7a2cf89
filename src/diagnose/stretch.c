#include "diagnose/stretch_internal.h"

#include "base/list.h"
#include "base/text.h"
#include "diagnose/access_log_internal.h"
#include "diagnose/answer_internal.h"
#include "diagnose/context_internal.h"
#include "diagnose/event_internal.h"
#include "diagnose/message_internal.h"
#include "diagnose/named_internal.h"
#include "diagnose/phrase_internal.h"
#include "diagnose/repetition_internal.h"
#include "diagnose/sentence_internal.h"

#include <string.h>

#define ID_REACH 200 /* bytes after an error code in which the name of its request begins */

void sg_diagnose_push_mention(struct sg_arena *a, struct sg_mentions *list, const struct sg_mention *mention)
{
    sg_grow(a, list->items, list->count, list->capacity);
    list->items[list->count++] = *mention;
}

bool sg_diagnose_is_bare(const struct sg_mention *mention)
{
    return mention->denial.message && mention->denial.message->bare;
}

static size_t least(size_t x, size_t y)
{
    return x < y ? x : y;
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
        mention->start - last->end >= SG_ECHO_REACH)
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
        sentence->start - last->end < SG_ECHO_REACH &&
        !memchr(plain->text + last->end, '\n', sentence->start - last->end))
        all->count--;
}

/* Returns whether a message of its own words begins within the last one, which has words of many messages. */
static bool begins_within(const struct sg_mention *mention, const struct sg_mention *last)
{
    return last->denial.message && last->denial.message->framed && mention->denial.message &&
           !mention->denial.message->framed && mention->start < last->end;
}

/* The next anchors of a text, with and without a line end within them. */
struct next_anchors {
    size_t whole, cut;
};

/* Returns the position of the next anchor at or after `from`. */
static size_t move_to(const struct sg_anchors *anchors, const struct sg_plain *plain, size_t from,
                      struct next_anchors *next)
{
    if (next->whole <= from)
        next->whole = sg_diagnose_next_anchor(anchors, plain->text, from, plain->length);
    if (next->cut <= from)
        next->cut = plain->copied ? sg_diagnose_next_cut_anchor(anchors, plain, from) : plain->length;
    return least(next->whole, next->cut);
}

/* Reads all mentions, each with the text around it up to the next one. */
static struct sg_mentions read_all(struct sg_arena *a, const struct sg_denial_facts *facts,
                                   const struct sg_anchors *anchors, const struct sg_plain *plain)
{
    struct sg_mentions all = {0};
    struct sg_nearby nearby = sg_diagnose_nearby_new(a, facts, anchors);
    struct next_anchors next = {0};
    size_t floor = 0;
    for (size_t hit = 0; (hit = move_to(anchors, plain, hit, &next)) < plain->length; hit++) {
        struct sg_mention mention;
        if (hit < floor)
            continue;
        bool sentence = read_sentence(a, facts, plain, floor, hit, &mention);
        if (!sentence && !sg_diagnose_read_message(a, facts, plain, &nearby, hit, &mention))
            continue;
        if (all.count && begins_within(&mention, &all.items[all.count - 1])) {
            all.items[all.count - 1] = mention;
            floor = mention.end;
            continue;
        }
        if (sentence && is_of_stranger(&nearby, plain, &mention))
            drop_code(plain, &all, &mention);
        else if (mention.start >= floor && !repeats_code(plain, &all, &mention))
            sg_diagnose_push_mention(a, &all, &mention);
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
        while (next < all->count && !sg_diagnose_is_bare(&all->items[i]) && sg_diagnose_is_bare(&all->items[next]))
            next++;
        size_t ceiling = next < all->count ? all->items[next].start : plain->length;
        sg_diagnose_read_context(a, facts, plain, floor, ceiling, &all->items[i]);
        if (!sg_diagnose_is_bare(&all->items[i]))
            floor = all->items[i].end;
    }
}

/* The end of the line that goes on at `at`. */
static size_t line_end(const struct sg_plain *plain, size_t at)
{
    const char *end = memchr(plain->text + at, '\n', plain->length - at);
    return end ? (size_t)(end - plain->text) : plain->length;
}

static const char *request_in(struct sg_arena *a, const struct sg_plain *plain, size_t from, size_t to)
{
    static const char *const phrases[] = {"request id: {id}", "RequestID: {id}"};
    struct sg_found found;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (sg_diagnose_first_phrase(phrases[i], plain, from, to, &found))
            return sg_diagnose_captured(a, plain, &found, "id");
    return NULL;
}

/* The name of the request of a mention: after it in its line, before it there, or in the lines after it. */
static const char *request_of(struct sg_arena *a, const struct sg_plain *plain, const struct sg_mention *mention,
                              size_t next)
{
    size_t from = mention->start, to = mention->end + ID_REACH, end = line_end(plain, mention->end);
    const char *request = request_in(a, plain, mention->end, least(to, end));
    while (from && mention->start - from < ID_REACH && plain->text[from - 1] != '\n')
        from--;
    request = request ? request : request_in(a, plain, from, mention->start);
    return request || end >= next ? request : request_in(a, plain, end, least(to, next));
}

/* Reads the names of requests around error codes: "request id: 9749bc01-...". */
static void read_requests(struct sg_arena *a, const struct sg_plain *plain, struct sg_mentions *all)
{
    for (size_t i = 0; i < all->count; i++) {
        struct sg_mention *mention = &all->items[i];
        if (sg_diagnose_is_bare(mention))
            mention->request =
                request_of(a, plain, mention, i + 1 < all->count ? all->items[i + 1].start : plain->length);
    }
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

struct sg_mentions sg_diagnose_read_stretch(struct sg_arena *a, const struct sg_denial_facts *facts,
                                            const struct sg_anchors *anchors, const struct sg_plain *plain,
                                            const struct sg_counted *counted)
{
    struct sg_mentions all = read_all(a, facts, anchors, plain);
    read_around(a, facts, plain, &all);
    read_requests(a, plain, &all);
    read_events(a, facts, plain, &all);
    for (size_t i = 0; i < all.count; i++)
        if (sg_diagnose_is_bare(&all.items[i])) {
            sg_diagnose_read_access_log(a, facts, plain, &all.items[i]);
            sg_diagnose_read_named(a, facts, plain, &all.items[i]);
        }
    return sg_diagnose_keep_different(a, plain, &all, counted);
}
