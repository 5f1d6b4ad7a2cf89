#include "diagnose/reader.h"

#include "diagnose/context_internal.h"
#include "diagnose/judge_internal.h"
#include "diagnose/pasted_internal.h"
#include "diagnose/sign_internal.h"
#include "diagnose/stretch_internal.h"

#include <stdint.h>
#include <string.h>

#define WINDOW (1024 * 1024) /* bytes of the text in memory at a time */
#define BEFORE (5 * 1024)    /* at most that many of them belong to the next denial */
#define LINE_MOST 1024       /* of which a cut line can have */
#define AFTER (6 * 1024)
#define REGION (96 * 1024)    /* that are read at a time */
#define COPY_MOST (64 * 1024) /* a longer text is a log */
#define SLOTS 32768           /* of the table of denials: three for each one */

struct sg_denial_reader {
    struct sg_arena *arena, *scratch;
    const struct sg_denial_facts *facts;
    const struct sg_anchors *anchors;
    struct sg_signs *signs;
    char *window;
    size_t length, next; /* of the window; where the search goes on */
    bool slid;           /* the window does not begin with the text */
    size_t line, lined;  /* line ends before `lined` in the window, and before it */
    struct sg_denial *denials;
    size_t count, capacity, unkept;
    size_t *slots;   /* by hash: 1 + the index of a denial */
    uint64_t begins; /* the form that began the last report */
};

struct sg_denial_reader *sg_diagnose_reader_new(struct sg_arena *a, const struct sg_denial_facts *facts)
{
    struct sg_denial_reader *reader = sg_new(a, struct sg_denial_reader);
    *reader =
        (struct sg_denial_reader){.arena = a, .facts = facts, .anchors = sg_diagnose_anchors_new(a, facts), .line = 1};
    reader->signs = sg_diagnose_signs_new(a, facts);
    reader->window = sg_alloc_text(a, WINDOW);
    reader->slots = sg_new_array(a, size_t, SLOTS);
    return reader;
}

/* ---- Each denial once ---- */

/*
 * A sentence is often repeated without the operation around it. Another denial has only its operation and error code.
 */
static bool same_call(const struct sg_denial *x, const struct sg_denial *y)
{
    const char *one = x->shown.operation, *other = y->shown.operation;
    return x->shown.action ? !one || !other || strcmp(one, other) == 0
                           : sg_same_text(one, other) && sg_same_text(x->shown.error_code, y->shown.error_code);
}

static bool same_denial(const struct sg_denial *x, const struct sg_denial *y)
{
    return sg_same_text(x->shown.action, y->shown.action) && sg_same_text(x->shown.resource, y->shown.resource) &&
           sg_same_text(x->shown.principal, y->shown.principal) && x->reason == y->reason && x->message == y->message &&
           sg_same_text(x->shown.event_action, y->shown.event_action) &&
           sg_same_text(x->shown.event_principal, y->shown.event_principal) && same_call(x, y);
}

/* FNV-1a, continued with a text. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
    for (const char *p = text ? text : ""; *p; p++)
        hash = (hash ^ (unsigned char)*p) * 1099511628211u;
    return (hash ^ 0xff) * 1099511628211u;
}

static size_t *find_slot(const struct sg_denial_reader *reader, const struct sg_denial *denial)
{
    const char *const texts[] = {denial->shown.action,
                                 denial->shown.resource,
                                 denial->shown.principal,
                                 denial->shown.operation,
                                 denial->shown.error_code,
                                 denial->shown.event_action,
                                 denial->shown.event_principal,
                                 denial->reason ? denial->reason->reason : NULL,
                                 denial->message ? denial->message->name : NULL};
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!denial->shown.action || (i != 3 && i != 4)) /* the same denial can be reported with another operation */
            hash = hash_text(hash, texts[i]);
    for (size_t i = (size_t)(hash % SLOTS);; i = (i + 1) % SLOTS)
        if (!reader->slots[i] || same_denial(&reader->denials[reader->slots[i] - 1], denial))
            return &reader->slots[i];
}

static const char *keep(struct sg_arena *a, const char *text)
{
    return text ? sg_copy(a, text) : NULL;
}

/* Copies the texts in the scratch arena; texts of the catalog are not copied. */
static void keep_texts(struct sg_arena *a, struct sg_denial *denial)
{
    const char **texts[] = {&denial->shown.action,
                            &denial->shown.resource,
                            &denial->shown.principal,
                            &denial->shown.operation,
                            &denial->shown.error_code,
                            &denial->shown.policy_arn,
                            &denial->shown.event_action,
                            &denial->shown.event_principal,
                            &denial->shown.said,
                            &denial->source,
                            &denial->missing};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = keep(a, *texts[i]);
}

/* The line of a position in the window; positions must be in ascending order. */
static size_t line_of(struct sg_denial_reader *reader, size_t at)
{
    const char *p = reader->window + reader->lined, *end = reader->window + at;
    while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
        reader->line++;
        p++;
    }
    reader->lined = at > reader->lined ? at : reader->lined;
    return reader->line;
}

static void add(struct sg_denial_reader *reader, const struct sg_plain *plain, struct sg_mention *mention,
                size_t region)
{
    size_t *slot = find_slot(reader, &mention->denial);
    if (*slot) {
        reader->denials[*slot - 1].shown.count += mention->reports;
        return;
    }
    if (reader->count == SAMGEN_DENIALS_MOST) {
        reader->unkept++;
        return;
    }
    sg_grow(reader->arena, reader->denials, reader->count, reader->capacity);
    mention->denial.commanded = sg_diagnose_is_of_command(reader->scratch, plain, mention);
    if (sg_diagnose_is_unsigned(reader->facts, plain, mention))
        mention->denial.shown.principal_kind = SG_ANONYMOUS;
    if (!sg_diagnose_is_caller_known(reader->scratch, reader->facts, &mention->denial))
        mention->denial.around = sg_diagnose_who_logs(reader->signs, plain, mention);
    mention->denial.pasted_deny = sg_diagnose_is_denied_by_paste(reader->scratch, reader->facts, plain, mention);
    if (mention->denial.message && mention->denial.message->bare)
        mention->denial.attempt = sg_diagnose_find_try(reader->facts, plain, mention);
    keep_texts(reader->arena, &mention->denial);
    mention->denial.shown.line = line_of(reader, region + plain->at[mention->anchor]);
    mention->denial.shown.count = mention->reports;
    sg_diagnose_judge(reader->arena, reader->facts, mention);
    reader->denials[reader->count++] = mention->denial;
    *slot = reader->count;
}

/* ---- The text ---- */

static size_t least(size_t x, size_t y)
{
    return x < y ? x : y;
}

/* Returns whether the text is short enough to be copied from a terminal or a page. */
static bool is_copied(const struct sg_denial_reader *reader)
{
    return !reader->slid && reader->length <= COPY_MOST;
}

/* Where the text before an anchor begins: with a whole line, if one begins soon after `from`. */
static size_t begin_before(const char *window, size_t hit)
{
    size_t from = hit > BEFORE ? hit - BEFORE : 0;
    const char *end = from ? memchr(window + from, '\n', LINE_MOST) : NULL;
    return end ? (size_t)(end - window) + 1 : from;
}

/* Reads a part of the window, and counts the anchors in [from, to). */
static void read_part(struct sg_denial_reader *reader, size_t start, size_t end, size_t from, size_t to)
{
    struct sg_plain plain =
        sg_diagnose_plain(reader->scratch, &reader->facts->prefixes, reader->window + start, end - start);
    plain.copied = is_copied(reader);
    const struct sg_counted counted = {from - start, to - start, &reader->begins};
    struct sg_mentions list =
        sg_diagnose_read_stretch(reader->scratch, reader->facts, reader->anchors, &plain, &counted);
    for (size_t i = 0; i < list.count; i++)
        add(reader, &plain, &list.items[i], start);
    sg_arena_rewind(reader->scratch, (struct sg_mark){0});
}

/* Reads the text around the anchor `hit` and the anchors shortly after it. Returns where the search goes on. */
static size_t read_around(struct sg_denial_reader *reader, size_t hit, size_t limit)
{
    const char *window = reader->window;
    size_t start = begin_before(window, hit), last = hit;
    for (size_t next = hit; next < limit && next < last + AFTER && next - start < REGION;) {
        last = next;
        next = sg_diagnose_next_anchor(reader->anchors, window, next + 1, reader->length);
    }
    read_part(reader, start, least(last + AFTER, reader->length), hit, last + 1);
    return last + 1;
}

/* Searches up to `limit`. The text after it belongs to denials before it. */
static void search(struct sg_denial_reader *reader, size_t limit)
{
    if (is_copied(reader)) { /* it is read whole: escapes, special blanks and line ends can be in its anchors */
        read_part(reader, 0, reader->length, 0, reader->length);
        reader->next = limit;
    }
    while (reader->next < limit) {
        size_t hit = sg_diagnose_next_anchor(reader->anchors, reader->window, reader->next, reader->length);
        if (hit >= limit) {
            reader->next = limit;
            return;
        }
        reader->next = read_around(reader, hit, limit);
    }
}

/* Removes the searched text, except the part that may belong to the next denial. */
static void slide(struct sg_denial_reader *reader)
{
    size_t kept = reader->next > BEFORE ? reader->next - BEFORE : 0;
    line_of(reader, kept);
    memmove(reader->window, reader->window + kept, reader->length - kept);
    reader->length -= kept;
    reader->next -= kept;
    reader->lined -= kept;
    reader->slid = true;
}

/* The scratch arena lives only during the call, so nobody has to free the reader. */
static void search_up_to(struct sg_denial_reader *reader, size_t limit)
{
    reader->scratch = sg_arena_new();
    search(reader, limit);
    sg_arena_free(reader->scratch);
}

void sg_diagnose_reader_take(struct sg_denial_reader *reader, const char *bytes, size_t length)
{
    while (length) {
        size_t n = least(length, WINDOW - reader->length);
        memcpy(reader->window + reader->length, bytes, n);
        reader->length += n;
        bytes += n;
        length -= n;
        if (reader->length < WINDOW)
            return;
        search_up_to(reader, WINDOW - AFTER);
        slide(reader);
    }
}

const struct sg_denial *sg_diagnose_reader_end(struct sg_denial_reader *reader, size_t *count, size_t *unkept)
{
    search_up_to(reader, reader->length);
    *count = reader->count;
    *unkept = reader->unkept;
    return reader->denials;
}
