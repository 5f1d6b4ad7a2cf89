#include "diagnose/plain.h"

#include "base/list.h"
#include "base/utf8.h"

#include <string.h>

#define TABLE_COLUMN 30 /* the last column of a table of events begins there at the least */

struct maker {
    const unsigned char *bytes;
    size_t length, i;
    char *text;
    uint32_t *at;
    size_t made;
    enum sg_encoding encoding;
    size_t column; /* where the last column of the line begins, or 0 */
    bool starred;  /* the line before is one of a comment whose lines begin with '*' */
};

bool sg_is_gap(char c)
{
    return c == ' ' || c == '\n' || c == '"' || c == '\'' || c == '`';
}

static void put(struct maker *m, char c)
{
    m->at[m->made] = (uint32_t)m->i;
    m->text[m->made++] = c;
}

static bool follows(const struct maker *m, size_t at, const char *text)
{
    size_t length = strlen(text);
    return m->length - at >= length && memcmp(m->bytes + at, text, length) == 0;
}

static int hex_digit(unsigned char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The number that `digits` hexadecimal digits give, or -1. */
static int hex_number(const struct maker *m, size_t at, size_t digits)
{
    int number = 0;
    for (size_t i = 0; i < digits; i++) {
        int digit = at + i < m->length ? hex_digit(m->bytes[at + i]) : -1;
        if (digit < 0)
            return -1;
        number = number * 16 + digit;
    }
    return number;
}

/* ---- Beginnings of lines ---- */

static bool is_blank(unsigned char c)
{
    return c == ' ' || c == '\t';
}

static void skip_blanks(struct maker *m)
{
    while (m->i < m->length && is_blank(m->bytes[m->i]))
        m->i++;
}

/* Signs that begin the lines of comments, quotations, boxes and protocols. */
static const char *const line_signs[] = {"//",
                                         "#",
                                         ">",
                                         "<",
                                         "|",
                                         "\xe2\x94\x82",
                                         "\xe2\x95\xb7",
                                         "\xe2\x95\xb5",
                                         "\xe2\x94\x83",
                                         "\xc3\xa2\xe2\x80\x9d\xe2\x80\x9a"};

static bool skip_sign(struct maker *m)
{
    for (size_t i = 0; i < sizeof line_signs / sizeof *line_signs; i++) {
        size_t at = m->i;
        while (follows(m, at, line_signs[i]))
            at += strlen(line_signs[i]);
        bool alone = at == m->length || is_blank(m->bytes[at]) || m->bytes[at] == '\n' || m->bytes[at] == '\r';
        if (at > m->i && alone) {
            m->i = at;
            return true;
        }
    }
    return false;
}

/* A '*' may also be a resource, so it is a sign only below another one. */
static void skip_star(struct maker *m)
{
    bool star = follows(m, m->i, "* "), below = m->starred;
    m->starred = star || follows(m, m->i, "/*");
    if (!star || !below)
        return;
    m->i++;
    skip_blanks(m);
}

/* The column behind the last gap of two blanks or more in the line that begins here; 0 when it is no table. */
static size_t last_column(const struct maker *m, size_t start)
{
    size_t column = 0;
    for (size_t i = start; i < m->length && m->bytes[i] != '\n'; i++)
        if (i > start + TABLE_COLUMN && m->bytes[i - 1] == ' ' && m->bytes[i - 2] == ' ' && m->bytes[i] != ' ')
            column = i - start;
    return column;
}

/* Whether the line goes on with a text that began in the last column of the line before. */
static bool goes_on(const struct maker *m, size_t start)
{
    size_t column = m->column;
    if (!column || m->length - start <= column || memchr(m->bytes + start, '\n', column))
        return false;
    const unsigned char *p = m->bytes + start + column;
    return p[0] != ' ' && p[-1] == ' ' && p[-2] == ' ';
}

static void begin_line(struct maker *m)
{
    bool written = m->i == 0 || m->bytes[m->i - 1] == '\n'; /* not as an escape */
    if (written && goes_on(m, m->i))
        m->i += m->column;
    else
        m->column = written ? last_column(m, m->i) : 0;
    skip_blanks(m);
    while (skip_sign(m))
        skip_blanks(m);
    skip_star(m);
}

/* Literals that a language joins: "..." at the end of a line, and "..." at the beginning of the next. */
static bool join_literals(struct maker *m)
{
    size_t next = m->i;
    while (next < m->length && is_blank(m->bytes[next]))
        next++;
    char quote = m->made ? m->text[m->made - 1] : '\0';
    if ((quote != '"' && quote != '\'') || next >= m->length || (char)m->bytes[next] != quote)
        return false;
    m->made--;
    m->i = next + 1;
    return true;
}

static void put_line_end(struct maker *m, size_t width)
{
    size_t from = m->i;
    m->i += width;
    if (join_literals(m))
        return;
    size_t next = m->i;
    m->i = from;
    put(m, '\n');
    m->i = next;
    begin_line(m);
}

/* ---- Characters that stand for others ---- */

static void put_code(struct maker *m, int code, size_t width)
{
    if (code == '\n') {
        put_line_end(m, width);
        return;
    }
    if (code >= 0x2018 && code <= 0x201f)
        code = code < 0x201c ? '\'' : '"';
    put(m, code >= ' ' && code < 0x7f ? (char)code : ' ');
    m->i += width;
}

/* What any number of backslashes and the letter behind them stand for. */
static void put_escape(struct maker *m)
{
    size_t at = m->i;
    while (at < m->length && m->bytes[at] == '\\')
        at++;
    size_t width = at + 1 - m->i;
    unsigned char c = at < m->length ? m->bytes[at] : '\0';
    int code = c == 'u' ? hex_number(m, at + 1, 4) : c == 'x' ? hex_number(m, at + 1, 2) : -1;
    if (code >= 0)
        put_code(m, code, width + (c == 'u' ? 4 : 2));
    else if (c == 'n' || c == 'r')
        put_code(m, '\n', width);
    else if (c == 't')
        put_code(m, ' ', width);
    else if (c == '"' || c == '\'' || c == '/' || c == '`')
        put_code(m, c, width);
    else {
        put(m, '\\');
        m->i = at;
    }
}

struct replacement {
    const char *from, *to;
};

static const struct replacement entities[] = {
    {"&quot;", "\""}, {"&#34;", "\""}, {"&#x22;", "\""}, {"&apos;", "'"}, {"&#39;", "'"},  {"&#x27;", "'"},
    {"&lt;", "<"},    {"&gt;", ">"},   {"&amp;", "&"},   {"&nbsp;", " "}, {"&#160;", " "},
};

/* Typographic quotes, blanks that are none, dots; what boxes are made of is a blank. */
static const struct replacement characters[] = {
    {"\xe2\x80\x9c", "\""}, {"\xe2\x80\x9d", "\""},  {"\xe2\x80\x9e", "\""},
    {"\xe2\x80\x9f", "\""}, {"\xc2\xab", "\""},      {"\xc2\xbb", "\""},
    {"\xe2\x80\x98", "'"},  {"\xe2\x80\x99", "'"},   {"\xe2\x80\x9a", "'"},
    {"\xe2\x80\x9b", "'"},  {"\xe2\x80\xa6", "..."}, {"\xc2\xa0", " "},
    {"\xe2\x80\xaf", " "},  {"\xe2\x80\x87", " "},   {"\xe3\x80\x80", " "},
    {"\xe2\x80\x8b", ""},   {"\xe2\x81\xa0", ""},    {"\xef\xbb\xbf", ""},
    {"\xe2\x94\x82", " "},  {"\xe2\x94\x83", " "},   {"\xc3\xa2\xe2\x80\x9d\xe2\x80\x9a", " "},
};

static bool put_replacement(struct maker *m, const struct replacement *all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (follows(m, m->i, all[i].from)) {
            for (const char *p = all[i].to; *p; p++)
                put(m, *p);
            m->i += strlen(all[i].from);
            return true;
        }
    return false;
}

/* A character as it is; what is none, or what no line of ours may have, is a question mark or a blank. */
static void put_other(struct maker *m)
{
    const unsigned char *p = m->bytes + m->i;
    size_t length = sg_utf8_length(p, m->length - m->i);
    if (length == 0 || sg_is_unprintable(p, length)) {
        put(m, length ? ' ' : '?');
        m->i += length ? length : 1;
        return;
    }
    for (size_t i = 0; i < length; i++)
        put(m, (char)p[i]);
    m->i += length;
}

static void put_character(struct maker *m)
{
    size_t count = sizeof characters / sizeof *characters;
    /* Longer ones stand behind shorter ones that begin alike only for the bar that was read in a wrong encoding. */
    if (follows(m, m->i, characters[count - 1].from) && put_replacement(m, &characters[count - 1], 1))
        return;
    if (!put_replacement(m, characters, count))
        put_other(m);
}

/* ESC [ ... letter, or ESC ] ... BEL: colours and links. */
static void skip_terminal_code(struct maker *m)
{
    size_t at = m->i + 1;
    if (at < m->length && m->bytes[at] == '[') {
        for (at++; at < m->length && (m->bytes[at] < '@' || m->bytes[at] > '~') && at < m->i + 32;)
            at++;
    } else if (at < m->length && m->bytes[at] == ']') {
        while (at < m->length && m->bytes[at] != '\a' && m->bytes[at] != '\n' && m->bytes[at] != '\\')
            at++;
    }
    m->i = at < m->length ? at + 1 : m->length;
}

/* %XX, and %25XX of what was encoded twice. */
static void put_encoded(struct maker *m)
{
    bool twice = follows(m, m->i, "%25");
    int code = hex_number(m, m->i + (twice ? 3 : 1), 2);
    if (twice && code < 0) {
        twice = false;
        code = '%';
    }
    if (code >= 0) {
        put_code(m, code, twice ? 5 : 3);
        return;
    }
    put(m, '%');
    m->i++;
}

/* Two of them are bold type; one is a wildcard, and more hide something. */
static void put_asterisks(struct maker *m)
{
    size_t at = m->i;
    while (at < m->length && m->bytes[at] == '*')
        at++;
    size_t count = at - m->i;
    for (size_t i = 0; count != 2 && i < count; i++)
        put(m, '*');
    m->i = at;
}

static void put_special(struct maker *m, unsigned char c)
{
    if (c == '\n')
        put_line_end(m, 1);
    else if (c == '\r')
        put_line_end(m, follows(m, m->i, "\r\n") ? 2 : 1);
    else if (c == '\\')
        put_escape(m);
    else if (c == '*')
        put_asterisks(m);
    else if (c == '&' && put_replacement(m, entities, sizeof entities / sizeof *entities))
        return;
    else if (c == 0x1b)
        skip_terminal_code(m);
    else if (c >= 0x80)
        put_character(m);
    else
        put_code(m, c, 1);
}

static bool is_special(unsigned char c)
{
    return c < ' ' || c >= 0x7f || c == '\\' || c == '*' || c == '&';
}

struct sg_plain sg_plain(struct sg_arena *a, const char *bytes, size_t length, enum sg_encoding encoding)
{
    struct maker m = {.bytes = (const unsigned char *)bytes, .length = length, .encoding = encoding};
    m.text = sg_alloc_text(a, length + 1);
    m.at = sg_new_array(a, uint32_t, length + 1);
    begin_line(&m);
    while (m.i < length) {
        unsigned char c = m.bytes[m.i];
        if (encoding == SG_URL_ENCODED && c == '%')
            put_encoded(&m);
        else if (encoding == SG_URL_ENCODED && (c == '+' || c == '&'))
            put_code(&m, ' ', 1);
        else if (is_special(c))
            put_special(&m, c);
        else
            put_code(&m, c, 1);
    }
    m.text[m.made] = '\0';
    m.at[m.made] = (uint32_t)length;
    char *small = sg_alloc_text(a, m.made + 1);
    for (size_t i = 0; i <= m.made; i++)
        small[i] = sg_small_letter(m.text[i]);
    return (struct sg_plain){.text = m.text, .small = small, .length = m.made, .at = m.at};
}
