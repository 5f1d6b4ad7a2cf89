#include "iam/match.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

static bool same(char x, char y, bool fold)
{
    return fold ? tolower((unsigned char)x) == tolower((unsigned char)y) : x == y;
}

/* Only the last '*' met needs to be tried again, so nothing is exponential. */
static bool match(const char *pattern, const char *text, bool fold)
{
    const char *star = NULL, *resume = NULL;
    while (*text) {
        if (*pattern == '*') {
            star = pattern++;
            resume = text;
        } else if ((*pattern == '?' && *text != '*') || (*pattern && same(*pattern, *text, fold))) {
            pattern++;
            text++;
        } else if (star) {
            pattern = star + 1;
            text = ++resume;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

bool sg_match(const char *pattern, const char *text)
{
    if (!strpbrk(pattern, "*?"))
        return strcmp(pattern, text) == 0;
    return match(pattern, text, false);
}

bool sg_match_action(const char *pattern, const char *action)
{
    if (!strpbrk(pattern, "*?"))
        return strcasecmp(pattern, action) == 0;
    return match(pattern, action, true);
}
