#include "diagnose/mention_internal.h"

#include "base/text.h"

#include <string.h>

#define LITERAL_MOST 1000 /* bytes of a literal before a text in it */

static bool is_quote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

/* The opening quote of the literal around `at`, in its line; `at` when there is none. */
static size_t around(const struct sg_plain *plain, size_t at)
{
    for (size_t i = at; i > 0 && at - i < LITERAL_MOST && plain->text[i - 1] != '\n'; i--)
        if (is_quote(plain->text[i - 1]))
            return i - 1;
    return at;
}

#define REACH 60 /* bytes before a text that is only named */

/* The beginning of the last bytes before `at` in its line. */
static size_t shortly_before(const struct sg_plain *plain, size_t at)
{
    size_t from = at, floor = at > REACH ? at - REACH : 0;
    while (from > floor && plain->text[from - 1] != '\n')
        from--;
    return from;
}

bool sg_diagnose_is_named(const struct sg_denial_facts *facts, const struct sg_plain *plain, size_t start)
{
    size_t from = shortly_before(plain, start), open = around(plain, start), quoted = shortly_before(plain, open);
    struct sg_found found;
    for (size_t i = 0; i < facts->mentions.count; i++)
        if (sg_diagnose_first_phrase(facts->mentions.items[i], plain, from, start, &found) ||
            (open < start && sg_diagnose_first_phrase(facts->mentions.items[i], plain, quoted, open, &found) &&
             sg_diagnose_skip_gaps(plain, found.end) >= open))
            return true;
    return false;
}

bool sg_diagnose_is_explained(const struct sg_denial_facts *facts, const struct sg_plain *plain, size_t end)
{
    struct sg_found found;
    while (end < plain->length && (is_quote(plain->text[end]) || sg_is_alnum(plain->text[end])))
        end++;
    size_t at = sg_diagnose_skip_gaps(plain, end);
    for (size_t i = 0; i < facts->explained.count; i++)
        if (sg_diagnose_phrase_at(facts->explained.items[i], plain, at, &found))
            return true;
    return false;
}

/* ---- Programs ---- */

static bool is_of_call(char c)
{
    return sg_is_alnum(c) || (c && strchr("._:!", c));
}

/* The opening quote of the literal whose closing quote is at `at`, in its line; `at` when there is none. */
static size_t literal_start(const struct sg_plain *plain, size_t at)
{
    for (size_t i = at; i > 0 && at - i < LITERAL_MOST && plain->text[i - 1] != '\n'; i--)
        if (plain->text[i - 1] == plain->text[at])
            return i - 1;
    return at;
}

/*
 * Returns whether a function is called by this name. An error that is printed has the name of a class, as in
 * Error("x").
 */
static bool is_function(const struct sg_plain *plain, size_t start, size_t end)
{
    const char *text = plain->text;
    if (start == end)
        return false;
    if (start >= 4 && memcmp(text + start - 4, "new ", 4) == 0)
        return true;
    size_t last = end;
    while (last > start && sg_is_alnum(text[last - 1]))
        last--;
    return text[end - 1] == '!' || (last < end && text[last] >= 'a' && text[last] <= 'z') ||
           (last > start && text[last - 1] == '.');
}

/*
 * Returns whether a literal that opens at the beginning of its line is the argument of a call whose line ends with '('.
 */
static bool continues_call(const struct sg_plain *plain, size_t open)
{
    const char *text = plain->text;
    size_t at = open;
    while (at && strchr(" \n", text[at - 1]))
        at--;
    if (at == open || !memchr(text + at, '\n', open - at) || !at || text[at - 1] != '(')
        return false;
    size_t end = at - 1, start = end;
    while (start && sg_is_alnum(text[start - 1]))
        start--;
    return start < end && text[start] >= 'a' && text[start] <= 'z';
}

bool sg_diagnose_is_argument(const struct sg_plain *plain, size_t at)
{
    const char *text = plain->text;
    size_t open = around(plain, at); /* then of the first argument */
    if (open == at)
        return false;
    if (continues_call(plain, open))
        return true;
    while (open > 3 && text[open - 1] == ' ' && text[open - 2] == ',' && is_quote(text[open - 3])) {
        size_t start = literal_start(plain, open - 3);
        if (start == open - 3)
            break;
        open = start;
    }
    if (open && text[open - 1] == 'f') /* a literal of Python with values in it */
        open--;
    if (!open || text[open - 1] != '(')
        return false;
    size_t end = open - 1, start = end;
    while (start && is_of_call(text[start - 1]))
        start--;
    return is_function(plain, start, end);
}
