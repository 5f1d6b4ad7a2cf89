#include "base/ignore.h"

#include <string.h>

#define STEPS_MOST 20000 /* of one comparison: stars multiply */
#define PATH_LONGEST 4096

/* The end of a set [...] that begins at `p`, or NULL when it has no end. */
static const char *set_end(const char *p)
{
    const char *q = p + 1;
    if (*q == '!' || *q == '^')
        q++;
    if (*q == ']')
        q++;
    while (*q && *q != ']')
        q++;
    return *q ? q : NULL;
}

static bool is_in_set(const char *p, const char *end, char c)
{
    bool negated = p[1] == '!' || p[1] == '^', in = false;
    for (const char *q = p + 1 + negated; q < end; q++) {
        if (q + 2 < end && q[1] == '-') {
            in = in || (q[0] <= c && c <= q[2]);
            q += 2;
        } else {
            in = in || *q == c;
        }
    }
    return in != negated;
}

static bool glob(const char *p, const char *text, size_t *steps);

/* "**" and what follows it: any folders, or with nothing after it any rest. */
static bool glob_folders(const char *p, const char *text, size_t *steps)
{
    const char *rest = p + 2 + (p[2] == '/');
    if (!*rest)
        return true;
    for (;;) {
        if (glob(rest, text, steps))
            return true;
        text = strchr(text, '/');
        if (!text)
            return false;
        text++;
    }
}

static bool glob_star(const char *p, const char *text, size_t *steps)
{
    for (;; text++) {
        if (glob(p + 1, text, steps))
            return true;
        if (!*text || *text == '/')
            return false;
    }
}

static bool glob(const char *p, const char *text, size_t *steps)
{
    for (; *p; p++, text++) {
        const char *end = *p == '[' ? set_end(p) : NULL;
        if (++*steps > STEPS_MOST)
            return false;
        if (p[0] == '*' && p[1] == '*')
            return glob_folders(p, text, steps);
        if (*p == '*')
            return glob_star(p, text, steps);
        if (!*text || (*text == '/' && *p != '/'))
            return false;
        if (end) {
            if (!is_in_set(p, end, *text))
                return false;
            p = end;
        } else if (*p == '\\' && p[1]) {
            if (*++p != *text)
                return false;
        } else if (*p != '?' && *p != *text) {
            return false;
        }
    }
    return !*text;
}

/* 1: the pattern excludes the path; -1: it takes the path back; 0: it is about others. */
static int judge(const char *pattern, const char *path, bool is_folder)
{
    char own[4096];
    size_t steps = 0, length;
    bool back = *pattern == '!';
    pattern += back;
    length = strlen(pattern);
    if (!length || length >= sizeof own)
        return 0;
    memcpy(own, pattern, length + 1);
    bool folders_only = own[length - 1] == '/';
    if (folders_only)
        own[--length] = '\0';
    if (!length || (folders_only && !is_folder))
        return 0;
    const char *slash = strrchr(path, '/');
    bool anchored = strchr(own, '/') != NULL;
    const char *text = anchored || !slash ? path : slash + 1;
    return !glob(own + (*own == '/'), text, &steps) ? 0 : back ? -1 : 1;
}

int sg_ignore_judge(const char *const *patterns, size_t count, const char *path, bool is_folder)
{
    for (size_t i = count; i > 0; i--) {
        int found = judge(patterns[i - 1], path, is_folder);
        if (found)
            return found;
    }
    return 0;
}

bool sg_ignore_excludes(const char *const *patterns, size_t count, const char *path, bool is_folder)
{
    char part[PATH_LONGEST];
    size_t length = strlen(path);
    if (!count || length >= sizeof part)
        return false;
    memcpy(part, path, length + 1);
    for (char *slash = part; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        if (*part && sg_ignore_judge(patterns, count, part, true) > 0)
            return true;
        *slash = '/';
    }
    return sg_ignore_judge(patterns, count, path, is_folder) > 0;
}
