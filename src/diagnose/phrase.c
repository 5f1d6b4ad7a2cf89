#include "diagnose/phrase_internal.h"

#include "base/list.h"
#include "diagnose/wrap_internal.h"

#include <string.h>

#define PLACEHOLDER_MOST 60 /* bytes */
#define WORD_MOST 2048      /* the longest word that {name} stands for, which is an ARN */

/* Like sg_small_letter, but inlined: it runs for each letter of a text. */
static inline char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

size_t sg_diagnose_skip_gaps(const struct sg_plain *plain, size_t at)
{
    while (at < plain->length && sg_diagnose_is_gap(plain->text[at]))
        at++;
    return at;
}

/* The end of the placeholder that opens at `at` and may contain blanks: <account id>. `at` when there is none. */
static size_t placeholder_end(const struct sg_plain *plain, size_t at)
{
    size_t left = plain->length - at;
    const char *start = plain->text + at;
    const char *close =
        *start == '<' && start[1] != '/' ? memchr(start, '>', left < PLACEHOLDER_MOST ? left : PLACEHOLDER_MOST) : NULL;
    return close && !memchr(start, '\n', (size_t)(close - start)) ? at + (size_t)(close - start) + 1 : at;
}

/* The beginning of the placeholder around the gap before `at`; `at` when there is none. */
static size_t placeholder_start(const struct sg_plain *plain, size_t at)
{
    size_t open = at;
    while (open && at - open < PLACEHOLDER_MOST && !strchr("<>\n", plain->text[open - 1]))
        open--;
    return open && plain->text[open - 1] == '<' && placeholder_end(plain, open - 1) > at ? open - 1 : at;
}

/* The end of the word at `at`: a gap, the end of an XML element, or the character `stop` of the phrase. */
static size_t word_end(const struct sg_plain *plain, size_t at, char stop)
{
    size_t end = at;
    while (end < plain->length && end - at < WORD_MOST) {
        size_t next = placeholder_end(plain, end);
        char c = plain->text[end];
        if (next == end &&
            (sg_diagnose_is_gap(c) || (c == '<' && plain->text[end + 1] == '/') || (stop && stop != ' ' && c == stop)))
            break;
        end = next > end ? next : end + 1;
    }
    return end;
}

/* Returns whether the line end at `at` cuts a word, such as an ARN at a mark within it: "arn:aws:kinesis:eu-". */
static bool cuts_word(const struct sg_plain *plain, bool arn, size_t start, size_t at)
{
    if (at == start || at + 1 >= plain->length || plain->text[at] != '\n')
        return false;
    return (arn && strchr("-/_", plain->text[at - 1]) && is_word(plain->text[at + 1])) ||
           sg_diagnose_cuts_name(plain, at);
}

/* Reads {name} at `phrase`. Returns the rest of the phrase, or NULL when the text has no word there. */
static const char *capture(const char *phrase, const struct sg_plain *plain, size_t *at, struct sg_found *found)
{
    const char *close = strchr(phrase, '}');
    size_t end = close ? word_end(plain, *at, close[1]) : *at;
    bool arn = strncmp(phrase, "{arn}", 5) == 0;
    while (close && cuts_word(plain, arn, *at, end))
        end = word_end(plain, end + 1, close[1]);
    if (end == *at || end - *at >= WORD_MOST || (arn && strncmp(plain->text + *at, "arn:", 4) != 0))
        return NULL;
    if (found->count < SG_CAPTURES_MOST)
        found->captures[found->count++] = (struct sg_capture){.name = phrase + 1, .start = *at, .end = end};
    *at = end;
    return close + 1;
}

/* Returns whether a blank of the phrase between these two may be missing. A blank at the end ends a word. */
static bool may_touch(char before, char next)
{
    return next && (!is_word(before) || !is_word(next));
}

/* A line can end within a word: between letters, or at a hyphen, dot or colon. */
static bool is_within(char before, char next)
{
    return (is_word(before) || strchr("-.:", before)) && (is_word(next) || strchr("-.:", next));
}

void sg_diagnose_add_beginning(struct sg_beginnings *beginnings, const char *phrase)
{
    bool letters = is_word(phrase[0]) && is_word(phrase[1]); /* other signs may be missing, or stand for a word */
    beginnings->seconds[phrase[0] & 0x1f] |= letters ? sg_diagnose_letter(phrase[1]) : UINT32_MAX;
}

bool sg_diagnose_phrase_at(const char *phrase, const struct sg_plain *plain, size_t at, struct sg_found *found)
{
    found->start = at;
    found->end = found->count = 0; /* captures after the count are not set: this runs for most words of a text */
    for (const char *p = phrase; *p;) {
        if (*p == ' ') {
            size_t next = sg_diagnose_skip_gaps(plain, at);
            if (next == at && (p == phrase || !may_touch(p[-1], p[1])))
                return false;
            at = next;
            p++;
        } else if (*p == '{') {
            p = capture(p, plain, &at, found);
            if (!p)
                return false;
        } else {
            if (p > phrase && at < plain->length && plain->text[at] == '\n' && is_within(p[-1], *p))
                at++;
            if (at == plain->length || small(*p) != plain->small[at])
                return false;
            at++;
            p++;
        }
    }
    found->end = at;
    return true;
}

/* The position before `at` in a word that ends at `end` and that {name} at `p` stands for; `at` at its beginning. */
static size_t word_before(const char *p, const struct sg_plain *plain, size_t at, size_t end)
{
    if (!sg_diagnose_is_gap(plain->text[at - 1]))
        return at - 1;
    if (strncmp(p, "{principal}", strlen("{principal}")) == 0 && sg_diagnose_cuts_name(plain, at - 1))
        return at - 1;
    return memchr(plain->text + at, '>', end - at) ? placeholder_start(plain, at) : at;
}

/* The beginning of the part of the phrase before `p`, if that ends at `at`. False when it does not match. */
static bool go_back(const char *phrase, const char *p, const struct sg_plain *plain, size_t *at)
{
    while (p > phrase) {
        p--;
        if (*p == ' ') {
            while (*at && sg_diagnose_is_gap(plain->text[*at - 1]))
                --*at;
        } else if (*p == '}') {
            size_t end = *at;
            while (p > phrase && *p != '{')
                p--;
            char before = p > phrase && p[-1] != ' ' ? p[-1] : '\0'; /* the word ends there too */
            while (*at && end - *at < WORD_MOST && plain->text[*at - 1] != before) {
                size_t back = word_before(p, plain, *at, end);
                if (back == *at)
                    break;
                *at = back;
            }
        } else {
            if (*at && plain->text[*at - 1] == '\n' && is_within(*p, p[1]))
                --*at;
            if (!*at || small(*p) != plain->small[*at - 1])
                return false;
            --*at;
        }
    }
    return true;
}

/* A phrase that begins with a letter must begin a word, except after a word that runs into it: "\nAccess". */
static bool begins_word(const char *phrase, const struct sg_plain *plain, size_t at)
{
    return !is_word(*phrase) || at == 0 || !is_word(plain->text[at - 1]);
}

bool sg_diagnose_phrase_around(const char *phrase, size_t piece, const struct sg_plain *plain, size_t hit,
                               struct sg_found *found)
{
    size_t start = hit;
    return go_back(phrase, phrase + piece, plain, &start) && begins_word(phrase, plain, start) &&
           sg_diagnose_phrase_at(phrase, plain, start, found);
}

static size_t end_of(const struct sg_plain *plain, size_t to)
{
    return to < plain->length ? to : plain->length;
}

bool sg_diagnose_first_phrase(const char *phrase, const struct sg_plain *plain, size_t from, size_t to,
                              struct sg_found *found)
{
    char first = small(*phrase);
    for (size_t end = end_of(plain, to); from < end; from++) {
        const char *p = memchr(plain->small + from, first, end - from);
        if (!p)
            return false;
        from = (size_t)(p - plain->small);
        if (sg_diagnose_goes_on(phrase, plain, from) && begins_word(phrase, plain, from) &&
            sg_diagnose_phrase_at(phrase, plain, from, found))
            return true;
    }
    return false;
}

bool sg_diagnose_has_any_phrase(const struct sg_strings *phrases, const struct sg_plain *plain, size_t from, size_t to)
{
    struct sg_found found;
    for (size_t i = 0; i < phrases->count; i++)
        if (sg_diagnose_first_phrase(phrases->items[i], plain, from, to, &found))
            return true;
    return false;
}

bool sg_diagnose_last_phrase(const char *phrase, const struct sg_plain *plain, size_t from, size_t to,
                             struct sg_found *found)
{
    char first = small(*phrase);
    for (size_t at = end_of(plain, to); at-- > from;)
        if (plain->small[at] == first && begins_word(phrase, plain, at) &&
            sg_diagnose_phrase_at(phrase, plain, at, found))
            return true;
    return false;
}

bool sg_diagnose_piece_at(const char *piece, const struct sg_plain *plain, size_t at)
{
    for (; *piece; piece++, at++)
        if (at >= plain->length ||
            (*piece == ' ' ? !sg_diagnose_is_gap(plain->text[at]) : small(*piece) != plain->small[at]))
            return false;
    return true;
}

/* The place of a letter in the piece that texts seldom have, which is quick to search for. */
static size_t seldom_letter(const char *piece)
{
    static const char often[] = "etaoinsrcdlmupfg"; /* in English and in names of AWS, the most frequent one first */
    size_t best = 0, rank = 0;
    for (size_t i = 0; piece[i]; i++) {
        const char *p = piece[i] == ' ' ? often : strchr(often, small(piece[i]));
        size_t seldom = p ? (size_t)(p - often) : sizeof often;
        if (seldom > rank || (i == 0 && piece[i] != ' ')) {
            best = i;
            rank = seldom;
        }
    }
    return best;
}

bool sg_diagnose_find_piece(const char *piece, const struct sg_plain *plain, size_t from, size_t to, size_t *at)
{
    size_t offset = seldom_letter(piece), end = end_of(plain, to);
    if (piece[offset] == ' ')
        return false; /* no piece is only blanks */
    for (; from < end && from + offset < plain->length; from++) {
        size_t left = (end + offset < plain->length ? end + offset : plain->length) - (from + offset);
        const char *p = memchr(plain->small + from + offset, small(piece[offset]), left);
        if (!p)
            return false;
        *at = from = (size_t)(p - plain->small) - offset;
        if (sg_diagnose_piece_at(piece, plain, from))
            return true;
    }
    return false;
}

bool sg_diagnose_has_piece(const char *piece, const struct sg_plain *plain, size_t from, size_t to)
{
    size_t at;
    return sg_diagnose_find_piece(piece, plain, from, to, &at);
}

static const char *without_line_ends(struct sg_arena *a, const char *bytes, size_t length)
{
    char *text = sg_copy_bytes(a, bytes, length), *to = text;
    for (const char *p = text; *p; p++)
        if (*p != '\n')
            *to++ = *p;
    *to = '\0';
    return text;
}

const char *sg_diagnose_captured(struct sg_arena *a, const struct sg_plain *plain, const struct sg_found *found,
                                 const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < found->count; i++) {
        const struct sg_capture *c = &found->captures[i];
        if (strncmp(c->name, name, length) != 0 || c->name[length] != '}')
            continue;
        size_t start = c->start, end = c->end;
        bool braces = memchr(plain->text + start, '{', end - start); /* a placeholder: "function:{name}" */
        while (end > start && strchr(braces ? ".,;:)" : ".,;:)}", plain->text[end - 1]) &&
               !(end > start + 3 && strncmp(plain->text + end - 3, "...", 3) == 0))
            end--;
        bool word = strcmp(name, "operation") == 0; /* which can be in italics */
        while (word && end > start && strchr("*.", plain->text[end - 1]))
            end--;
        while (start < end && strchr(word ? "([*" : "([", plain->text[start]))
            start++;
        if (end > start && plain->text[end - 1] == ']' && !memchr(plain->text + start, '[', end - start))
            end--;
        return end > start ? without_line_ends(a, plain->text + start, end - start) : NULL;
    }
    return NULL;
}
