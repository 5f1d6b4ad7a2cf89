#include "diagnose/document_internal.h"

#include "base/text.h"

#include <string.h>

/* ---- Documents ---- */

/* A line of the text as it was written, with its marks. */
struct line {
    const char *start, *end;
};

/* Of a longer line only this much around a place is looked at: each mention in a file of one line asks. */
#define LINE_MOST 2000

static struct line line_of(const struct sg_plain *plain, size_t at)
{
    const char *bytes = plain->bytes, *end = bytes + plain->at[plain->length], *p = bytes + plain->at[at], *close;
    const char *floor = p - bytes > LINE_MOST ? p - LINE_MOST : bytes,
               *most = end - p > LINE_MOST ? p + LINE_MOST : end;
    while (p > floor && p[-1] != '\n')
        p--;
    close = memchr(p, '\n', (size_t)(most - p));
    return (struct line){p, close ? close : most};
}

static bool is_empty(struct line line)
{
    while (line.start < line.end && strchr(" \t\r", *line.start))
        line.start++;
    return line.start == line.end;
}

static struct line next_line(const struct sg_plain *plain, struct line line)
{
    const char *end = plain->bytes + plain->at[plain->length];
    if (line.end == end || *line.end != '\n')
        return (struct line){end, end};
    const char *start = line.end + 1, *close = memchr(start, '\n', (size_t)(end - start));
    return (struct line){start, close ? close : end};
}

/* "## Access Denied". One mark can also begin a comment, unless the line is a paragraph. */
static bool is_heading(const struct sg_plain *plain, struct line line)
{
    size_t marks = 0;
    while (line.start + marks < line.end && line.start[marks] == '#')
        marks++;
    bool blank = marks && line.start + marks < line.end && line.start[marks] == ' ';
    struct line next = next_line(plain, line);
    return blank && (marks > 1 || (is_empty(next) && next.start < plain->bytes + plain->at[plain->length]));
}

/* "| --- | --- |" */
static bool is_rule(struct line line)
{
    bool dashes = false;
    for (const char *p = line.start; p < line.end; p++) {
        if (!strchr("|-: \t\r", *p))
            return false;
        dashes = dashes || (*p == '-' && p > line.start && p[-1] == '-');
    }
    return dashes && line.start < line.end && *line.start == '|';
}

#define UNDERLINE_LEAST 3 /* characters */
#define ROWS_MOST 30      /* of a table of a document, above the row */

static bool is_row(const struct sg_plain *plain, struct line line)
{
    for (size_t i = 0; i < ROWS_MOST && line.start < line.end && *line.start == '|'; i++) {
        if (is_rule(line))
            return true;
        if (line.start == plain->bytes)
            return false;
        const char *end = line.start - 1, *start = end;
        while (start > plain->bytes && start[-1] != '\n')
            start--;
        line = (struct line){start, end};
    }
    return false;
}

/* A line of "===" or "---" below the line. */
static bool is_underlined(const struct sg_plain *plain, struct line line)
{
    struct line next = next_line(plain, line);
    const char *p = next.start;
    while (p < next.end && strchr("=-", *next.start) && *p == *next.start)
        p++;
    return p >= next.start + UNDERLINE_LEAST && is_empty((struct line){p, next.end});
}

static size_t indent_of(struct line line)
{
    size_t indent = 0;
    while (line.start + indent < line.end && (line.start[indent] == ' ' || line.start[indent] == '\t'))
        indent++;
    return indent;
}

/* A line with the name alone, above a sentence that is indented more. */
static bool is_defined(const struct sg_plain *plain, struct line line, const char *name, const char *name_end)
{
    struct line next = next_line(plain, line), before = {line.start, name}, after = {name_end, line.end};
    size_t indent = indent_of(next);
    for (const char *p = before.start; p < before.end; p++)
        if (!strchr(" \t*`", *p))
            return false;
    for (const char *p = after.start; p < after.end; p++)
        if (!strchr(" \t*`:\r", *p))
            return false;
    return indent > indent_of(line) && next.start + indent < next.end && next.start[indent] >= 'A' &&
           next.start[indent] <= 'Z' && memchr(next.start + indent, ' ', (size_t)(next.end - next.start) - indent);
}

static bool begins(const char *p, const char *end, const char *text)
{
    size_t length = strlen(text);
    return (size_t)(end - p) >= length && memcmp(p, text, length) == 0;
}

/* "* Name: What it means", "1. Name: What it means" */
static bool is_item(struct line line, const char *name, const char *name_end)
{
    const char *p = line.start + indent_of(line), *end = name_end;
    if (p < name && strchr("*-", *p))
        p++;
    else if (p < name && *p >= '0' && *p <= '9')
        for (p++; p < name && strchr("0123456789.)", *p); p++)
            ;
    else
        return false;
    while (p < name && strchr(" *`", *p))
        p++;
    while (end < line.end && strchr("*`", *end))
        end++;
    return p == name && end + 1 < line.end && *end == ':' && end[1] == ' ' && !begins(end + 2, line.end, "Access") &&
           !begins(end + 2, line.end, "User");
}

static const char *skip(const char *p, const char *end, const char *marks)
{
    while (p < end && strchr(marks, *p))
        p++;
    return p;
}

/* A line with the name alone and a comma: one of a list of names. */
static bool is_listed(struct line line, const char *name, const char *name_end)
{
    const char *comma = skip(name_end, line.end, "\"'`");
    return skip(line.start, name, " \t\"'`") == name && comma < line.end && *comma == ',' &&
           is_empty((struct line){comma + 1, line.end});
}

bool sg_diagnose_is_in_document(const struct sg_plain *plain, size_t start, size_t end)
{
    struct line line = line_of(plain, start);
    const char *name = plain->bytes + plain->at[start], *name_end = plain->bytes + plain->at[end - 1] + 1;
    return is_heading(plain, line) || is_row(plain, line) || is_underlined(plain, line) ||
           is_defined(plain, line, name, name_end) || is_item(line, name, name_end) || is_listed(line, name, name_end);
}

/* ---- Programs ---- */

static bool is_quote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

static bool is_of_call(char c)
{
    return sg_is_alnum(c) || (c && strchr("._:!", c));
}

/* The opening quote of the literal whose closing quote is at `at`, in its line; `at` when there is none. */
static size_t literal_start(const struct sg_plain *plain, size_t at)
{
    for (size_t i = at; i > 0 && plain->text[i - 1] != '\n'; i--)
        if (plain->text[i - 1] == plain->text[at])
            return i - 1;
    return at;
}

/* Returns whether a function is called by this name. An error that is printed has the name of a class, as in Error("x"). */
static bool is_function(const struct sg_plain *plain, size_t start, size_t end)
{
    const char *text = plain->text;
    if (start == end)
        return false;
    if (start > 4 && memcmp(text + start - 4, "new ", 4) == 0)
        return true;
    size_t last = end;
    while (last > start && sg_is_alnum(text[last - 1]))
        last--;
    return text[end - 1] == '!' || (last < end && text[last] >= 'a' && text[last] <= 'z') ||
           (last > start && text[last - 1] == '.');
}

/* The opening quote of the literal around `at`, in its line; `at` when there is none. */
static size_t around(const struct sg_plain *plain, size_t at)
{
    for (size_t i = at; i > 0 && plain->text[i - 1] != '\n'; i--)
        if (is_quote(plain->text[i - 1]))
            return i - 1;
    return at;
}

bool sg_diagnose_is_argument(const struct sg_plain *plain, size_t at)
{
    const char *text = plain->text;
    size_t open = around(plain, at); /* then of the first argument */
    if (open == at)
        return false;
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
