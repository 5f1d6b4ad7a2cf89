#include "diagnose/plain_maker_internal.h"

#include <string.h>

#define TABLE_COLUMN 30 /* the last column of a table of events begins there or later */

void sg_diagnose_plain_put(struct sg_plain_maker *m, char c)
{
    m->at[m->made] = (uint32_t)m->i;
    m->text[m->made++] = c;
}

bool sg_diagnose_plain_follows(const struct sg_plain_maker *m, size_t at, const char *text)
{
    size_t length = strlen(text);
    return m->length - at >= length && memcmp(m->bytes + at, text, length) == 0;
}

static void skip_blanks(struct sg_plain_maker *m)
{
    while (m->i < m->length && sg_diagnose_is_blank(m->bytes[m->i]))
        m->i++;
}

/* Marks at the beginning of lines of comments, quotations, boxes and protocols. */
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

static bool skip_sign(struct sg_plain_maker *m)
{
    for (size_t i = 0; i < sizeof line_signs / sizeof *line_signs; i++) {
        size_t at = m->i;
        while (sg_diagnose_plain_follows(m, at, line_signs[i]))
            at += strlen(line_signs[i]);
        bool alone =
            at == m->length || sg_diagnose_is_blank(m->bytes[at]) || m->bytes[at] == '\n' || m->bytes[at] == '\r';
        if (at > m->i && alone) {
            m->i = at;
            return true;
        }
    }
    return false;
}

/* A mark before a wide gap is a frame, or separates the columns of a table. */
static void skip_frame(struct sg_plain_maker *m)
{
    size_t at = m->i + 1;
    if (m->i >= m->length || !strchr(",|;:", m->bytes[m->i]))
        return;
    while (at < m->length && sg_diagnose_is_blank(m->bytes[at]))
        at++;
    if (at - m->i > TABLE_COLUMN)
        m->i = at;
}

/* The lines that a diff adds begin with '+'; one such line can be another text. */
static void skip_plus(struct sg_plain_maker *m)
{
    bool plus = sg_diagnose_plain_follows(m, m->i, "+");
    m->i += plus && m->added;
    m->added = plus;
}

/* A '*' can also be a resource, so it is a mark only below another one. */
static void skip_star(struct sg_plain_maker *m)
{
    bool star = sg_diagnose_plain_follows(m, m->i, "* "), below = m->starred;
    m->starred = star || sg_diagnose_plain_follows(m, m->i, "/*");
    if (!star || !below)
        return;
    m->i++;
    skip_blanks(m);
}

/* Returns whether the line ends with one sign, which closes its frame. */
static bool closes_line(const struct sg_plain_maker *m, size_t at)
{
    for (size_t i = 0; i < sizeof line_signs / sizeof *line_signs; i++) {
        size_t end = at + strlen(line_signs[i]);
        if (sg_diagnose_plain_follows(m, at, line_signs[i]) && (end == m->length || m->bytes[end] == '\n'))
            return true;
    }
    return false;
}

/* The column after the last gap of two or more blanks in the line that begins here; 0 when it is not a table. */
static size_t last_column(const struct sg_plain_maker *m, size_t start)
{
    size_t column = 0;
    for (size_t i = start; i < m->length && m->bytes[i] != '\n'; i++)
        if (i > start + TABLE_COLUMN && m->bytes[i - 1] == ' ' && m->bytes[i - 2] == ' ' && m->bytes[i] != ' ' &&
            !closes_line(m, i))
            column = i - start;
    return column;
}

#define CELL_MOST 4 /* words in a cell of a table; more are a sentence */

/* Returns whether the text before a column is that of cells, not a sentence, which only the last column has. */
static bool are_cells(const struct sg_plain_maker *m, size_t start, size_t column)
{
    size_t words = 0;
    for (size_t i = start + 1; i < start + column && words <= CELL_MOST; i++)
        if (m->bytes[i] == ' ')
            words = m->bytes[i - 1] == ' ' ? 0 : words + 1;
    return words <= CELL_MOST;
}

/* Returns whether two lines begin with the same word, or with two times: each is a row or a record. */
static bool begin_alike(const struct sg_plain_maker *m, size_t x, size_t y)
{
    for (; x < m->length && y < m->length && m->bytes[x] != ' '; x++, y++) {
        unsigned char c = m->bytes[x], d = m->bytes[y];
        if (c != d && !(c >= '0' && c <= '9' && d >= '0' && d <= '9'))
            return false;
    }
    return y < m->length && m->bytes[y] == ' ' && y > 0 && m->bytes[y - 1] != '\n';
}

/* Returns whether the line continues a text in the last column of the line before. */
static bool goes_on(const struct sg_plain_maker *m, size_t start)
{
    size_t column = m->column;
    if (!column || m->length - start <= column || memchr(m->bytes + start, '\n', column))
        return false;
    const unsigned char *p = m->bytes + start + column;
    return p[0] != ' ' && p[-1] == ' ' && p[-2] == ' ' && are_cells(m, m->row, column) && are_cells(m, start, column) &&
           !begin_alike(m, m->row, start);
}

#define ENCODED_LEAST 3 /* encoded blanks, in a line with fewer plain ones */

/* Returns whether the words of the line that begins here are separated as in a URL: "is%20not" or "is+not". */
static bool is_encoded(const struct sg_plain_maker *m, size_t start)
{
    size_t encoded = 0, pluses = 0, blanks = 0;
    for (size_t i = start; i < m->length && m->bytes[i] != '\n'; i++) {
        encoded +=
            m->bytes[i] == '%' && (sg_diagnose_plain_follows(m, i, "%20") || sg_diagnose_plain_follows(m, i, "%2520"));
        pluses += m->bytes[i] == '+';
        blanks += m->bytes[i] == ' ';
    }
    return (encoded >= ENCODED_LEAST && encoded > blanks) || (pluses >= ENCODED_LEAST && pluses > blanks);
}

void sg_diagnose_plain_begin_line(struct sg_plain_maker *m)
{
    bool written = m->i == 0 || m->bytes[m->i - 1] == '\n'; /* it is not an escape */
    if (written)
        m->encoded = is_encoded(m, m->i);
    if (written && goes_on(m, m->i)) {
        m->i += m->column;
    } else {
        m->column = written ? last_column(m, m->i) : 0;
        m->row = m->i;
    }
    if (written && !m->encoded)
        skip_plus(m);
    skip_blanks(m);
    if (written)
        sg_diagnose_plain_skip_prefix(m);
    m->barred = sg_diagnose_plain_follows(m, m->i, "|");
    skip_frame(m);
    while (skip_sign(m))
        skip_blanks(m);
    skip_star(m);
}

static bool is_quote(unsigned char c)
{
    return c == '"' || c == '\'' || c == '`';
}

/* Returns whether the literal that opens at `at` is the name of a field: "name": */
static bool is_field(const struct sg_plain_maker *m, size_t at)
{
    const unsigned char *line = m->bytes + at + 1, *close;
    size_t left = m->length - at - 1;
    const unsigned char *end = memchr(line, '\n', left);
    left = end ? (size_t)(end - line) : left;
    close = memchr(line, m->bytes[at], left);
    return close && close + 1 < line + left &&
           (close[1] == ':' || (close[1] == ' ' && close + 2 < line + left && close[2] == ':'));
}

/* Returns whether the line that is being made is a row of quoted cells: "a","b". */
static bool is_row(const struct sg_plain_maker *m, size_t made)
{
    for (size_t i = made; i >= 3 && m->text[i - 1] != '\n'; i--)
        if (memcmp(m->text + i - 3, "\",\"", 3) == 0)
            return true;
    return false;
}

/*
 * Literals that a program joins: "..." at the end of a line, perhaps with a punctuation mark, and "..." at the
 * beginning of the next. After a comma they are items of a list, and are joined with a blank.
 */
static bool join_literals(struct sg_plain_maker *m)
{
    size_t next = m->i, made = m->made;
    while (next < m->length && sg_diagnose_is_blank(m->bytes[next]))
        next++;
    char sign = made && strchr(",+", m->text[made - 1]) ? m->text[made - 1] : '\0';
    for (made -= sign != '\0'; made && m->text[made - 1] == ' ';)
        made--;
    if (!made || !is_quote((unsigned char)m->text[made - 1]) || next >= m->length || !is_quote(m->bytes[next]) ||
        (sign == ',' && is_field(m, next)) || (!sign && ((char)m->bytes[next] != m->text[made - 1] || is_row(m, made))))
        return false;
    m->made = made - 1;
    if (sign == ',')
        sg_diagnose_plain_put(m, ' ');
    m->i = next + 1;
    return true;
}

static void drop_blanks(struct sg_plain_maker *m)
{
    while (m->made && m->text[m->made - 1] == ' ')
        m->made--;
}

void sg_diagnose_plain_line_end(struct sg_plain_maker *m, size_t width)
{
    size_t from = m->i;
    drop_blanks(m);
    if (m->barred && m->made > 1 && m->text[m->made - 1] == '|' && m->text[m->made - 2] == ' ') {
        m->made--;
        drop_blanks(m);
    }
    m->i += width;
    if (join_literals(m))
        return;
    size_t next = m->i;
    m->i = from;
    sg_diagnose_plain_put(m, '\n');
    m->i = next;
    sg_diagnose_plain_begin_line(m);
}
