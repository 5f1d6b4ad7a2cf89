#include "diagnose/plain_maker_internal.h"

#include "base/list.h"
#include "base/utf8.h"

#include <string.h>

static int hex_digit(unsigned char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The number of `digits` hexadecimal digits, or -1. */
static int hex_number(const struct sg_plain_maker *m, size_t at, size_t digits)
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

/* ---- Encoded characters ---- */

static void put_code(struct sg_plain_maker *m, int code, size_t width)
{
    if (code == '\n') {
        sg_diagnose_plain_line_end(m, width);
        return;
    }
    if (code >= 0x2018 && code <= 0x201f)
        code = code < 0x201c ? '\'' : '"';
    sg_diagnose_plain_put(m, code >= ' ' && code < 0x7f ? (char)code : ' ');
    m->i += width;
}

/* Reads any number of backslashes and the letter after them. */
static void put_escape(struct sg_plain_maker *m)
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
        if (c != '&') /* an entity is an escaped quote */
            sg_diagnose_plain_put(m, '\\');
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

/* Typographic quotes become plain ones; special blanks and the parts of boxes become blanks. */
static const struct replacement characters[] = {
    {"\xe2\x80\x9c", "\""}, {"\xe2\x80\x9d", "\""}, {"\xe2\x80\x9e", "\""}, {"\xe2\x80\x9f", "\""},
    {"\xc2\xab", "\""},     {"\xc2\xbb", "\""},     {"\xe2\x80\x98", "'"},  {"\xe2\x80\x99", "'"},
    {"\xe2\x80\x9a", "'"},  {"\xe2\x80\x9b", "'"},  {"\xc2\xa0", " "},      {"\xe2\x80\xaf", " "},
    {"\xe2\x80\x87", " "},  {"\xe3\x80\x80", " "},  {"\xe2\x80\x8b", ""},   {"\xe2\x81\xa0", ""},
    {"\xef\xbb\xbf", ""},   {"\xe2\x80\x90", "-"},  {"\xe2\x80\x91", "-"},  {"\xc2\xad", ""},
    {"\xef\xbc\x9a", ":"},  {"\xe2\x94\x82", " "},  {"\xe2\x94\x83", " "},  {"\xc3\xa2\xe2\x80\x9d\xe2\x80\x9a", " "},
};

static bool put_replacement(struct sg_plain_maker *m, const struct replacement *all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (sg_diagnose_plain_follows(m, m->i, all[i].from)) {
            for (const char *p = all[i].to; *p; p++)
                sg_diagnose_plain_put(m, *p);
            m->i += strlen(all[i].from);
            return true;
        }
    return false;
}

static bool is_control_or_line_end(const unsigned char *p, size_t length)
{
    unsigned code = sg_code_point(p, length);
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029;
}

/* Copies a character. Bytes that are not UTF-8 become a question mark, controls a blank. */
static void put_other(struct sg_plain_maker *m)
{
    const unsigned char *p = m->bytes + m->i;
    size_t length = sg_utf8_length(p, m->length - m->i);
    if (length == 0 || is_control_or_line_end(p, length)) {
        sg_diagnose_plain_put(m, length ? ' ' : '?');
        m->i += length ? length : 1;
        return;
    }
    for (size_t i = 0; i < length; i++)
        sg_diagnose_plain_put(m, (char)p[i]);
    m->i += length;
}

static void put_character(struct sg_plain_maker *m)
{
    size_t count = sizeof characters / sizeof *characters;
    /* Only the bar that was read in a wrong encoding comes after a shorter one with the same beginning. */
    if (sg_diagnose_plain_follows(m, m->i, characters[count - 1].from) && put_replacement(m, &characters[count - 1], 1))
        return;
    if (!put_replacement(m, characters, count))
        put_other(m);
}

/* ESC [ ... letter, or ESC ] ... BEL: colours and links. */
static void skip_terminal_code(struct sg_plain_maker *m)
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
static void put_encoded(struct sg_plain_maker *m)
{
    bool twice = sg_diagnose_plain_follows(m, m->i, "%25");
    int code = hex_number(m, m->i + (twice ? 3 : 1), 2);
    if (twice && code < 0) {
        twice = false;
        code = '%';
    }
    if (code >= 0) {
        put_code(m, code, twice ? 5 : 3);
        return;
    }
    sg_diagnose_plain_put(m, '%');
    m->i++;
}

/* Returns whether the word that is being made has asterisks, which hide a part of it: "***REDACTED". */
static bool in_hidden_word(const struct sg_plain_maker *m)
{
    for (size_t i = m->made; i > 0 && !sg_diagnose_is_gap(m->text[i - 1]); i--)
        if (m->text[i - 1] == '*')
            return true;
    return false;
}

/* A part of an ARN that asterisks hide: "arn:aws:sts::**:assumed-role/r", "arn:aws:sts::**REDACTED**:...". */
static bool is_hidden_part(const struct sg_plain_maker *m, size_t end)
{
    char before = m->made ? m->text[m->made - 1] : ' ';
    size_t word = end;
    while (word < m->length && m->bytes[word] >= 'A' && m->bytes[word] <= 'Z')
        word++;
    end = word > end && sg_diagnose_plain_follows(m, word, "**") ? word + strlen("**") : end;
    return (before == ':' || before == '/') && end < m->length && (m->bytes[end] == ':' || m->bytes[end] == '/');
}

/* Two of them mark bold type; one is a wildcard, and more hide a name. */
static void put_asterisks(struct sg_plain_maker *m)
{
    size_t at = m->i;
    while (at < m->length && m->bytes[at] == '*')
        at++;
    size_t count = at - m->i;
    bool bold = count == 2 && !in_hidden_word(m) && !is_hidden_part(m, at);
    for (size_t i = 0; !bold && i < count; i++)
        sg_diagnose_plain_put(m, '*');
    m->i = at;
}

#define LINK_MOST 2048 /* bytes of a link */

/* "<address|text>" of Slack: the text. Returns whether there is one; the '>' that ends it is skipped later. */
static bool skip_link(struct sg_plain_maker *m)
{
    size_t bar = 0, at = m->i + 1;
    for (; at < m->length && at - m->i < LINK_MOST && m->bytes[at] > ' ' && m->bytes[at] != '>'; at++)
        bar = m->bytes[at] == '|' && !bar ? at : bar;
    if (!bar || at == m->length || m->bytes[at] != '>')
        return false;
    m->link_end = at;
    m->i = bar + 1;
    return true;
}

static void put_special(struct sg_plain_maker *m, unsigned char c)
{
    if (c == 'L') {
        if (!sg_diagnose_plain_unpack(m))
            put_code(m, c, 1);
    } else if (c == '\n')
        sg_diagnose_plain_line_end(m, 1);
    else if (c == '\r')
        sg_diagnose_plain_line_end(m, sg_diagnose_plain_follows(m, m->i, "\r\n") ? 2 : 1);
    else if (c == '\\')
        put_escape(m);
    else if (c == '*')
        put_asterisks(m);
    else if (c == '<' && skip_link(m))
        return;
    else if (c == '>' && m->link_end && m->i == m->link_end)
        m->i++;
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
    return c < ' ' || c >= 0x7f || c == '\\' || c == '*' || c == '&' || c == '<' || c == '>' || c == 'L';
}

struct sg_plain sg_diagnose_plain(struct sg_arena *a, const struct sg_strings *prefixes, const char *bytes,
                                  size_t length)
{
    struct sg_plain_maker m = {
        .bytes = (const unsigned char *)bytes, .length = length, .above = length, .prefixes = prefixes};
    m.text = sg_alloc_text(a, length + 1);
    m.at = sg_new_array(a, uint32_t, length + 1);
    sg_diagnose_plain_begin_line(&m);
    while (m.i < length) {
        unsigned char c = m.bytes[m.i];
        if (m.encoded && c == '%')
            put_encoded(&m);
        else if (m.encoded && (c == '+' || c == '&'))
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
    return (struct sg_plain){.text = m.text, .small = small, .length = m.made, .at = m.at, .bytes = bytes};
}
