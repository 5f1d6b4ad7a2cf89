#include "diagnose/form_internal.h"

#include "base/text.h"
#include "diagnose/phrase_internal.h"

#include <string.h>

#define LINE_MOST 300 /* bytes of a line before a message, and after it, that make its form */
#define FNV_OFFSET 14695981039346656037u
#define FNV_PRIME 1099511628211u

/* Returns whether a word with this character differs from report to report: a digit, or a mark of paths and names. */
static bool varies_with(char c)
{
    return (c >= '0' && c <= '9') || c == '/' || c == '-' || c == '_' || c == '=';
}

/*
 * FNV-1a, continued with the words of a part of a line. Words that differ from report to report do not count;
 * `*last` says whether the word before it is one.
 */
static uint64_t hash_more(uint64_t hash, const char *text, size_t from, size_t to, bool *last)
{
    bool variable = *last;
    for (size_t at = from; at < to; at++) {
        uint64_t with_word = hash;
        bool word = false, varies = false; /* a word has a letter or a digit */
        for (; at < to && !sg_diagnose_is_gap(text[at]) && text[at] != '\t'; at++) {
            word = word || sg_is_alnum(text[at]);
            varies = varies || varies_with(text[at]);
            with_word = (with_word ^ (unsigned char)text[at]) * FNV_PRIME;
        }
        if (word && !varies)
            hash = (with_word ^ ' ') * FNV_PRIME;
        else if (word && !variable)
            hash = (hash ^ '#') * FNV_PRIME;
        variable = word ? varies : variable;
    }
    *last = variable;
    return hash;
}

static uint64_t hash_words(uint64_t hash, const char *text, size_t from, size_t to)
{
    bool variable = true; /* times at the beginning do not count */
    return hash_more(hash, text, from, to, &variable);
}

/* The same for the part of a line before a message, with what the plain text left out at its beginning. */
static uint64_t hash_before(uint64_t hash, const struct sg_plain *plain, size_t from, size_t to)
{
    bool variable = true;
    size_t start = plain->at[from], line = start;
    while (line && start - line < LINE_MOST && plain->bytes[line - 1] != '\n')
        line--;
    hash = hash_more(hash, plain->bytes, line, start, &variable);
    return hash_more(hash, plain->text, from, to, &variable);
}

/* Returns whether the line is a heading, which repeats what follows it. */
static bool is_heading(const struct sg_plain *plain, size_t line)
{
    size_t at = plain->at[line];
    while (at && plain->bytes[at - 1] == ' ')
        at--;
    return at && plain->bytes[at - 1] == '#';
}

uint64_t sg_diagnose_line_form(const struct sg_plain *plain, const struct sg_mention *mention)
{
    size_t from = mention->start, to = mention->end;
    while (from && mention->start - from < LINE_MOST && plain->text[from - 1] != '\n')
        from--;
    while (to < plain->length && to - mention->end < LINE_MOST && plain->text[to] != '\n')
        to++;
    uint64_t hash = hash_before(FNV_OFFSET ^ is_heading(plain, from), plain, from, mention->start);
    hash = hash_words((hash ^ 0xff) * FNV_PRIME, plain->text, mention->start, mention->end);
    return hash_words((hash ^ 0xff) * FNV_PRIME, plain->text, mention->end, to);
}
