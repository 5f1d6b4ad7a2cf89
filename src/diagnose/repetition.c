#include "diagnose/repetition_internal.h"

#include "base/list.h"
#include "base/text.h"
#include "diagnose/form_internal.h"
#include "diagnose/mask_internal.h"

#include <string.h>

#define SAME_REACH 2000 /* bytes within which a message with fewer details is about one with more */
#define KEPT_MOST 64    /* requests with which such a message is compared */
#define LINE_MOST 300   /* bytes between two messages of one line */
#define TIME_MOST 19    /* bytes of a time at the beginning of a line, up to the second */
#define TIME_DIGITS 6   /* that such a time has at least */

/* How much a mention says. One that says less can be about the same request as one that says more. */
static int weight_of(const struct sg_mention *mention)
{
    const struct sg_denial_message *message = mention->denial.message;
    return !message || !message->bare ? 3 : message->framed ? 0 : message->code ? 1 : 2;
}

/* The bytes between a mention and the last report of another one. */
static size_t apart(const struct sg_mention *x, const struct sg_mention *y)
{
    size_t start = y->last_end ? y->last_start : y->start, end = y->last_end ? y->last_end : y->end;
    return x->start > end ? x->start - end : start > x->end ? start - x->end : 0;
}

/* The beginning of the line of a mention, with its time, which the plain text may not have. */
static const char *line_of(const struct sg_plain *plain, const struct sg_mention *mention)
{
    size_t at = plain->at[mention->start];
    size_t floor = at > SAME_REACH ? at - SAME_REACH : 0;
    while (at > floor && plain->bytes[at - 1] != '\n')
        at--;
    return plain->bytes + at;
}

static bool differ(const char *x, const char *y)
{
    return x && y && strcmp(x, y) != 0;
}

/* Returns whether both are ARNs or addresses in one notation, and name different resources. */
static bool differ_in_resource(const char *x, const char *y)
{
    return x && y && (strncmp(x, "arn:", 4) == 0 || strncmp(x, "s3:", 3) == 0) && strncmp(x, y, 3) == 0 &&
           strcmp(x, y) != 0;
}

/* Returns whether a message names the operation of a request, and a sentence in another line another action alone. */
static bool differ_in_operation(const struct sg_plain *plain, const struct sg_mention *bare,
                                const struct sg_mention *other)
{
    const char *operation = bare->denial.shown.operation, *action = other->denial.shown.action;
    const char *name = action ? strchr(action, ':') : NULL;
    size_t from = bare->end < other->end ? bare->end : other->end;
    return operation && name && !other->denial.shown.operation && strcmp(operation, name + 1) != 0 &&
           memchr(plain->text + from, '\n', apart(bare, other));
}

/* Returns whether a bare message can be about another mention: they are near, and do not name different requests. */
static bool is_about(const struct sg_mention *bare, const struct sg_mention *other)
{
    const struct samgen_denial *x = &bare->denial.shown, *y = &other->denial.shown;
    return apart(bare, other) <= SAME_REACH && !differ(x->operation, y->operation) && !differ(x->action, y->action) &&
           !differ(x->event_action, y->event_action) && !differ(x->event_principal, y->event_principal) &&
           !differ_in_resource(x->resource, y->resource) && bare->record == other->record &&
           bare->record_end == other->record_end;
}

/* The same words follow directly: one denial is reported twice. */
static bool is_echo(const struct sg_mention *mention, const struct sg_mention *last)
{
    return mention->denial.message && last->denial.message == mention->denial.message &&
           !sg_diagnose_is_bare(mention) && apart(mention, last) < SG_ECHO_REACH && is_about(mention, last) &&
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
    return say_same(x->denial.message, y->denial.message) && !sg_diagnose_is_bare(x) &&
           is_repeated(x) != is_repeated(y) && is_about(x, y);
}

/*
 * Returns whether the other message has the same place or the same advice, or names one of the places that the first
 * one leaves open.
 */
static bool says_more(const struct sg_denial_message *x, const struct sg_denial_message *y)
{
    bool same = sg_same_text(x->place, y->place), known = strcmp(x->place, "unknown") != 0;
    return (y->place && sg_strings_have(&x->candidates, y->place)) ||
           (same && (known || (x->advice.count && sg_strings_equal(&x->advice, &y->advice))));
}

/*
 * Returns whether a message without details leads to another error in its line: "Unable to validate the destination"
 * to "Not authorized to invoke function", "failed to refresh cached credentials" to the sentence of STS.
 */
static bool is_narrowed(const struct sg_plain *plain, const struct sg_mention *open, const struct sg_mention *other)
{
    const struct sg_denial_message *x = open->denial.message, *y = other->denial.message;
    size_t from = open->end < other->end ? open->end : other->end, distance = apart(open, other);
    return x && !sg_diagnose_is_bare(open) && !sg_diagnose_is_bare(other) && distance < LINE_MOST &&
           !memchr(plain->text + from, '\n', distance) && !open->denial.shown.resource &&
           !open->denial.shown.principal && !open->denial.shown.action &&
           (y ? says_more(x, y) : other->denial.shown.action && other->start > open->start) && is_about(open, other);
}

/* Returns whether the lines of two mentions begin with different times: a log reports both. */
static bool differ_in_time(const struct sg_plain *plain, const struct sg_mention *x, const struct sg_mention *y)
{
    const char *first = line_of(plain, x), *second = line_of(plain, y);
    size_t digits = 0;
    bool same = true;
    for (size_t i = 0; i < TIME_MOST && first[i] && second[i] && first[i] != '\n'; i++) {
        if (sg_is_digit(first[i]) != sg_is_digit(second[i]))
            return false;
        digits += sg_is_digit(first[i]);
        same = same && first[i] == second[i];
    }
    return digits >= TIME_DIGITS && !same;
}

/* Returns whether a sentence has only the action, or the end of the caller's name too, of one that says more. */
static bool is_title_of(const struct sg_plain *plain, const struct sg_mention *title, const struct sg_mention *other)
{
    const struct samgen_denial *x = &title->denial.shown, *y = &other->denial.shown;
    return !title->denial.message && !other->denial.message && x->action && sg_same_text(x->action, y->action) &&
           !x->resource && (y->resource || y->error_code) && y->principal && !title->denial.reason && !x->operation &&
           !x->event_action && (!x->error_code || sg_same_text(x->error_code, y->error_code)) &&
           (!x->principal || sg_ends_with(y->principal, x->principal)) && is_about(title, other) &&
           !differ_in_time(plain, title, other);
}

/* Returns whether one mention says nothing that the other does not say. */
static bool adds_nothing(const struct sg_plain *plain, const struct sg_mention *mention, const struct sg_mention *other)
{
    return is_title_of(plain, mention, other) || (repeat(mention, other) && is_repeated(mention)) ||
           is_narrowed(plain, mention, other);
}

/* Adds what only the message that says less has. */
static void give(const struct sg_mention *from, struct sg_mention *to)
{
    const struct sg_denial *x = &from->denial;
    struct sg_denial *y = &to->denial;
    y->shown.error_code = y->shown.error_code ? y->shown.error_code : x->shown.error_code;
    y->shown.operation = y->shown.operation ? y->shown.operation : x->shown.operation;
    if (sg_diagnose_is_bare(to) && !y->shown.resource)
        y->shown.resource = x->shown.resource;
    if (sg_diagnose_is_bare(to) && !y->shown.principal) {
        y->shown.principal = x->shown.principal;
        y->shown.principal_kind = x->shown.principal_kind;
    }
    if (sg_diagnose_is_bare(to) && !y->reason) {
        y->reason = x->reason;
        y->shown.policy_arn = x->shown.policy_arn;
    }
}

/* The mention that a bare one is about: one after it that says more, otherwise the last reported one before it. */
static struct sg_mention *find_other(const struct sg_plain *plain, struct sg_mentions *all, size_t bare,
                                     const struct sg_mentions *kept)
{
    const struct sg_mention *mention = &all->items[bare];
    struct sg_mention *other = NULL;
    for (size_t i = bare + 1; i < all->count && all->items[i].start < mention->end + SAME_REACH; i++)
        if (weight_of(&all->items[i]) > weight_of(mention)) {
            if (is_about(mention, &all->items[i]) && !differ_in_operation(plain, mention, &all->items[i]))
                return &all->items[i];
            break;
        }
    for (size_t i = kept->count, floor = i > KEPT_MOST ? i - KEPT_MOST : 0; i-- > floor;)
        if (is_about(mention, &kept->items[i]) && !differ_in_operation(plain, mention, &kept->items[i]) &&
            (!other || kept->items[i].last_end > other->last_end))
            other = &kept->items[i];
    return other;
}

/* Returns whether both are sentences with an action, and report the same denial. */
static bool are_same_denial(const struct sg_denial *x, const struct sg_denial *y)
{
    return !x->message && !y->message && x->reason == y->reason && sg_same_text(x->shown.action, y->shown.action) &&
           sg_same_text(x->shown.resource, y->shown.resource) && sg_same_text(x->shown.principal, y->shown.principal);
}

/* The kept sentence that reports the same denial shortly before; or NULL. */
static struct sg_mention *find_same(const struct sg_mention *mention, const struct sg_mentions *kept)
{
    for (size_t i = kept->count, floor = i > KEPT_MOST ? i - KEPT_MOST : 0; i-- > floor;)
        if (are_same_denial(&mention->denial, &kept->items[i].denial) && is_about(mention, &kept->items[i]))
            return &kept->items[i];
    return NULL;
}

/* ---- Reports ---- */

static bool has_form(const struct sg_mention *mention, uint64_t form)
{
    for (size_t i = 0; i < mention->form_count; i++)
        if (mention->forms[i] == form)
            return true;
    return false;
}

/* Returns whether a mention before this one, shortly before, names the same request. */
static bool is_request_known(const struct sg_mentions *all, size_t at)
{
    const struct sg_mention *mention = &all->items[at];
    for (size_t i = at; i-- > 0 && mention->start <= all->items[i].end + SAME_REACH;)
        if (sg_same_text(all->items[i].request, mention->request))
            return true;
    return false;
}

/* Returns whether a mention says all that is known about another one. */
static bool says_as_much(const struct sg_mention *mention, const struct sg_mention *other)
{
    const struct samgen_denial *x = &mention->denial.shown, *y = &other->denial.shown;
    return sg_same_text(x->operation, y->operation) && sg_same_text(x->action, y->action) &&
           sg_same_text(x->resource, y->resource) && sg_same_text(x->principal, y->principal);
}

/* Returns whether the mention is in the tag that ends an element, which repeats the one that begins it. */
static bool is_closing_tag(const struct sg_plain *plain, const struct sg_mention *mention)
{
    return mention->start >= 2 && memcmp(plain->text + mention->start - 2, "</", 2) == 0;
}

/*
 * Returns whether a mention that is about `other` is another report: it names another request, or another line has the
 * same form.
 */
static bool is_another_report(const struct sg_plain *plain, const struct sg_mentions *all, size_t at,
                              const struct sg_mention *other, uint64_t form)
{
    const struct sg_mention *mention = &all->items[at];
    if (other->last_end > mention->start)
        return false;
    if (mention->request && !sg_diagnose_is_mask(mention->request) && (other->request || is_request_known(all, at)))
        return !is_request_known(all, at);
    return has_form(other, form) && memchr(plain->text + other->last_end, '\n', mention->start - other->last_end);
}

static void begin_report(const struct sg_plain *plain, const struct sg_counted *counted, struct sg_mention *kept,
                         const struct sg_mention *mention, uint64_t form)
{
    size_t at = plain->at[mention->anchor];
    kept->last_start = mention->start;
    kept->last_end = mention->end;
    kept->forms[0] = form;
    kept->form_count = 1;
    if (at < counted->from || at >= counted->to)
        return;
    *counted->begins = form;
    kept->anchor = kept->reports ? kept->anchor : mention->anchor;
    kept->reports++;
}

static void keep(struct sg_arena *a, const struct sg_plain *plain, const struct sg_counted *counted,
                 struct sg_mentions *kept, const struct sg_mention *mention)
{
    sg_diagnose_push_mention(a, kept, mention);
    begin_report(plain, counted, &kept->items[kept->count - 1], mention, sg_diagnose_line_form(plain, mention));
}

/* Keeps a mention in place of one that says less. */
static void replace(const struct sg_plain *plain, const struct sg_counted *counted, struct sg_mention *last,
                    const struct sg_mention *mention)
{
    struct sg_mention less = *last;
    *last = *mention;
    give(&less, last);
    begin_report(plain, counted, last, mention, sg_diagnose_line_form(plain, mention));
}

/* Adds a mention about `other`, one that is kept or comes later, to it. A report that says less is kept beside it. */
static void merge(struct sg_arena *a, const struct sg_plain *plain, const struct sg_counted *counted,
                  const struct sg_mentions *all, size_t at, struct sg_mention *other, struct sg_mentions *kept)
{
    const struct sg_mention *mention = &all->items[at];
    bool same = mention->denial.message == other->denial.message && !is_closing_tag(plain, mention);
    uint64_t form = same ? sg_diagnose_line_form(plain, mention) : 0;
    if (same && is_another_report(plain, all, at, other, form)) {
        if (!says_as_much(mention, other)) {
            keep(a, plain, counted, kept, mention);
            return;
        }
        begin_report(plain, counted, other, mention, form);
    } else if (same && other->form_count < SG_FORMS_MOST && !has_form(other, form))
        other->forms[other->form_count++] = form;
    give(mention, other);
}

/*
 * The first mention that counts, or is shortly before those. The text can begin within a report; one that begins as
 * the last one did shows where the next begins.
 */
static size_t first_of_report(const struct sg_plain *plain, const struct sg_mentions *all,
                              const struct sg_counted *counted)
{
    for (size_t i = 0; *counted->begins && i < all->count && plain->at[all->items[i].anchor] < counted->from; i++)
        if (sg_diagnose_line_form(plain, &all->items[i]) == *counted->begins)
            return i;
    return 0;
}

struct sg_mentions sg_diagnose_keep_different(struct sg_arena *a, const struct sg_plain *plain, struct sg_mentions *all,
                                              const struct sg_counted *counted)
{
    struct sg_mentions kept = {0};
    for (size_t i = first_of_report(plain, all, counted); i < all->count; i++) {
        const struct sg_mention *mention = &all->items[i];
        struct sg_mention *last = kept.count ? &kept.items[kept.count - 1] : NULL;
        struct sg_mention *other = sg_diagnose_is_bare(mention) ? find_other(plain, all, i, &kept)
                                   : mention->denial.message    ? NULL
                                                                : find_same(mention, &kept);
        bool less = !other && last && adds_nothing(plain, mention, last), more = !other && last && !less;
        more = more && adds_nothing(plain, last, mention);
        if (!other && !less && !more && last && is_echo(mention, last))
            other = last;
        if (other)
            merge(a, plain, counted, all, i, other, &kept);
        else if (less)
            give(mention, last);
        else if (more)
            replace(plain, counted, last, mention);
        else
            keep(a, plain, counted, &kept, mention);
    }
    size_t reported = 0;
    for (size_t i = 0; i < kept.count; i++)
        if (kept.items[i].reports)
            kept.items[reported++] = kept.items[i];
    kept.count = reported;
    return kept;
}
