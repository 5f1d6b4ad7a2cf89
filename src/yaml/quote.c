#include "yaml/quote.h"

#include "base/list.h"
#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

/* Words that YAML 1.1 or 1.2 reads as a null, a boolean, a merge key or a default value. */
static const char *const words[] = {
    "~",  "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "yes", "Yes", "YES", "no",
    "No", "NO",   "on",   "On",   "ON",   "off",  "Off",  "OFF",   "y",     "Y",     "n",   "N",   "<<",  "=",
};

/*
 * Numbers and dates of YAML 1.1 (tag repository) and of the 1.2 core schema. Compiling a regular expression would cost
 * more than writing the whole block.
 */

/* The number of digits that p begins with. */
static size_t digits(const char *p)
{
    size_t count = 0;
    while (p[count] >= '0' && p[count] <= '9')
        count++;
    return count;
}

/* The same of digits and '_'. */
static size_t spaced_digits(const char *p)
{
    size_t count = 0;
    while ((p[count] >= '0' && p[count] <= '9') || p[count] == '_')
        count++;
    return count;
}

static const char *skip_exponent(const char *p)
{
    if (*p != 'e' && *p != 'E')
        return p;
    const char *from = p + 1 + (p[1] == '-' || p[1] == '+');
    size_t count = digits(from);
    return count ? from + count : p;
}

/* 190:20:30 and 190:20:30.15 */
static bool is_sexagesimal(const char *p)
{
    while (*p == ':') {
        size_t count = digits(p + 1);
        if (count == 0 || count > 2 || (count == 2 && p[1] > '5'))
            return false;
        p += 1 + count;
    }
    return !*p || (*p == '.' && p[1 + spaced_digits(p + 1)] == '\0');
}

static bool is_based(const char *p)
{
    if (*p != '0')
        return false;
    const char *allowed = p[1] == 'b'   ? "01_"
                          : p[1] == 'o' ? "01234567_"
                          : p[1] == 'x' ? SG_DIGITS "abcdefABCDEF_"
                                        : "";
    return *allowed && p[2] && p[2 + strspn(p + 2, allowed)] == '\0';
}

static bool is_special(const char *p, bool sign)
{
    static const char *const names[] = {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"};
    for (size_t i = 0; i < (sign ? 3 : 6); i++)
        if (strcmp(names[i], p) == 0)
            return true;
    return false;
}

static bool is_number(const char *text)
{
    bool sign = *text == '-' || *text == '+';
    const char *p = text + sign;
    if (is_based(p) || is_special(p, sign))
        return true;
    bool whole = strchr(SG_DIGITS, *p) && *p;
    p += whole ? spaced_digits(p) : 0;
    if (whole && *p == ':')
        return is_sexagesimal(p);
    if (!whole && (*p != '.' || !p[1] || !strchr(SG_DIGITS, p[1])))
        return false;
    p += *p == '.' ? 1 + spaced_digits(p + 1) : 0;
    return *skip_exponent(p) == '\0';
}

/* Skips `least` to `most` digits and then `end`. */
static bool take_digits(const char **p, size_t least, size_t most, char end)
{
    size_t count = digits(*p);
    bool ok = count >= least && count <= most && (*p)[count] == end;
    *p += count + (ok && end ? 1 : 0);
    return ok;
}

/* Returns whether p is a time such as " 12:30:45.5 Z", with the separator before it. */
static bool is_time(const char *p)
{
    if (*p != 'T' && *p != 't' && *p != ' ' && *p != '\t')
        return false;
    p += 1 + strspn(p + 1, " \t");
    if (!take_digits(&p, 1, 2, ':') || !take_digits(&p, 2, 2, ':') || digits(p) != 2)
        return false;
    p += 2;
    p += *p == '.' ? 1 + digits(p + 1) : 0;
    p += strspn(p, " \t");
    if (*p == 'Z')
        return p[1] == '\0';
    p += (*p == '-' || *p == '+') ? 1 + strspn(p + 1, SG_DIGITS ":") : 0;
    return *p == '\0';
}

/* A date alone has two digits for month and day; before a time one is enough. */
static bool is_date(const char *p)
{
    const char *start = p;
    if (!take_digits(&p, 4, 4, '-') || !take_digits(&p, 1, 2, '-'))
        return false;
    size_t day = digits(p);
    if (day == 0 || day > 2)
        return false;
    return p[day] ? is_time(p + day) : p + day == start + strlen("2012-10-17");
}

#define LONGEST_WORD 5

static bool is_word(const char *text)
{
    if (!strchr("~nNtTfFyYoO<=", *text) || strlen(text) > LONGEST_WORD)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sg_equals(words[i], text))
            return true;
    return false;
}

static bool starts_like_syntax(const char *text)
{
    if (strchr("-?:", *text))
        return text[1] == '\0' || text[1] == ' ' || sg_starts_with(text, "---");
    return strchr(",[]{}#&*!|>'\"%@`", *text) != NULL || sg_starts_with(text, "...");
}

/*
 * Returns the length of a character that needs an escape: YAML must not have it, would change it, or nobody would see
 * it.
 */
static size_t unprintable(const unsigned char *p)
{
    size_t length = sg_utf8_length(p, strnlen((const char *)p, 4));
    bool blank = p[0] == 0xC2 && p[1] == 0xA0, no_character = p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE;
    return length && (blank || no_character || sg_is_unprintable(p, length)) ? length : 0;
}

/* Characters without meaning inside a plain scalar: most of every text, so a table skips them. */
static const bool harmless[256] = {
    ['!'] = 1, ['"'] = 1, ['$'] = 1, ['%'] = 1, ['&'] = 1, ['\''] = 1, ['('] = 1, [')'] = 1, ['*'] = 1, ['+'] = 1,
    ['-'] = 1, ['.'] = 1, ['/'] = 1, ['0'] = 1, ['1'] = 1, ['2'] = 1,  ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1,
    ['7'] = 1, ['8'] = 1, ['9'] = 1, ['<'] = 1, ['='] = 1, ['>'] = 1,  ['?'] = 1, ['A'] = 1, ['B'] = 1, ['C'] = 1,
    ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1,  ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1,
    ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1,  ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1,
    ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['_'] = 1, ['a'] = 1, ['b'] = 1,  ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1,
    ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1,  ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1,
    ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1,  ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1,
};

static bool breaks_plain(const char *text, enum sg_context context)
{
    for (const char *p = text; *p; p++) {
        if (harmless[(unsigned char)*p])
            continue;
        if (unprintable((const unsigned char *)p))
            return true;
        if (*p == ':' && (p[1] == ' ' || p[1] == '\0' || context == SG_FLOW))
            return true;
        if (*p == '#' && p > text && p[-1] == ' ')
            return true;
        if (context == SG_FLOW && strchr(",[]{}", *p))
            return true;
    }
    return false;
}

/* Characters of `harmless` that begin a syntax or a number. */
static const bool doubtful[256] = {
    ['!'] = 1, ['"'] = 1, ['%'] = 1, ['&'] = 1, ['\''] = 1, ['*'] = 1, ['>'] = 1, ['-'] = 1,
    ['?'] = 1, ['+'] = 1, ['.'] = 1, ['0'] = 1, ['1'] = 1,  ['2'] = 1, ['3'] = 1, ['4'] = 1,
    ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,  ['<'] = 1, ['='] = 1,
};

/* The length of a text that can be seen at once to need no quotes, as most can; else 0. */
static size_t simple_length(const char *text, enum sg_context context)
{
    const unsigned char *p = (const unsigned char *)text;
    if (!harmless[*p] || doubtful[*p])
        return 0;
    while (harmless[*p] || (*p == ':' && context == SG_BLOCK && harmless[p[1]]))
        p++;
    size_t length = (size_t)((const char *)p - text);
    return *p || (length <= LONGEST_WORD && is_word(text)) ? 0 : length;
}

static bool needs_quotes(const char *text, enum sg_context context)
{
    size_t length = strlen(text);
    if (length == 0 || text[0] == ' ' || text[length - 1] == ' ')
        return true;
    if (context == SG_FLOW && strchr("-?", *text))
        return true;
    if (starts_like_syntax(text) || breaks_plain(text, context) || is_word(text))
        return true;
    return strchr("+-." SG_DIGITS, *text) && (is_number(text) || is_date(text));
}

bool sg_needs_quotes(const char *text, enum sg_context context)
{
    return !simple_length(text, context) && needs_quotes(text, context);
}

static void add_quoted(struct sg_buffer *b, const char *text)
{
    sg_add_char(b, '"');
    for (const char *p = text; *p;) {
        size_t length = unprintable((const unsigned char *)p);
        if (length) {
            unsigned code = sg_code_point((const unsigned char *)p, length);
            sg_add_format(b, code < 0x100 ? "\\x%02X" : code < 0x10000 ? "\\u%04X" : "\\U%08X", code);
        } else {
            if (*p == '"' || *p == '\\')
                sg_add_char(b, '\\');
            sg_add_char(b, *p);
            length = 1;
        }
        p += length;
    }
    sg_add_char(b, '"');
}

void sg_add_scalar(struct sg_buffer *b, const char *text, enum sg_context context)
{
    size_t simple = simple_length(text, context);
    if (simple)
        sg_add_bytes(b, text, simple);
    else if (needs_quotes(text, context))
        add_quoted(b, text);
    else
        sg_add(b, text);
}
