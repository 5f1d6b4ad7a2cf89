#include "diagnose/principal_internal.h"

#include "base/list.h"
#include "base/text.h"

#include <string.h>
#include <strings.h>

/*
 * Sessions of an execution role have the name of the function, and most roles have it too: the names that a stack, a
 * console or a framework derives from the name of a function contain a part of it.
 */
#define ALIKE_LEAST 6    /* letters that the names of a function and its role have in common */
#define ALIKE_PERCENT 60 /* of the shorter name */
#define ALIKE_SURE 8     /* letters that are enough for names of any length */

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (sg_small_letter(c) >= 'a' && sg_small_letter(c) <= 'f');
}

static bool is_letter(char c)
{
    return sg_small_letter(c) >= 'a' && sg_small_letter(c) <= 'z';
}

static bool fits_sign(char sign, char c)
{
    return sign == '?' || (sign == '#' && is_hex(c)) || (sign == '%' && is_letter(c)) || sign == c;
}

/* Like sg_iam_glob, but '#' also matches a hexadecimal digit and '%' a letter. */
static bool fits(const char *pattern, const char *text)
{
    const char *star = NULL, *from = NULL;
    while (*text) {
        if (*pattern == '*') {
            star = pattern++;
            from = text;
        } else if (*pattern && fits_sign(*pattern, *text)) {
            pattern++;
            text++;
        } else if (star) {
            pattern = star + 1;
            text = ++from;
        } else {
            return false;
        }
    }
    return sg_is_made_of(pattern, "*");
}

static bool fits_any(const struct sg_strings *patterns, const char *text)
{
    for (size_t i = 0; i < patterns->count; i++)
        if (fits(patterns->items[i], text))
            return true;
    return false;
}

static bool has_any(const struct sg_strings *words, const char *letters)
{
    for (size_t i = 0; i < words->count; i++)
        if (strstr(letters, words->items[i]))
            return true;
    return false;
}

/* Only small letters and digits. */
static const char *bare(struct sg_arena *a, const char *name)
{
    char *text = sg_copy(a, name), *to = text;
    for (const char *p = name; *p; p++)
        if (is_letter(*p) || (*p >= '0' && *p <= '9'))
            *to++ = sg_small_letter(*p);
    *to = '\0';
    return text;
}

/* Words that roles and sessions have without being of the same function. */
static const char *const common_words[] = {"production", "development", "execution",  "integration",
                                           "terraform",  "assumedrole", "servicerole"};

static bool is_common(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof common_words / sizeof *common_words; i++)
        for (const char *p = common_words[i]; strlen(p) >= length; p++)
            if (strncmp(p, text, length) == 0)
                return true;
    return false;
}

/* The length of the longest text that both have, apart from common words. */
static size_t common_length(const char *x, const char *y)
{
    size_t longest = 0;
    for (; *x; x++)
        for (const char *p = y; *p; p++) {
            size_t n = 0;
            while (x[n] && x[n] == p[n])
                n++;
            if (n > longest && !is_common(x, n))
                longest = n;
        }
    return longest;
}

/* "f" and "f", or "f-role-a1b2c3d4" */
static bool is_named_after(const char *role, const char *session)
{
    size_t length = strlen(session);
    return length && strncmp(role, session, length) == 0 && (!role[length] || strchr("-_", role[length]));
}

/* Returns whether a session can have the name of a function, which is not a number and not called a session. */
static bool is_function_name(const char *session)
{
    return sg_is_made_of(session, SG_ALNUM "-_") && session[strcspn(session, SG_LETTERS)] && !strstr(session, "ession");
}

/* Returns whether the names of a role and a session are those of a function. */
static bool is_of_function(struct sg_arena *a, const char *role, const char *session)
{
    if (is_named_after(role, session))
        return true;
    const char *x = bare(a, role), *y = bare(a, session);
    size_t common = common_length(x, y), shorter = strlen(x) < strlen(y) ? strlen(x) : strlen(y);
    return common >= ALIKE_SURE || (common >= ALIKE_LEAST && common * 100 >= shorter * ALIKE_PERCENT) ||
           (strstr(x, "lambda") && is_function_name(session));
}

/* Role and session of "...assumed-role/ROLE/SESSION"; false for another text. */
static bool split(struct sg_arena *a, const char *principal, const char **role, const char **session)
{
    const char *start = strstr(principal, "assumed-role/");
    const char *slash = start ? strchr(start + strlen("assumed-role/"), '/') : NULL;
    if (!slash)
        return false;
    start += strlen("assumed-role/");
    *role = sg_copy_bytes(a, start, (size_t)(slash - start));
    *session = slash + 1;
    return true;
}

const char *sg_diagnose_session_kind(struct sg_arena *a, const struct sg_denial_facts *facts, const char *principal)
{
    const char *role, *session;
    if (!split(a, principal, &role, &session))
        return NULL;
    for (size_t i = 0; i < facts->callers.count; i++) {
        const struct sg_denial_caller *caller = &facts->callers.items[i];
        if (fits_any(&caller->sessions, session) || fits_any(&caller->roles, role))
            return caller->kind;
    }
    if (is_of_function(a, role, session))
        return "lambda";
    const char *letters = bare(a, role);
    bool either = strstr(letters, "lambda"); /* of a function that works with the other service, or the reverse */
    for (size_t i = 0; !either && i < facts->callers.count; i++)
        if (has_any(&facts->callers.items[i].words, letters))
            return facts->callers.items[i].kind;
    return NULL;
}
