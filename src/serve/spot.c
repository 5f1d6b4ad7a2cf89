#include "serve/spot_internal.h"

#include "base/text.h"

/* The text before the cursor while it is read. */
struct reader {
    struct sg_arena *arena;
    struct sg_spot *spot;
    const char *text;
    size_t at, end; /* end: the cursor */
};

/* ---- Steps ---- */

static struct sg_spot_step *top(struct reader *r)
{
    return r->spot->count ? &r->spot->steps[r->spot->count - 1] : NULL;
}

static void push(struct reader *r, struct sg_spot_step step)
{
    if (r->spot->count < SG_SPOT_STEPS_MOST)
        r->spot->steps[r->spot->count++] = step;
}

static bool is_item(const struct sg_spot_step *step)
{
    return !step->key && !step->bracket;
}

/* What begins at a column ends what began there or farther right. */
static void end_steps(struct reader *r, size_t column)
{
    while (top(r) && top(r)->column >= column)
        r->spot->count--;
}

/* An item can be below its key, at the same column. */
static void begin_item(struct reader *r, size_t column)
{
    size_t index = 0;
    while (top(r) && (top(r)->column > column || (top(r)->column == column && is_item(top(r))))) {
        if (top(r)->column == column)
            index = top(r)->index + 1;
        r->spot->count--;
    }
    push(r, (struct sg_spot_step){.column = column, .index = index});
}

/* ---- Scalars ---- */

static bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

static char peek(const struct reader *r, size_t ahead)
{
    return r->at + ahead < r->end ? r->text[r->at + ahead] : '\0';
}

static void skip_blanks(struct reader *r)
{
    while (peek(r, 0) == ' ' || peek(r, 0) == '\t')
        r->at++;
}

/* The scalar that begins at `start` goes on to the cursor. */
static void stop_in(struct reader *r, size_t start, char quote)
{
    r->spot->start = start;
    r->spot->quote = quote;
    r->at = r->end;
}

/* Reads to the closing quote. False when the cursor comes first. */
static bool read_quoted(struct reader *r, const char **text)
{
    char quote = r->text[r->at++];
    size_t start = r->at;
    for (; r->at < r->end; r->at++) {
        char c = r->text[r->at];
        if (c == '\\' && quote == '"') {
            r->at++;
        } else if (c == quote && quote == '\'' && peek(r, 1) == quote) {
            r->at++;
        } else if (c == quote) {
            *text = sg_copy_bytes(r->arena, r->text + start, r->at++ - start);
            return true;
        }
    }
    stop_in(r, start, quote);
    return false;
}

/* A ':' ends a plain key if a blank or the end of the line comes next, but not where the cursor is. */
static bool is_key_end(const struct reader *r, size_t at)
{
    return r->text[at] == ':' && at + 1 < r->end && strchr(" \t\r\n", r->text[at + 1]);
}

static bool ends_plain(const struct reader *r, size_t at, bool flow)
{
    char c = r->text[at];
    if (ends_line(c) || is_key_end(r, at))
        return true;
    if (flow && (strchr(",[]{}", c) || (c == ':' && r->spot->json)))
        return true;
    return c == '#' && at > 0 && strchr(" \t\r\n", r->text[at - 1]);
}

/* Reads a plain scalar. False when the cursor comes first. */
static bool read_plain(struct reader *r, bool flow, const char **text)
{
    size_t start = r->at;
    do
        r->at++; /* its first character, whatever it is */
    while (r->at < r->end && !ends_plain(r, r->at, flow));
    if (r->at == r->end) {
        stop_in(r, start, 0);
        return false;
    }
    size_t end = r->at;
    while (end > start && strchr(" \t", r->text[end - 1]))
        end--;
    *text = sg_copy_bytes(r->arena, r->text + start, end - start);
    return true;
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

static void skip_comment(struct reader *r)
{
    while (r->at < r->end && !ends_line(r->text[r->at]))
        r->at++;
    r->spot->in_comment = r->at == r->end;
}

/* ---- Within brackets ---- */

/* A scalar within brackets: in a map without a key yet it is the key. */
static void read_flow_scalar(struct reader *r)
{
    const char *text = NULL;
    bool map = top(r)->bracket == '{';
    r->spot->may_be_key = map && !top(r)->key;
    if (!(is_quote(peek(r, 0)) ? read_quoted(r, &text) : read_plain(r, true, &text)))
        return;
    if (map && !top(r)->key) {
        skip_blanks(r);
        if (peek(r, 0) == ':')
            top(r)->key = text;
    }
}

static void read_flow(struct reader *r)
{
    size_t depth = 0;
    do {
        char c = peek(r, 0);
        if (c == '{' || c == '[') {
            push(r, (struct sg_spot_step){.bracket = c, .column = SIZE_MAX});
            depth++;
            r->at++;
        } else if (c == '}' || c == ']') {
            r->spot->count -= r->spot->count ? 1 : 0;
            depth--;
            r->at++;
        } else if (c == ',') {
            top(r)->key = NULL;
            top(r)->index++;
            r->at++;
        } else if (c == '#' && !r->spot->json) {
            skip_comment(r);
        } else if (strchr(" \t\r\n:", c)) {
            r->at++;
        } else {
            read_flow_scalar(r);
        }
    } while (depth && top(r) && top(r)->bracket && r->at < r->end);
}

/* ---- Lines ---- */

static size_t count_indent(const struct reader *r)
{
    size_t count = 0;
    while (peek(r, count) == ' ')
        count++;
    return count;
}

static void next_line(struct reader *r)
{
    while (r->at < r->end && !ends_line(r->text[r->at]))
        r->at++;
    if (peek(r, 0) == '\r' && peek(r, 1) == '\n')
        r->at++;
    r->at += r->at < r->end;
}

/* The lines of a text after | or > are farther right than its key. The cursor can be in them. */
static void skip_block_text(struct reader *r)
{
    size_t column = top(r) ? top(r)->column : 0;
    next_line(r);
    while (r->at < r->end) {
        size_t indent = count_indent(r);
        char first = peek(r, indent);
        if (first && !ends_line(first) && indent <= column)
            return;
        size_t start = r->at + indent;
        next_line(r);
        if (r->at == r->end && !(r->end && ends_line(r->text[r->end - 1])))
            stop_in(r, start, 0);
    }
}

static void skip_tag(struct reader *r)
{
    size_t start = r->at;
    while (r->at < r->end && !strchr(" \t\r\n", r->text[r->at]))
        r->at++;
    if (r->at == r->end)
        stop_in(r, start, 0);
    else
        r->spot->tag = sg_copy_bytes(r->arena, r->text + start, r->at - start);
    skip_blanks(r);
}

/* What is after a key or a dash, to the end of the line or farther. */
static void read_value(struct reader *r);

static void read_entry(struct reader *r, size_t line)
{
    size_t column = r->at - line;
    const char *key = NULL;
    r->spot->may_be_key = true;
    end_steps(r, column);
    bool whole = is_quote(peek(r, 0)) ? read_quoted(r, &key) : read_plain(r, false, &key);
    if (!whole)
        return;
    skip_blanks(r);
    if (!is_key_end(r, r->at))
        return; /* a scalar without a key */
    push(r, (struct sg_spot_step){.key = key, .column = column});
    r->at++;
    read_value(r);
}

static void read_value(struct reader *r)
{
    const char *text;
    skip_blanks(r);
    r->spot->may_be_key = false;
    r->spot->tag = NULL;
    while (peek(r, 0) == '!' || peek(r, 0) == '&')
        skip_tag(r);
    char c = peek(r, 0);
    if (c == '{' || c == '[')
        read_flow(r);
    else if (c == '|' || c == '>')
        skip_block_text(r);
    else if (is_quote(c))
        read_quoted(r, &text);
    else if (c == '#')
        skip_comment(r);
    else if (c && !ends_line(c))
        read_plain(r, false, &text);
}

/* A line that is blank up to the cursor belongs to what begins farther left. */
static void read_blank(struct reader *r, size_t column)
{
    if (r->at < r->end)
        return;
    end_steps(r, column);
    r->spot->may_be_key = true;
}

static bool is_line_start(const struct reader *r)
{
    return r->at == 0 || ends_line(r->text[r->at - 1]);
}

static void read_line(struct reader *r)
{
    size_t line = r->at;
    r->at += count_indent(r);
    r->spot->tag = NULL;
    if (r->at == r->end) {
        read_blank(r, r->at - line);
        return;
    }
    while (peek(r, 0) == '-' && (!peek(r, 1) || strchr(" \t\r\n", peek(r, 1)))) {
        begin_item(r, r->at - line);
        r->at++;
        skip_blanks(r);
        r->spot->may_be_key = true;
    }
    char c = peek(r, 0);
    if (c == '#')
        skip_comment(r);
    else if (c == '!' || c == '&' || c == '{' || c == '[' || c == '|' || c == '>')
        read_value(r);
    else if (c && !ends_line(c))
        read_entry(r, line);
    if (is_line_start(r))
        return; /* after a text of lines */
    skip_blanks(r);
    if (peek(r, 0) == '#')
        skip_comment(r);
}

/* ---- The scalar at the cursor ---- */

static void find_end(struct sg_text text, struct sg_spot *spot)
{
    struct reader whole = {.spot = spot, .text = text.bytes, .at = spot->cursor, .end = text.length};
    const struct sg_spot_step *last = spot->count ? &spot->steps[spot->count - 1] : NULL;
    bool flow = last && last->bracket;
    size_t end = spot->cursor;
    while (end < text.length && !ends_line(text.bytes[end]) &&
           !(spot->quote ? text.bytes[end] == spot->quote : ends_plain(&whole, end, flow)))
        end++;
    if (!spot->quote && end == text.length && end > spot->cursor && text.bytes[end - 1] == ':')
        end--;
    while (!spot->quote && end > spot->cursor && strchr(" \t", text.bytes[end - 1]))
        end--;
    spot->end = end;
}

static void split_tag(struct sg_arena *a, struct sg_text text, struct sg_spot *spot)
{
    size_t end = spot->start;
    if (spot->quote || spot->start >= spot->cursor || text.bytes[spot->start] != '!')
        return;
    while (end < spot->cursor && text.bytes[end] != ' ')
        end++;
    if (end == spot->cursor)
        return;
    spot->tag = sg_copy_bytes(a, text.bytes + spot->start, end - spot->start);
    while (end < spot->cursor && text.bytes[end] == ' ')
        end++;
    spot->start = end;
}

void sg_spot_find(struct sg_arena *a, struct sg_text text, size_t offset, struct sg_spot *spot)
{
    struct reader r = {.arena = a, .spot = spot, .text = text.bytes, .end = offset};
    *spot = (struct sg_spot){.start = offset, .cursor = offset, .may_be_key = true};
    if (r.end >= 3 && memcmp(r.text, "\xEF\xBB\xBF", 3) == 0)
        r.at = 3;
    size_t first = r.at;
    while (first < text.length && strchr(" \t\r\n", text.bytes[first]))
        first++;
    spot->json = first < text.length && (text.bytes[first] == '{' || text.bytes[first] == '[');
    while (r.at < r.end) {
        size_t line = r.at;
        read_line(&r);
        if (r.at < r.end && (r.at == line || !is_line_start(&r)))
            next_line(&r);
        bool flow = top(&r) && top(&r)->bracket;
        if (r.at == r.end && ends_line(r.text[r.end - 1]) && spot->start == offset && !flow)
            read_blank(&r, 0);
    }
    if (spot->start == offset && top(&r) && top(&r)->bracket)
        spot->may_be_key = top(&r)->bracket == '{' && !top(&r)->key;
    for (size_t at = sg_line_start(text, offset); at < offset && text.bytes[at] == ' '; at++)
        spot->indent++;
    find_end(text, spot);
    split_tag(a, text, spot);
    spot->word = sg_copy_bytes(a, text.bytes + spot->start, spot->end - spot->start);
    spot->typed = sg_copy_bytes(a, text.bytes + spot->start, spot->cursor - spot->start);
}
