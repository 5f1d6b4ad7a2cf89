#include "diagnose/general_internal.h"

#include "base/text.h"
#include "diagnose/evidence_internal.h"

#include <stdint.h>
#include <string.h>

#define NEAR 600        /* bytes around an error code in which AWS must be named */
#define NEAR_STATUS 150 /* the same around the text of a status, which any server sends */
#define BEFORE 110      /* bytes of the line around it that show who wrote the line */
#define AFTER 50
#define TROUBLE 200    /* bytes before its line in which something failed */
#define LINE_MOST 300  /* bytes of the line before and after it */
#define LETTERS 32     /* classes of first letters */
#define CLASS_MOST 200 /* bytes of the name of the class that it ends */

/* Phrases by their first letter. */
struct index {
    struct sg_strings starting[LETTERS];
    const struct sg_strings *customers; /* hosts that do not count */
};

/* Error codes of a text are close together, so what was searched around one of them is kept for the next. */
struct searched {
    struct index phrases;
    size_t from, to; /* the part that was searched */
    size_t last;     /* where the last phrase in it begins; SIZE_MAX when there is none */
};

struct sg_general {
    const struct sg_denial_facts *facts;
    struct index others;
    struct searched proofs, hints;
};

static size_t letter_of(char c)
{
    return (unsigned char)c & (LETTERS - 1);
}

static void index_phrases(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_strings *phrases,
                          struct index *index)
{
    index->customers = &facts->customers;
    for (size_t i = 0; i < phrases->count; i++)
        sg_push(a, &index->starting[letter_of(phrases->items[i][0])], phrases->items[i]);
}

struct sg_general *sg_diagnose_general_new(struct sg_arena *a, const struct sg_denial_facts *facts)
{
    struct sg_general *general = sg_new(a, struct sg_general);
    general->facts = facts;
    general->proofs.last = general->hints.last = SIZE_MAX;
    index_phrases(a, facts, &facts->others, &general->others);
    index_phrases(a, facts, &facts->proofs, &general->proofs.phrases);
    index_phrases(a, facts, &facts->hints, &general->hints.phrases);
    return general;
}

/* Where an error code is. */
struct spot {
    const struct sg_plain *plain;
    size_t start, end; /* of the code, with the name of its class */
    size_t code;       /* of the words */
    size_t line, line_end;
    size_t before, after; /* the end of the text before it and the start of that after it, without gaps */
    bool status;          /* "Forbidden" */
};

static bool is_gap(char c)
{
    return c == '*' || (c != '\n' && sg_diagnose_is_gap(c));
}

static struct spot spot_of(const struct sg_plain *plain, const struct sg_found *found)
{
    const char *text = plain->text;
    struct spot s = {.plain = plain, .start = found->start, .end = found->end, .code = found->start};
    while (s.start && s.code - s.start < CLASS_MOST &&
           (sg_is_alnum(text[s.start - 1]) || strchr("._:\\#", text[s.start - 1])))
        s.start--;
    while (s.start < s.code && strchr(".:#\\", text[s.start]))
        s.start++;
    while (sg_is_alnum(text[s.end]))
        s.end++;
    s.line = s.before = s.start;
    while (s.line && s.start - s.line < LINE_MOST && text[s.line - 1] != '\n')
        s.line--;
    while (s.before > s.line && is_gap(text[s.before - 1]))
        s.before--;
    s.line_end = s.after = s.end;
    while (s.line_end < plain->length && s.line_end - s.end < LINE_MOST && text[s.line_end] != '\n')
        s.line_end++;
    while (s.after < s.line_end && is_gap(text[s.after]))
        s.after++;
    s.status = sg_diagnose_piece_at("forbidden", plain, s.code);
    return s;
}

static size_t back(size_t at, size_t most, size_t floor)
{
    return at > floor + most ? at - most : floor;
}

static size_t ahead(size_t at, size_t most, size_t ceiling)
{
    return at + most < ceiling ? at + most : ceiling;
}

/* Returns whether the address is one of a server that customers run: "x.elb.amazonaws.com". */
static bool is_of_customer(const struct sg_strings *hosts, const struct sg_plain *plain, size_t at)
{
    for (size_t i = 0; plain->text[at] == '.' && i < hosts->count; i++) {
        size_t length = strlen(hosts->items[i]);
        if (at >= length && sg_diagnose_piece_at(hosts->items[i], plain, at - length))
            return true;
    }
    return false;
}

static bool begins_at(const struct index *index, const struct sg_plain *plain, size_t at)
{
    const struct sg_strings *phrases = &index->starting[letter_of(plain->text[at])];
    struct sg_found found;
    if (at && sg_is_alnum(plain->text[at]) && sg_is_alnum(plain->text[at - 1]))
        return false;
    for (size_t i = 0; i < phrases->count; i++)
        if (sg_diagnose_phrase_at(phrases->items[i], plain, at, &found))
            return !is_of_customer(index->customers, plain, at);
    return false;
}

static bool has_phrase(const struct index *index, const struct sg_plain *plain, size_t from, size_t to)
{
    for (size_t at = from; at < to; at++)
        if (begins_at(index, plain, at))
            return true;
    return false;
}

/* The same for larger parts around codes, in the order of the codes. */
static bool is_near(struct searched *s, const struct sg_plain *plain, size_t from, size_t to)
{
    if (from < s->from || from > s->to || to < s->to) {
        s->from = s->to = from;
        s->last = SIZE_MAX;
    }
    for (; s->to < to; s->to++)
        if (begins_at(&s->phrases, plain, s->to))
            s->last = s->to;
    return s->last != SIZE_MAX && s->last >= from;
}

static bool has_piece(const struct sg_strings *pieces, const struct sg_plain *plain, size_t from, size_t to)
{
    for (size_t i = 0; i < pieces->count; i++)
        if (sg_diagnose_has_piece(pieces->items[i], plain, from, to))
            return true;
    return false;
}

/* ---- The place of the code ---- */

static bool is_quote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

/* "AccessDenied" in a list of literals, or as the value of a constant: NAME = "AccessDenied". */
static bool is_literal(const struct spot *s)
{
    const char *text = s->plain->text;
    if (s->start < s->line + 2 || !is_quote(text[s->start - 1]) || !is_quote(text[s->end]))
        return false;
    char opening = text[s->start - 2];
    if (opening == '=' && text[s->end + 1] == '}') /* the label of a metric */
        return true;
    return strchr("[({|,", opening) || (opening == ' ' && s->start > s->line + 3 && text[s->start - 3] == '=');
}

/* Returns whether the word before a mark at the end of the text before the code is one of the `leads`. */
static bool is_led_by_word(const struct sg_denial_facts *facts, const struct spot *s, size_t at)
{
    while (at > s->line && (is_gap(s->plain->text[at - 1])))
        at--;
    for (size_t i = 0; i < facts->leads.count; i++) {
        const char *lead = facts->leads.items[i];
        size_t length = strlen(lead);
        if (at >= s->line + length && sg_diagnose_piece_at(lead, s->plain, at - length))
            return true;
    }
    return false;
}

/* {"Error": {"Code": "AccessDenied", ...: what a test passes to ClientError; in a response other keys come before. */
static bool is_made(const struct spot *s)
{
    static const char made[] = "{ Error : { Code :  "; /* each blank is a gap */
    const size_t length = sizeof made - 1;
    return s->start >= s->line + length && sg_diagnose_piece_at(made, s->plain, s->start - length);
}

/* Returns whether the text before the code ends as texts before error codes do. */
static bool is_led(const struct sg_denial_facts *facts, const struct spot *s)
{
    const char *text = s->plain->text;
    if (s->before == s->line)
        return sg_is_digit(text[s->end - 1]);
    char last = text[s->before - 1];
    if (last == '(' && s->before > s->line + 1 && sg_is_alnum(text[s->before - 2]))
        return false;                                                        /* the argument of a call */
    if (last == ':' && s->before < s->start && is_quote(text[s->start - 1])) /* "key": "code" */
        return is_led_by_word(facts, s, s->before - 1) && !is_made(s);
    return strchr(":([{=>", last) || is_led_by_word(facts, s, s->before);
}

/* Returns whether the line begins with '#', which plain text does not have. */
static bool is_heading(const struct spot *s)
{
    const char *bytes = s->plain->bytes;
    size_t at = s->plain->at[s->line];
    while (at && bytes[at - 1] == ' ')
        at--;
    return at && bytes[at - 1] == '#';
}

/* Returns whether a value is put in after "code: ": "{name}", "%s", "$name", "#{name}". */
static bool is_template(const struct sg_plain *plain, size_t at)
{
    at = sg_diagnose_skip_gaps(plain, at);
    const char *text = plain->text + at;
    return (*text == '{' && sg_is_alnum(text[1])) || *text == '%' || *text == '$' || (*text == '#' && text[1] == '{');
}

static bool is_trailed(const struct sg_denial_facts *facts, const struct spot *s)
{
    const char *text = s->plain->text, next = text[s->after], last = s->before > s->line ? text[s->before - 1] : '\0';
    struct sg_found found;
    bool words = memchr(text + s->code, ' ', s->end - s->code) != NULL; /* after which a sentence can go on */
    if (s->after == s->line_end)
        return last && !is_heading(s); /* alone in its line it can be one too */
    if (next == ':')
        return (last || s->after + 1 < s->line_end) && last != '{' && text[s->after + 1] != ':' &&
               !is_template(s->plain, s->after + 1);
    if (next == '.' && sg_is_alnum(text[s->after + 1]))
        return false;
    if (next == ']')
        return text[s->after + 1] != '(';
    if (next == '(' && s->after > s->end)
        return true;
    if (strchr(")},;<-.", next))
        return (last && !(last == '[' && next == ',')) || sg_is_digit(text[s->end - 1]);
    for (size_t i = 0; i < facts->trails.count && !words; i++)
        if (sg_diagnose_phrase_at(facts->trails.items[i], s->plain, s->after, &found))
            return true;
    return false;
}

/* Returns whether another system reports the code: "org.x.y.Z: Access Denied", "org.x.y.Z: Denied: Access Denied". */
static bool is_of_other_class(const struct spot *s)
{
    const char *text = s->plain->text;
    size_t end = s->before;
    bool other = sg_diagnose_is_other_class(s->plain, s->start, s->end);
    while (!other && end > s->line && text[end - 1] == ':') {
        size_t start = --end;
        while (end > s->line && is_gap(text[end - 1]))
            start = --end;
        while (start > s->line && (sg_is_alnum(text[start - 1]) || strchr("._$", text[start - 1])))
            start--;
        other = sg_diagnose_is_other_class(s->plain, start, end);
        for (end = start; end > s->line && is_gap(text[end - 1]);)
            end--;
    }
    return other;
}

/* ---- Its line ---- */

/* Returns whether the line is one of a program. */
static bool is_written_by_program(const struct spot *s)
{
    const char *text = s->plain->text;
    size_t last = s->line_end;
    while (last > s->end && is_gap(text[last - 1]))
        last--;
    if (last - s->end < AFTER && strchr(";{?", text[last - 1]))
        return true;
    if (sg_diagnose_piece_at("import ", s->plain, s->line))
        return true;
    for (last = s->line; last && strchr(" \n", text[last - 1]);)
        last--;
    return last && text[last - 1] == '('; /* the argument of a call */
}

/* Returns whether the line is one of a program, a query or a document. */
static bool is_written(const struct sg_general *general, const struct spot *s)
{
    if (is_written_by_program(s))
        return true;
    size_t from = back(s->start, BEFORE, s->line), to = ahead(s->end, AFTER, s->line_end);
    if (sg_diagnose_has_piece(" = \"", s->plain, from, s->start) || sg_diagnose_has_piece(" | ", s->plain, s->end, to))
        return true; /* an assignment, a table */
    return has_phrase(&general->others, s->plain, from, to);
}

/* ---- AWS ---- */

/* "Access Denied" and the codes of AWS. */
static bool is_usual(const struct spot *s)
{
    static const char *const codes[] = {"AccessDenied", "Access Denied", "UnauthorizedOperation", "AUTHORIZATION_"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strncmp(s->plain->text + s->code, codes[i], strlen(codes[i])) == 0)
            return true;
    return false;
}

/* Returns whether the code is in small letters: "access denied" is part of a sentence. */
static bool is_small(const struct spot *s)
{
    const char *text = s->plain->text;
    return text[s->code] >= 'a' && text[s->code] <= 'z' && !sg_is_digit(text[s->end - 1]);
}

bool sg_diagnose_is_reported(struct sg_general *general, const struct sg_plain *plain, const struct sg_found *found)
{
    const struct sg_denial_facts *facts = general->facts;
    struct spot s = spot_of(plain, found);
    if (is_small(&s) || is_literal(&s) || !is_led(facts, &s) || !is_trailed(facts, &s) || is_of_other_class(&s) ||
        is_written(general, &s))
        return false;
    size_t from = back(s.start, NEAR, 0), to = ahead(s.end, NEAR, plain->length);
    bool proved = s.status ? has_phrase(&general->proofs.phrases, plain, back(s.start, NEAR_STATUS, 0),
                                        ahead(s.end, NEAR_STATUS, plain->length))
                           : is_near(&general->proofs, plain, from, to);
    if (proved)
        return has_piece(&facts->troubles, plain, back(s.line, TROUBLE, 0), s.code) ||
               has_piece(&facts->troubles, plain, s.end, ahead(s.end, AFTER, plain->length));
    return is_usual(&s) && s.before > s.line && strchr(":([=", plain->text[s.before - 1]) &&
           has_piece(&facts->troubles, plain, s.line, s.start) && is_near(&general->hints, plain, from, to);
}

/* Returns whether an exception whose class is not of another package begins before the message in its line. */
static bool has_exception(const struct sg_denial_facts *facts, const struct spot *s)
{
    const struct sg_plain *plain = s->plain;
    for (size_t i = 0; i < facts->exceptions.count; i++) {
        size_t at, start;
        if (!sg_diagnose_find_piece(facts->exceptions.items[i], plain, s->line, s->start, &at))
            continue;
        for (start = at;
             start > s->line && (sg_is_alnum(plain->text[start - 1]) || strchr("._$", plain->text[start - 1]));)
            start--;
        if (!sg_diagnose_is_other_class(plain, start, at))
            return true;
    }
    return false;
}

bool sg_diagnose_is_framed(const struct sg_general *general, const struct sg_plain *plain, const struct sg_found *found)
{
    const struct sg_denial_facts *facts = general->facts;
    struct spot s = spot_of(plain, found);
    bool argument = s.start > s.line && is_quote(plain->text[s.start - 1]) && is_quote(plain->text[s.end]) &&
                    plain->text[s.end + 1] == ')';
    if (argument ||
        has_piece(&facts->unframed, plain, back(s.start, NEAR_STATUS, 0), ahead(s.end, NEAR_STATUS, plain->length)) ||
        is_literal(&s) || is_of_other_class(&s) || is_written_by_program(&s))
        return false;
    if (sg_diagnose_has_any_phrase(&facts->frames, plain, s.line, s.line_end))
        return true;
    return has_exception(facts, &s) &&
           has_phrase(&general->proofs.phrases, plain, back(s.start, NEAR, 0), ahead(s.end, NEAR, plain->length));
}
