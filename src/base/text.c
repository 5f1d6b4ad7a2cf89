#include "base/text.h"

#include <string.h>

bool sg_is_made_of(const char *text, const char *characters)
{
    while (*text && strchr(characters, *text))
        text++;
    return !*text;
}

bool sg_same_text(const char *x, const char *y)
{
    return x == y || (x && y && strcmp(x, y) == 0);
}

bool sg_starts_with(const char *text, const char *start)
{
    while (*start && *text == *start) /* most texts differ soon */
        text++, start++;
    return !*start;
}

bool sg_ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && memcmp(text + n - m, end, m) == 0;
}

bool sg_is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
