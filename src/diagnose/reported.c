#include "diagnose/reported_internal.h"

#include "base/text.h"

#include <string.h>

static bool is_quote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

/* Returns whether one of the words ends at `at`, apart from blanks. */
static bool ends_word(const char *const *words, size_t count, const struct sg_plain *plain, size_t at)
{
    for (size_t i = 0; i < count; i++)
        if (sg_diagnose_follows(words[i], plain, at))
            return true;
    return false;
}

/* A tag of a page, which errors are not in. */
static bool ends_tag(const struct sg_plain *plain, size_t at)
{
    static const char *const tags[] = {"<td>", "<th>", "<h1>", "<h2>", "<h3>", "<title>", "<p>", "<b>", "<strong>"};
    return ends_word(tags, sizeof tags / sizeof *tags, plain, at);
}

/* "errorCode": "X", <Code>X, error='X', failed: X, service#X, api error X, occurred (X) */
static bool follows_field(const struct sg_plain *plain, size_t start)
{
    static const char *const words[] = {"error", "code",        "exception", "failed", "occurred",
                                        "got",   "failed with", "403",       "due to"};
    const char *text = plain->text;
    size_t at = sg_diagnose_before_quotes(plain, start);
    bool blank = at && text[at - 1] == ' ';
    while (at && text[at - 1] == ' ')
        at--;
    if (!at)
        return false;
    bool tag = at > 1 && text[at - 1] == '>' && sg_is_alnum(text[at - 2]) && !ends_tag(plain, at);
    if (blank && text[at - 1] == '-' && (at < 2 || text[at - 2] == '\n'))
        return false; /* an item of a document */
    if (strchr(":#-", text[at - 1]) || tag || (text[at - 1] == '=' && !blank))
        return true;
    return ends_word(words, sizeof words / sizeof *words, plain, sg_diagnose_before_quotes(plain, at));
}

/* Messages begin with a capital or one of these words, what people write about an error code does not. */
static bool begins_message(const struct sg_plain *plain, size_t at)
{
    static const char *const words[] = {"status code", "null",   "none",   "user",   "arn:",   "request", "no ", "not ",
                                        "you",         "access", "unable", "failed", "cannot", "error",   "s3"};
    struct sg_found found;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sg_diagnose_phrase_at(words[i], plain, at, &found))
            return true;
    return false;
}

/* "X: message", but not the key of a literal, nor that of a document: "X:" above "description:". */
static bool has_message(const struct sg_plain *plain, const struct sg_error_name *name)
{
    const char *text = plain->text;
    if (text[name->end] != ':')
        return false;
    size_t next = name->end + 1, end;
    while (text[next] == ' ')
        next++;
    if (is_quote(text[next]))
        return !name->start ||
               !strchr("{,(", text[name->start - 1 - (text[name->start - 1] == ' ' && name->start > 1)]);
    if (text[next] >= 'a' && text[next] <= 'z' && !begins_message(plain, next))
        return false;
    for (end = sg_diagnose_skip_gaps(plain, next); sg_is_alnum(text[end]);)
        end++;
    return text[next] != '\n' || text[end] != ':';
}

/* A row of a table with the name of a service, or a line of its own, but not a title above an empty line. */
static bool is_cell(const struct sg_plain *plain, const struct sg_error_name *name)
{
    size_t start = sg_diagnose_line_start(plain, name->start), end = name->end;
    while (end < plain->length && plain->text[end] != '\n')
        end++;
    bool apart = !name->start || strchr(" ,;|\"'`\n", plain->text[name->start - 1]);
    return (apart && sg_diagnose_has_piece(".amazonaws.com", plain, start, end)) ||
           (start == name->start && sg_diagnose_skip_gaps(plain, name->end) >= end &&
            (end == plain->length || plain->text[end + 1] != '\n'));
}

/* "AccessDenied: retry once", "AccessDenied: 12" */
static bool has_other_text(const struct sg_plain *plain, const struct sg_error_name *name)
{
    const char *text = plain->text + name->end;
    if (text[0] != ':' || text[1] != ' ')
        return false;
    return (text[2] >= 'a' && text[2] <= 'z' && !begins_message(plain, name->end + 2)) ||
           (text[2] >= '0' && text[2] <= '9' && strncmp(text + 2, "40", 2) != 0);
}

bool sg_diagnose_is_told_of(const struct sg_plain *plain, const struct sg_error_name *name)
{
    if (has_other_text(plain, name))
        return true;
    struct sg_found found;
    const char *end = plain->text + name->end;
    if (end[0] == ')' && end[1] == ' ' && end[2] >= 'a' && end[2] <= 'z' &&
        sg_diagnose_follows("403", plain, sg_diagnose_before_quotes(plain, name->start)))
        return true;
    return sg_diagnose_phrase_at(" errors ", plain, name->end, &found) ||
           (sg_diagnose_phrase_at(" error", plain, name->end, &found) && plain->text[found.end] != ':' &&
            sg_diagnose_follows("a 403 ", plain, name->start));
}

bool sg_diagnose_is_reported(const struct sg_plain *plain, const struct sg_error_name *name, bool words)
{
    size_t next = name->end + (plain->text[name->end] == ')');
    struct sg_found found;
    return follows_field(plain, name->start) || has_message(plain, name) || is_cell(plain, name) ||
           sg_diagnose_phrase_at(" (Service", plain, name->end, &found) ||
           sg_diagnose_phrase_at(" when calling", plain, next, &found) ||
           sg_diagnose_phrase_at(" (client)", plain, name->end, &found) ||
           (words && (sg_diagnose_line_start(plain, name->start) == name->start ||
                      memchr(plain->text + name->start, ':', name->end - name->start) != NULL));
}
