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

bool sg_ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && memcmp(text + n - m, end, m) == 0;
}
