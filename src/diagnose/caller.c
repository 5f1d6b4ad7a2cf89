#include "diagnose/principal_internal.h"

#include "base/list.h"
#include "base/text.h"
#include "diagnose/mask_internal.h"

#include <string.h>
#include <strings.h>

/*
 * Sessions of an execution role have the name of the function, and most roles have it too: the names that a stack, a
 * console or a framework derives from the name of a function contain a part of it.
 */
#define ALIKE_LEAST 6    /* letters that the names of a function and its role have in common */
#define ALIKE_PERCENT 60 /* of the shorter name */
#define ALIKE_SURE 8     /* letters that are enough for names of any length */
#define MARK_LEAST 12    /* letters and digits that CloudFormation adds to names */
#define NUMBER_LEAST 5   /* digits of a session that is a number */
#define POD_DIGITS 8     /* of the address of a pod */

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
        if (sg_is_alnum(*p))
            *to++ = sg_small_letter(*p);
    *to = '\0';
    return text;
}

/* Returns whether the text is a part of a word that roles and sessions have without being of the same function. */
static bool is_common(const struct sg_denial_facts *facts, const char *text, size_t length)
{
    for (size_t i = 0; i < facts->common_words.count; i++)
        for (const char *p = facts->common_words.items[i]; strlen(p) >= length; p++)
            if (strncmp(p, text, length) == 0)
                return true;
    return false;
}

/* The length of the longest text that both have, apart from common words. */
static size_t common_length(const struct sg_denial_facts *facts, const char *x, const char *y)
{
    size_t longest = 0;
    for (; *x; x++)
        for (const char *p = y; *p; p++) {
            size_t n = 0;
            while (x[n] && x[n] == p[n])
                n++;
            if (n > longest && !is_common(facts, x, n))
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

/* "1a2b3c4d-ROLE": kube2iam, which gives pods their roles, names its sessions so. */
static bool is_of_pod(const char *role, const char *session)
{
    size_t digits = strspn(session, "0123456789abcdef");
    return digits == POD_DIGITS && session[digits] == '-' && strcmp(session + digits + 1, role) == 0;
}

/* Returns whether a session can have the name of a function, which is not a number and not called a session. */
static bool is_function_name(const char *session)
{
    return sg_is_made_of(session, SG_ALNUM "-_") && session[strcspn(session, SG_LETTERS)] && !strstr(session, "ession");
}

/*
 * Returns whether the names of a role and a session are those of a function. A hidden session shows nothing, and the
 * same mask in both names does not make them alike.
 */
static bool is_of_function(struct sg_arena *a, const struct sg_denial_facts *facts, const char *role,
                           const char *session)
{
    const char *seen = sg_diagnose_without_masks(a, session);
    bool whole = strcmp(seen, session) == 0;
    if (sg_diagnose_is_mask(session))
        return false;
    if (whole && is_named_after(role, session))
        return true;
    const char *x = bare(a, sg_diagnose_without_masks(a, role)), *y = bare(a, seen);
    size_t common = common_length(facts, x, y), shorter = strlen(x) < strlen(y) ? strlen(x) : strlen(y);
    return common >= ALIKE_SURE || (whole && common >= ALIKE_LEAST && common * 100 >= shorter * ALIKE_PERCENT) ||
           (strstr(x, "lambda") && is_function_name(session));
}

/* Role and session of "...assumed-role/ROLE/SESSION", or a role alone, whose session is ""; false for another text. */
static bool split(struct sg_arena *a, const char *principal, const char **role, const char **session)
{
    const char *start = strstr(principal, "assumed-role/"), *end;
    if (start) {
        start += strlen("assumed-role/");
        end = start + strcspn(start, "/");
    } else if ((start = strstr(principal, ":role/"))) {
        start = strrchr(start, '/') + 1; /* roles can have a path */
        end = start + strlen(start);
    } else {
        return false;
    }
    *role = sg_copy_bytes(a, start, (size_t)(end - start));
    *session = *end ? end + 1 : end;
    return true;
}

/* The session of a function has its name, which is not a number, a mail address or "key=value". */
static bool cannot_be_function(const char *session)
{
    size_t length = strlen(session);
    bool whole = sg_is_made_of(session, SG_ALNUM "-_+=,.@") && !strstr(session, "..");
    return whole && ((length >= NUMBER_LEAST && sg_is_made_of(session, SG_DIGITS)) ||
                     (strpbrk(session, "+=,.@") && sg_is_alnum(session[length - 1])));
}

/* "AuditRole/Audit-Session": programs that assume a role call their sessions so. */
static bool is_called_session(const char *role, const char *session)
{
    static const char word[] = "session";
    size_t length = strlen(session), word_length = sizeof word - 1;
    return length > word_length && strcasecmp(session + length - word_length, word) == 0 &&
           strncmp(role, session, length) != 0;
}

/* The kind of caller whose names a row of `callers` lists; NULL: none. */
static const char *listed_kind(const struct sg_denial_facts *facts, const char *role, const char *session)
{
    bool of_letters = sg_is_made_of(session, SG_LETTERS); /* as many as the session had */
    bool told = *session && strchr("<[{$", *session);     /* "<instance-id>" says what it hides */
    bool named = *session && (of_letters || told || !sg_diagnose_is_mask(session));
    for (size_t i = 0; i < facts->callers.count; i++) {
        const struct sg_denial_caller *caller = &facts->callers.items[i];
        if ((named && fits_any(&caller->sessions, session)) || fits_any(&caller->roles, role))
            return caller->kind;
    }
    return NULL;
}

bool sg_diagnose_is_function_role(struct sg_arena *a, const char *principal)
{
    const char *role, *session;
    if (!split(a, principal, &role, &session))
        return false;
    const char *mark = strrchr(role, '-'); /* CloudFormation and the console add one */
    return strstr(bare(a, role), "lambda") || (strcmp(role, session) != 0 && is_named_after(role, session)) ||
           (mark && strlen(mark + 1) >= MARK_LEAST && sg_is_made_of(mark + 1, SG_ALNUM));
}

const char *sg_diagnose_session_kind(struct sg_arena *a, const struct sg_denial_facts *facts, const char *principal)
{
    const char *role, *session;
    if (!split(a, principal, &role, &session))
        return NULL;
    const char *listed = listed_kind(facts, role, session), *letters = bare(a, role);
    if (listed)
        return listed;
    if (is_of_pod(role, session))
        return "eks";
    bool of_function = strstr(letters, "lambda"); /* which works with the other service, or the reverse */
    if (cannot_be_function(session) ||
        (!of_function && !sg_diagnose_is_mask(session) && is_called_session(role, session)))
        return "other";
    if (*session && is_of_function(a, facts, role, session))
        return "lambda";
    for (size_t i = 0; !of_function && i < facts->callers.count; i++)
        if (has_any(&facts->callers.items[i].words, letters))
            return facts->callers.items[i].kind;
    return NULL;
}
