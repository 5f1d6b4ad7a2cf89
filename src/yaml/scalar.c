#include "yaml/scalar.h"

#include "base/text.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_one_of(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (sg_equals(text, words[i]))
            return true;
    return false;
}
#define IS_ONE_OF(text, words) is_one_of((text), (words), sizeof(words) / sizeof *(words))

static const char *const null_words[] = {"", "~", "null", "Null", "NULL"};
static const char *const true_words[] = {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"};
static const char *const false_words[] = {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"};
#define LONGEST_WORD 5 /* bytes of "false" */

static const char *const infinities[] = {".inf", ".Inf", ".INF"};
static const char *const no_numbers[] = {".nan", ".NaN", ".NAN"};

static bool is_all(const char *text, const char *characters)
{
    return *text && sg_is_made_of(text, characters);
}

/* Skips the parts after the first number: ":59", of one or two digits. */
static const char *skip_sexagesimal(const char *p)
{
    while (*p == ':') {
        size_t count = strspn(p + 1, SG_DIGITS);
        if (count == 0 || count > 2 || (count == 2 && p[1] > '5'))
            return p;
        p += 1 + count;
    }
    return p;
}

static bool is_integer(const char *p)
{
    p += *p == '-' || *p == '+';
    if (p[0] == '0' && p[1] == 'b')
        return is_all(p + 2, "01_");
    if (p[0] == '0' && p[1] == 'x')
        return is_all(p + 2, SG_DIGITS "abcdefABCDEF_");
    if (p[0] == '0')
        return p[1] == '\0' || is_all(p + 1, "01234567_");
    if (!strchr("123456789", *p) || !*p)
        return false;
    p += strspn(p, SG_DIGITS "_");
    return *skip_sexagesimal(p) == '\0';
}

static bool is_exponent(const char *p)
{
    if (*p == '\0')
        return true;
    return (*p == 'e' || *p == 'E') && (p[1] == '-' || p[1] == '+') && is_all(p + 2, SG_DIGITS);
}

static bool is_float(const char *text)
{
    const char *p = text + (*text == '-' || *text == '+');
    if (IS_ONE_OF(p, infinities) || IS_ONE_OF(text, no_numbers))
        return true;
    if (*text == '.') /* YAML 1.1 allows no sign here */
        return strchr(SG_DIGITS, p[1]) && p[1] && is_exponent(p + 1 + strspn(p + 1, SG_DIGITS "_"));
    if (!*p || !strchr(SG_DIGITS, *p))
        return false;
    p += strspn(p, SG_DIGITS "_");
    p = skip_sexagesimal(p);
    return *p == '.' && is_exponent(p + 1 + strspn(p + 1, SG_DIGITS "_"));
}

static bool starts_number(char c)
{
    return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

/* Of null, true and false; few texts begin with these. */
static bool starts_word(char c)
{
    switch (c) {
    case '\0':
    case '~':
    case 'n':
    case 'N':
    case 't':
    case 'T':
    case 'y':
    case 'Y':
    case 'o':
    case 'O':
    case 'f':
    case 'F':
        return true;
    default:
        return false;
    }
}

enum sg_scalar_type sg_scalar_type(const struct sg_node *node)
{
    const char *text = node->text;
    if (node->type != SG_SCALAR || !node->plain || node->tag)
        return SG_TEXT;
    if (starts_number(*text))
        return is_integer(text) ? SG_INTEGER : is_float(text) ? SG_FLOAT : SG_TEXT;
    if (!starts_word(*text) || !memchr(text, '\0', LONGEST_WORD + 1))
        return SG_TEXT;
    if (IS_ONE_OF(text, null_words))
        return SG_NULL;
    return IS_ONE_OF(text, true_words) || IS_ONE_OF(text, false_words) ? SG_BOOLEAN : SG_TEXT;
}

bool sg_is_true(const struct sg_node *node)
{
    return node && sg_scalar_type(node) == SG_BOOLEAN && IS_ONE_OF(node->text, true_words);
}

bool sg_is_text(const struct sg_node *node)
{
    return node && node->type == SG_SCALAR && sg_scalar_type(node) == SG_TEXT;
}

bool sg_is_null(const struct sg_node *node)
{
    return node && node->type == SG_SCALAR && sg_scalar_type(node) == SG_NULL;
}

bool sg_is_nothing(const struct sg_node *node)
{
    if (!node)
        return true;
    if (node->type != SG_SCALAR)
        return node->count == 0;
    long long value;
    double number;
    switch (sg_scalar_type(node)) {
    case SG_NULL:
        return true;
    case SG_BOOLEAN:
        return !sg_is_true(node);
    case SG_INTEGER:
        return sg_integer(node, &value) && value == 0;
    case SG_FLOAT:
        return sg_float(node, &number) && number == 0;
    case SG_TEXT:
        break;
    }
    return *node->text == '\0';
}

/* In 190:20:30 each part counts sixty times the next. */
static bool add_part(long long part, long long *value)
{
    if (*value > (0x7FFFFFFFFFFFFFFF - part) / 60)
        return false;
    *value = *value * 60 + part;
    return true;
}

static bool read_parts(const char *digits, int base, long long *value)
{
    *value = 0;
    for (const char *p = digits;;) {
        char *end;
        errno = 0;
        long long part = strtoll(p, &end, base);
        if (errno || end == p || !add_part(part, value))
            return false;
        if (*end != ':')
            return *end == '\0';
        p = end + 1;
    }
}

#define LONGEST_INTEGER 80 /* the binary digits of a long long, and underscores */

bool sg_integer(const struct sg_node *node, long long *value)
{
    if (sg_scalar_type(node) != SG_INTEGER || strlen(node->text) > LONGEST_INTEGER)
        return false;
    char digits[LONGEST_INTEGER + 1];
    size_t length = 0;
    for (const char *p = node->text + strspn(node->text, "+-"); *p; p++)
        if (*p != '_')
            digits[length++] = *p;
    digits[length] = '\0';
    bool based = digits[0] == '0' && (digits[1] == 'b' || digits[1] == 'x');
    int base = !based ? (digits[0] == '0' ? 8 : 10) : digits[1] == 'x' ? 16 : 2;
    if (!read_parts(digits + (based ? 2 : 0), base, value))
        return false;
    *value = *node->text == '-' ? -*value : *value;
    return true;
}

#define LONGEST_FLOAT 400 /* the digits of the largest double, and underscores */

bool sg_float(const struct sg_node *node, double *value)
{
    char digits[LONGEST_FLOAT + 1];
    size_t length = 0;
    if (sg_scalar_type(node) != SG_FLOAT || strlen(node->text) > LONGEST_FLOAT)
        return false;
    for (const char *p = node->text + strspn(node->text, "+-"); *p; p++)
        if (*p != '_')
            digits[length++] = *p;
    digits[length] = '\0';
    *value = 0;
    for (char *part = digits, *end; part; part = *end ? end + 1 : NULL) {
        *value = *value * 60 + strtod(part, &end);
        if (end == part)
            return false;
    }
    *value = *node->text == '-' ? -*value : *value;
    return isfinite(*value);
}
