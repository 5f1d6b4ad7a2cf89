#define _XOPEN_SOURCE 700 /* realpath */
#include "cli/ignore.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATTERNS_MOST 10000 /* of one file; further lines are not read */
#define STEPS_MOST 20000    /* of one comparison: stars multiply */

/* ---- One pattern ---- */

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

/* The last pattern that is about a path counts. */
static int judge_all(const char *const *patterns, size_t count, const char *path, bool is_folder)
{
    for (size_t i = count; i > 0; i--) {
        int found = judge(patterns[i - 1], path, is_folder);
        if (found)
            return found;
    }
    return 0;
}

bool is_excluded(const char *const *patterns, size_t count, const char *path, bool is_folder)
{
    char *part = count ? strdup(path) : NULL;
    bool excluded = false;
    for (char *slash = part; slash && !excluded && (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        excluded = *part && judge_all(patterns, count, part, true) > 0;
        *slash = '/';
    }
    excluded = excluded || (part && judge_all(patterns, count, part, is_folder) > 0);
    free(part);
    return excluded;
}

/* ---- .gitignore ---- */

struct ignore_file {
    struct ignore_file *above;
    char *folder; /* the real path */
    char **patterns;
    size_t count;
};

/* Cuts a line's end, and blanks at its end that no '\' keeps. */
static void trim(char *line)
{
    size_t length = strcspn(line, "\r\n");
    while (length && line[length - 1] == ' ' && !(length > 1 && line[length - 2] == '\\'))
        length--;
    line[length] = '\0';
}

static bool add_pattern(struct ignore_file *file, const char *line)
{
    char **patterns = realloc(file->patterns, (file->count + 1) * sizeof *patterns);
    if (!patterns)
        return false;
    file->patterns = patterns;
    patterns[file->count] = strdup(line);
    return patterns[file->count] && ++file->count;
}

static void read_patterns(struct ignore_file *file, FILE *stream)
{
    char *line = NULL;
    size_t size = 0;
    bool more = true;
    while (more && file->count < PATTERNS_MOST && getline(&line, &size, stream) >= 0) {
        trim(line);
        if (*line && *line != '#')
            more = add_pattern(file, line[0] == '\\' && line[1] == '#' ? line + 1 : line);
    }
    free(line);
}

struct ignore_file *enter_ignored(struct ignore_file *above, const char *path)
{
    char *real = realpath(path, NULL), *name = real ? malloc(strlen(real) + sizeof "/.gitignore") : NULL;
    FILE *stream = name ? fopen(strcat(strcpy(name, real), "/.gitignore"), "rb") : NULL;
    struct ignore_file *file = stream ? calloc(1, sizeof *file) : NULL;
    free(name);
    if (file) {
        file->above = above;
        file->folder = real;
        read_patterns(file, stream);
    } else {
        free(real);
    }
    if (stream)
        fclose(stream);
    return file ? file : above;
}

static bool is_repository(const char *folder)
{
    char *name = malloc(strlen(folder) + sizeof "/.git");
    bool is = name && access(strcat(strcpy(name, folder), "/.git"), F_OK) == 0;
    free(name);
    return is;
}

struct ignore_file *ignored_above(const char *path)
{
    struct ignore_file *files = NULL;
    char *real = realpath(path, NULL);
    size_t length = real ? strlen(real) : 0, top = length;
    for (char *p = real; p && *p && !is_repository(p);) { /* up to the folder that holds .git */
        char *slash = strrchr(p, '/');
        if (!slash || slash == p) {
            free(real);
            return NULL;
        }
        *slash = '\0';
        top = (size_t)(slash - p);
    }
    while (real && top < length) {
        files = enter_ignored(files, real);
        real[top] = '/';
        top = strlen(real); /* the end of the next folder, which was cut here */
    }
    free(real);
    return files;
}

void leave_ignored(struct ignore_file *files, const struct ignore_file *above)
{
    while (files && files != above) {
        struct ignore_file *next = files->above;
        for (size_t i = 0; i < files->count; i++)
            free(files->patterns[i]);
        free(files->patterns);
        free(files->folder);
        free(files);
        files = next;
    }
}

bool is_ignored(const struct ignore_file *files, const char *folder, const char *name, bool is_folder)
{
    char *real = files ? realpath(folder, NULL) : NULL;
    char *path = real ? malloc(strlen(real) + strlen(name) + 2) : NULL;
    int found = 0;
    if (path)
        strcat(strcat(strcpy(path, real), "/"), name);
    for (; path && files && !found; files = files->above) {
        size_t length = strlen(files->folder);
        if (strncmp(path, files->folder, length) == 0 && path[length] == '/')
            found = judge_all((const char *const *)files->patterns, files->count, path + length + 1, is_folder);
    }
    free(real);
    free(path);
    return found > 0;
}
