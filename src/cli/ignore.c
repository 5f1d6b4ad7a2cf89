#define _XOPEN_SOURCE 700 /* realpath */
#include "cli/ignore.h"

#include <samgen/samgen.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATTERNS_MOST 10000 /* of one file; further lines are not read */

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
            found = samgen_lint_match((const char *const *)files->patterns, files->count, path + length + 1, is_folder);
    }
    free(real);
    free(path);
    return found > 0;
}
