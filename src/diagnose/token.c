#include "diagnose/token_internal.h"

#include "base/list.h"
#include "base/text.h"
#include "diagnose/phrase_internal.h"
#include "diagnose/wrap_internal.h"

#include <string.h>

#define NAME_MOST 4096    /* bytes of a name; an ARN with the longest key is shorter */
#define BRACKETED_MOST 60 /* bytes of a placeholder such as <role name> */

bool sg_diagnose_says(const struct sg_plain *plain, size_t at, const char *words, size_t *end)
{
    struct sg_found found;
    if (!sg_diagnose_phrase_at(words, plain, at, &found))
        return false;
    *end = found.end;
    return true;
}

/* ---- Line ends within names ---- */

/* Words and paths of files that follow a name: a name that ends with its line does not continue with them. */
static const char *const followers[] = {"because", "with",  "(",      "status", "encoded", "at ",
                                        "on ",     "and ",  "action", "is not", "request", "traceback",
                                        "file ",   "/app/", "/opt/",  "/usr/",  "/var/"};

static bool is_follower(const struct sg_plain *plain, size_t at)
{
    size_t end;
    if (plain->text[at] == '{') /* which begins a placeholder in a phrase */
        return true;
    for (size_t i = 0; i < sizeof followers / sizeof *followers; i++)
        if (sg_diagnose_says(plain, at, followers[i], &end))
            return true;
    return false;
}

bool sg_diagnose_is_alone(const struct sg_plain *plain, size_t end)
{
    return plain->text[end] != ' ' || is_follower(plain, end + 1);
}

/* Words that certainly follow a resource. After the rest of a name they prove that the line end cut it. */
static bool is_proof(const struct sg_plain *plain, size_t at)
{
    size_t end;
    return sg_diagnose_says(plain, at, "because", &end) || sg_diagnose_says(plain, at, "with an", &end) ||
           sg_diagnose_says(plain, at, "is not authorized", &end) || sg_diagnose_says(plain, at, "on resource", &end) ||
           sg_diagnose_says(plain, at, "(Service:", &end);
}

/* Where a name continues that the line end `at` cuts, or 0. `last` is the character before the line end. */
static size_t goes_on(const struct sg_plain *plain, size_t at, char last)
{
    size_t next = at;
    while (next < plain->length && (plain->text[next] == ' ' || plain->text[next] == '\n'))
        next++;
    const char *text = plain->text;
    if (next == plain->length || memchr(text + at + 1, '\n', next - at - 1) || sg_diagnose_is_gap(text[next]) ||
        is_follower(plain, next) || strncmp(text + next, "arn:", strlen("arn:")) == 0)
        return 0;
    if (sg_diagnose_cuts_name(plain, at))
        return next;
    size_t end = next;
    while (end < plain->length && !sg_diagnose_is_gap(text[end]))
        end++;
    bool torn = strchr("/-_", last) || (strchr("/:", text[next]) && end > next + 1);
    return (torn && sg_diagnose_is_alone(plain, end)) || is_proof(plain, sg_diagnose_skip_gaps(plain, end)) ? next : 0;
}

/* ---- Names ---- */

static const char opening[] = "({[<*", closing[] = ")}]>*";

/* Returns whether a placeholder begins here: a bracket, or an asterisk that begins a part of an ARN. */
static bool opens(const struct sg_plain *plain, size_t at)
{
    char c = plain->text[at], next = plain->text[at + 1], before = at ? plain->text[at - 1] : ' ';
    return c == '<' || c == '{' || (c == '[' && before == ':') ||
           (c == '*' && before && strchr(":/-", before) && next && strchr(SG_LETTERS, next));
}

/* A blank within a placeholder that closes soon, as in <role name> and *account id*; `open` is where it opened. */
static bool in_brackets(const struct sg_plain *plain, size_t at, size_t open)
{
    char close = closing[strchr(opening, plain->text[open]) - opening];
    size_t left = plain->length - open - 1;
    const char *start = plain->text + open + 1;
    const char *found = memchr(start, close, left < BRACKETED_MOST ? left : BRACKETED_MOST);
    return found && found > plain->text + at && (close != '*' || (found[1] && strchr(":/-", found[1]))) &&
           !memchr(start, '\n', (size_t)(found - start)) && !memchr(start, '"', (size_t)(found - start));
}

/* "arn:aws:sts:: ... :assumed-role/...": dots between blanks stand for parts of an ARN. */
static bool around_dots(const struct sg_plain *plain, size_t at)
{
    static const char dots[] = " ... :";
    for (size_t i = 0; dots[i] == ' ' || dots[i] == '.'; i++)
        if (dots[i] == ' ' && at >= i && plain->length - at + i >= strlen(dots) &&
            memcmp(plain->text + at - i, dots, strlen(dots)) == 0)
            return true;
    return false;
}

/* How many brackets close without being opened. */
static long excess_of(const struct sg_buffer *b, char close, char open)
{
    long excess = 0;
    for (size_t i = 0; i < b->length; i++)
        excess += (b->text[i] == close) - (b->text[i] == open);
    return excess;
}

/* Removes the punctuation after a name, and brackets that were opened before it. */
static void trim(struct sg_buffer *b)
{
    long excess[sizeof closing - 2]; /* without the asterisk, which can end a name */
    for (size_t i = 0; i < sizeof excess / sizeof *excess; i++)
        excess[i] = excess_of(b, closing[i], opening[i]);
    while (b->length) {
        char last = b->text[b->length - 1];
        const char *bracket = last == '*' ? NULL : strchr(closing, last);
        bool dots = b->length >= 3 && strcmp(b->text + b->length - 3, "...") == 0;
        if (bracket && excess[bracket - closing] > 0)
            excess[bracket - closing]--;
        else if (dots || !strchr(".,;", last))
            return;
        b->text[--b->length] = '\0';
    }
}

/* "...roleNamestatus code: 403": the next word follows a name without a blank. */
static void cut_status(struct sg_buffer *b, const struct sg_plain *plain, size_t at)
{
    size_t end;
    if (b->length > 6 && strcmp(b->text + b->length - 6, "status") == 0 &&
        sg_diagnose_says(plain, sg_diagnose_skip_gaps(plain, at), "code:", &end)) {
        b->length -= 6;
        b->text[b->length] = '\0';
    }
}

const char *sg_diagnose_read_token(struct sg_arena *a, const struct sg_plain *plain, size_t at, size_t *end)
{
    struct sg_buffer b = sg_buffer_new(a, NAME_MOST);
    const char *text = plain->text;
    size_t open = 0;
    bool opened = false;
    while (at < plain->length && !b.full) {
        char c = text[at];
        size_t next = c == '\n' && b.length ? goes_on(plain, at, b.text[b.length - 1]) : 0;
        if (next) {
            at = next;
            continue;
        }
        if ((sg_diagnose_is_gap(c) &&
             !(c == ' ' && ((opened && in_brackets(plain, at, open)) || around_dots(plain, at)))) ||
            (c == '<' && text[at + 1] == '/'))
            break;
        if (opens(plain, at)) {
            opened = true;
            open = at;
        }
        sg_add_char(&b, c);
        at++;
    }
    *end = at;
    cut_status(&b, plain, at);
    trim(&b);
    return b.length && !b.full ? b.text : NULL;
}

const char *sg_diagnose_read_quoted(struct sg_arena *a, const struct sg_plain *plain, size_t at, size_t *end)
{
    size_t left = plain->length - at - 1;
    const char *start = plain->text + at + 1;
    const char *close = memchr(start, plain->text[at], left < NAME_MOST ? left : NAME_MOST);
    if (!close || close == start)
        return NULL;
    *end = (size_t)(close - plain->text) + 1;
    return sg_diagnose_one_line(a, plain, at + 1, *end - 1);
}

const char *sg_diagnose_one_line(struct sg_arena *a, const struct sg_plain *plain, size_t start, size_t end)
{
    struct sg_buffer b = sg_buffer_new(a, NAME_MOST);
    while (start < end && sg_diagnose_is_gap(plain->text[start]))
        start++;
    while (end > start && sg_diagnose_is_gap(plain->text[end - 1]))
        end--;
    struct sg_found found;
    bool arn =
        sg_diagnose_phrase_at("arn:", plain, start, &found) || sg_diagnose_phrase_at("arn :", plain, start, &found);
    for (size_t i = start; i < end; i++)
        if (plain->text[i] != '\n')
            sg_add_char(&b, plain->text[i]);
        else if (!arn && !sg_diagnose_cuts_name(plain, i))
            sg_add_char(&b, ' ');
    return b.full ? "" : b.text;
}

bool sg_diagnose_is_left_out(const char *name)
{
    for (; *name; name++)
        if (strncmp(name, SG_ELLIPSIS, strlen(SG_ELLIPSIS)) == 0)
            name += strlen(SG_ELLIPSIS) - 1;
        else if (!strchr(".* []", *name))
            return false;
    return true;
}
