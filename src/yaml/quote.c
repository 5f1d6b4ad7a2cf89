#include "yaml/quote.h"

#include "base/list.h"

#include <regex.h>
#include <string.h>

/* Words that YAML 1.1 or 1.2 reads as a null, a boolean, a merge key or a default value. */
static const char *const words[] = {
    "~",  "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "yes", "Yes", "YES", "no",
    "No", "NO",   "on",   "On",   "ON",   "off",  "Off",  "OFF",   "y",     "Y",     "n",   "N",   "<<",  "=",
};

/* Numbers and dates of YAML 1.1 (tag repository) and of the 1.2 core schema. */
#define DIGITS "[0-9][0-9_]*"
#define SIXTIES "(:[0-5]?[0-9])+"
#define EXPONENT "([eE][-+]?[0-9]+)?"
#define TIME "([Tt]|[ \t]+)[0-9][0-9]?:[0-9][0-9]:[0-9][0-9](\\.[0-9]*)?([ \t]*(Z|[-+][0-9][0-9]?(:[0-9][0-9])?))?"
static const char numbers[] =
    "^([-+]?0b[01_]+|[-+]?0o?[0-7_]+|[-+]?0x[0-9a-fA-F_]+"
    "|[-+]?" DIGITS EXPONENT "|[-+]?" DIGITS SIXTIES "(\\.[0-9_]*)?"
    "|[-+]?" DIGITS "\\.[0-9_]*" EXPONENT "|[-+]?\\.[0-9][0-9_]*" EXPONENT "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)"
    "|[0-9]{4}-[0-9][0-9]-[0-9][0-9]|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?" TIME ")$";

static bool is_number(const char *text)
{
    regex_t pattern;
    if (!strchr("-+.0123456789", *text) || regcomp(&pattern, numbers, REG_EXTENDED | REG_NOSUB) != 0)
        return false;
    bool found = regexec(&pattern, text, 0, NULL, 0) == 0;
    regfree(&pattern);
    return found;
}

static bool is_word(const char *text)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], text) == 0)
            return true;
    return false;
}

static bool starts_like_syntax(const char *text)
{
    if (strchr("-?:", *text))
        return text[1] == '\0' || text[1] == ' ' || sg_starts_with(text, "---");
    return strchr(",[]{}#&*!|>'\"%@`", *text) != NULL || sg_starts_with(text, "...");
}

/* Characters that only an escape can carry: controls, and the line ends beyond ASCII that YAML 1.1 knows. */
static size_t unprintable(const unsigned char *p)
{
    if (*p < 0x20 || *p == 0x7F)
        return 1;
    if (p[0] == 0xC2 && p[1] >= 0x80 && p[1] <= 0xA0)
        return 2;
    if (p[0] == 0xE2 && p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9))
        return 3;
    if (p[0] == 0xEF && ((p[1] == 0xBB && p[2] == 0xBF) || (p[1] == 0xBF && p[2] >= 0xBE)))
        return 3;
    return 0;
}

static bool breaks_plain(const char *text, enum sg_context context)
{
    for (const char *p = text; *p; p++) {
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

bool sg_needs_quotes(const char *text, enum sg_context context)
{
    size_t length = strlen(text);
    if (length == 0 || text[0] == ' ' || text[length - 1] == ' ')
        return true;
    if (context == SG_FLOW && strchr("-?", *text))
        return true;
    return starts_like_syntax(text) || breaks_plain(text, context) || is_word(text) || is_number(text);
}

static unsigned code_point(const unsigned char *p, size_t length)
{
    if (length == 1)
        return *p;
    if (length == 2)
        return (unsigned)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    return (unsigned)(p[0] & 0x0F) << 12 | (unsigned)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
}

static void add_quoted(struct sg_buffer *b, const char *text)
{
    sg_add_char(b, '"');
    for (const char *p = text; *p;) {
        size_t length = unprintable((const unsigned char *)p);
        if (length) {
            unsigned code = code_point((const unsigned char *)p, length);
            sg_add_format(b, code < 0x100 ? "\\x%02X" : "\\u%04X", code);
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
    if (sg_needs_quotes(text, context))
        add_quoted(b, text);
    else
        sg_add(b, text);
}
