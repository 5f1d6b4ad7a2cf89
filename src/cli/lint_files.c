#include "cli/lint_files.h"

#include "cli/ignore.h"
#include "cli/lines.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MOST 200 /* nested folders */

static void complain(const struct file_sink *sink, enum samgen_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void complain(const struct file_sink *sink, enum samgen_status status, const char *format, ...)
{
    char *message = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&message, &length);
    va_list rest;
    va_start(rest, format);
    if (stream)
        vfprintf(stream, format, rest);
    va_end(rest);
    bool ok = stream && fclose(stream) == 0;
    sink->complain(sink->context, status, ok ? message : "not enough memory for the message");
    free(message);
}

static void cannot_read(const struct file_sink *sink, const char *path, const char *why)
{
    complain(sink, SAMGEN_FAILED, "cannot read %s: %s", path, why);
}

/* Names what is neither a file nor a folder. */
static const char *kind_of(mode_t mode)
{
    return S_ISFIFO(mode) ? "it is a pipe; send its output to samgen lint -" : "it is a device or a socket, not a file";
}

/* ---- Folders ---- */

struct names {
    char **items;
    size_t count, capacity;
};

/* A folder that is being read, with its parents. */
struct folder {
    const struct file_sink *sink;
    const struct folder *parent;
    struct ignore_file *ignored; /* its own .gitignore and those above it */
    const char *path;
    dev_t device;
    ino_t inode;
    size_t depth;
};

static bool walk(const struct folder *folder);

static bool add_name(struct names *names, const char *name)
{
    if (names->count == names->capacity) {
        size_t capacity = names->capacity ? 2 * names->capacity : 32;
        char **items = realloc(names->items, capacity * sizeof *items);
        if (!items)
            return false;
        names->items = items;
        names->capacity = capacity;
    }
    names->items[names->count] = strdup(name);
    return names->items[names->count] && ++names->count;
}

static int by_name(const void *x, const void *y)
{
    return strcmp(*(char *const *)x, *(char *const *)y);
}

/* False with errno set when some could not be read. */
static bool read_names(const char *path, struct names *names)
{
    DIR *stream = opendir(path);
    bool ok = stream != NULL;
    while (ok) {
        errno = 0;
        const struct dirent *entry = readdir(stream);
        if (!entry)
            break;
        if (*entry->d_name != '.' && strcmp(entry->d_name, "node_modules") != 0)
            ok = add_name(names, entry->d_name);
    }
    int error = errno;
    if (stream)
        closedir(stream);
    if (names->count)
        qsort(names->items, names->count, sizeof *names->items, by_name);
    errno = error;
    return ok && error == 0;
}

static void free_names(struct names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
}

/* "a" and "b" give "a/b", "." and "b" give "b". NULL without memory. */
static char *join(const char *folder, const char *name)
{
    size_t length = strcmp(folder, ".") == 0 ? 0 : strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        length--;
    char *path = malloc(length + strlen(name) + 2);
    if (!path)
        return NULL;
    memcpy(path, folder, length);
    if (length && folder[length - 1] != '/')
        path[length++] = '/';
    strcpy(path + length, name);
    return path;
}

static bool may_be_template(const char *name)
{
    static const char *const endings[] = {".yaml", ".yml", ".json", ".template"};
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t own = strlen(endings[i]);
        if (length > own && strcmp(name + length - own, endings[i]) == 0)
            return true;
    }
    return false;
}

static bool is_within(const struct folder *folder, const struct stat *st)
{
    for (; folder; folder = folder->parent)
        if (folder->device == st->st_dev && folder->inode == st->st_ino)
            return true;
    return false;
}

/* Links are not followed: their targets are found by their own names, or are outside of this folder. */
static void leave_link(const struct folder *folder, const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        if (errno == ELOOP || may_be_template(path))
            cannot_read(folder->sink, path, strerror(errno));
    } else if (S_ISDIR(st.st_mode) && is_within(folder, &st)) {
        cannot_read(folder->sink, path, "it is a link to one of its own parent folders");
    } else if (S_ISDIR(st.st_mode) || may_be_template(path)) {
        complain(folder->sink, SAMGEN_OK, "%s is a link, so it is not checked; name it to check it", path);
    }
}

static bool enter(const struct folder *parent, const struct file_sink *sink, const char *path, const struct stat *st)
{
    struct ignore_file *ignored = enter_ignored(parent ? parent->ignored : ignored_above(path), path);
    const struct folder folder = {.sink = sink,
                                  .parent = parent,
                                  .ignored = ignored,
                                  .path = path,
                                  .device = st->st_dev,
                                  .inode = st->st_ino,
                                  .depth = parent ? parent->depth + 1 : 0};
    bool more = true;
    if (folder.depth < DEPTH_MOST)
        more = walk(&folder);
    else
        cannot_read(sink, path, "its folders are nested too deeply");
    leave_ignored(ignored, parent ? parent->ignored : NULL);
    return more;
}

static bool is_passed_over(const struct folder *folder, const char *name, const struct stat *st)
{
    bool is_folder = S_ISDIR(st->st_mode);
    if (is_folder && strcmp(name, "cdk.out") == 0)
        return true;
    return (is_folder || may_be_template(name)) && is_ignored(folder->ignored, folder->path, name, is_folder);
}

static bool take_entry(const struct folder *folder, const char *name, const char *path)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        cannot_read(folder->sink, path, strerror(errno));
    else if (is_passed_over(folder, name, &st))
        folder->sink->pass_over(folder->sink->context, path);
    else if (S_ISDIR(st.st_mode))
        return enter(folder, folder->sink, path, &st);
    else if (S_ISLNK(st.st_mode))
        leave_link(folder, path);
    else if (S_ISREG(st.st_mode) && may_be_template(path))
        return folder->sink->take(folder->sink->context, path, true);
    else if (may_be_template(path))
        cannot_read(folder->sink, path, kind_of(st.st_mode));
    return true;
}

static bool walk(const struct folder *folder)
{
    struct names names = {0};
    bool more = true;
    if (!read_names(folder->path, &names))
        cannot_read(folder->sink, folder->path, strerror(errno));
    for (size_t i = 0; i < names.count && more; i++) {
        char *path = join(folder->path, names.items[i]);
        if (path)
            more = take_entry(folder, names.items[i], path);
        else
            cannot_read(folder->sink, folder->path, strerror(errno));
        free(path);
    }
    free_names(&names);
    return more;
}

/* ---- Names from the command line ---- */

bool each_file(const struct file_sink *sink, const char *path)
{
    struct stat st;
    if (strcmp(path, "-") == 0)
        return sink->take(sink->context, path, false);
    if (stat(path, &st) != 0)
        cannot_read(sink, path, strerror(errno));
    else if (S_ISDIR(st.st_mode))
        return enter(NULL, sink, path, &st);
    else if (S_ISREG(st.st_mode))
        return sink->take(sink->context, path, false);
    else
        cannot_read(sink, path, kind_of(st.st_mode));
    return true;
}

static bool each_line(const struct file_sink *sink, struct lines *lines, const char *name)
{
    const char *line;
    size_t length;
    bool more = true;
    while (more && next_line(lines, &line, &length)) {
        char *path = strndup(line, length);
        if (!path || length > SAMGEN_LINE_MOST || strlen(path) != length)
            complain(sink, SAMGEN_FAILED, "%s:%zu: this is not a path", name, lines->number);
        else if (length)
            more = each_file(sink, path);
        free(path);
    }
    if (ferror(lines->file))
        cannot_read(sink, name, strerror(errno));
    return more;
}

bool each_listed_file(const struct file_sink *sink, const char *list)
{
    bool is_stdin = strcmp(list, "-") == 0, more = true;
    struct lines *lines = calloc(1, sizeof *lines);
    FILE *file = is_stdin ? stdin : fopen(list, "rb");
    if (!file || !lines) {
        complain(sink, SAMGEN_FAILED, "--files-from: cannot read %s: %s", list, strerror(errno));
    } else {
        lines->file = file;
        more = each_line(sink, lines, is_stdin ? "<stdin>" : list);
    }
    if (file && !is_stdin)
        fclose(file);
    free(lines);
    return more;
}
