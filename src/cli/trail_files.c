#include "cli/trail_files.h"

#include "cli/packed_text.h"
#include "cli/path_list.h"
#include "cli/report.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PIECE (256 * 1024)                    /* bytes read at a time */
#define TEXT_MOST ((size_t)256 * 1024 * 1024) /* of one file, unpacked; CloudTrail writes far smaller ones */
#define DEEP_MOST 32                          /* folders in folders: year, month, day */

/* The unpacked text of a file. */
struct text {
    char *bytes;
    size_t length, capacity;
    bool failed; /* it is too long, or memory has run out */
};

static void take_text(void *context, const char *bytes, size_t length)
{
    struct text *text = context;
    if (text->failed || text->length + length > TEXT_MOST) {
        text->failed = true;
        return;
    }
    if (text->length + length > text->capacity) {
        size_t capacity = 2 * (text->length + length);
        char *grown = realloc(text->bytes, capacity);
        if (!grown) {
            text->failed = true;
            return;
        }
        text->bytes = grown;
        text->capacity = capacity;
    }
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
}

/* Returns NULL, or why the file cannot be read. */
static const char *unpack(FILE *file, struct text *text)
{
    static const char no_memory[] = "there is not enough memory";
    char *piece = malloc(PIECE);
    struct packed_text *packed = packed_text_new(take_text, text);
    const char *error = piece && packed ? NULL : no_memory;
    size_t n;
    while (!error && (n = fread(piece, 1, PIECE, file)) > 0)
        error = packed_text_take(packed, piece, n);
    if (!error)
        error = ferror(file) ? strerror(errno) : packed_text_end(packed);
    packed_text_free(packed);
    free(piece);
    return error ? error : text->failed ? "it is longer than 256 MiB" : NULL;
}

static enum samgen_status unreadable(const char *path, const char *error)
{
    report_error("cannot read %s: %s", path, error);
    return SAMGEN_FAILED;
}

/* `named`: the user named this file, so it must be one with records. */
static enum samgen_status read_file(struct samgen_trail *trail, const char *path, bool named)
{
    struct text text = {0};
    struct samgen_result result;
    FILE *file = fopen(path, "rb");
    const char *error = file ? unpack(file, &text) : strerror(errno);
    enum samgen_status status = SAMGEN_OK;
    if (file)
        fclose(file);
    if (error) {
        status = unreadable(path, error);
    } else if (text.length) {
        const struct samgen_input input = {.name = path, .bytes = text.bytes, .length = text.length};
        status = samgen_trail_take(trail, &input, &result);
        if (status != SAMGEN_OK && !named)
            status = SAMGEN_OK;
        else if (status != SAMGEN_OK)
            report_error("%s: %s", path, result.findings[0].message);
    }
    free(text.bytes);
    return status;
}

static int by_name(const void *x, const void *y)
{
    return strcmp(*(char *const *)x, *(char *const *)y);
}

static bool list_folder(const char *path, struct path_list *list)
{
    DIR *folder = opendir(path);
    size_t length = strlen(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char *full = malloc(length + strlen(entry->d_name) + 2);
        if (full && *entry->d_name != '.') {
            sprintf(full, "%s/%s", path, entry->d_name);
            add_path(list, full);
        }
        free(full);
    }
    if (folder)
        closedir(folder);
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, by_name);
    return folder != NULL;
}

static enum samgen_status read_path(struct samgen_trail *trail, const char *path, size_t depth);

static enum samgen_status read_folder(struct samgen_trail *trail, const char *path, size_t depth)
{
    struct path_list list = {0};
    enum samgen_status status = SAMGEN_OK;
    if (!list_folder(path, &list))
        status = unreadable(path, strerror(errno));
    for (size_t i = 0; i < list.count && status == SAMGEN_OK; i++)
        status = read_path(trail, list.items[i], depth + 1);
    free_paths(&list);
    return status;
}

static enum samgen_status read_path(struct samgen_trail *trail, const char *path, size_t depth)
{
    struct stat st;
    if ((depth ? lstat(path, &st) : stat(path, &st)) != 0)
        return unreadable(path, strerror(errno));
    if (S_ISDIR(st.st_mode))
        return depth < DEEP_MOST ? read_folder(trail, path, depth) : SAMGEN_OK;
    return S_ISREG(st.st_mode) || !depth ? read_file(trail, path, !depth) : SAMGEN_OK;
}

struct samgen_trail *read_trails(struct args *args, const struct texts *paths, enum samgen_status *status)
{
    struct samgen_trail *trail = samgen_trail_new(args->samgen);
    *status = SAMGEN_OK;
    for (size_t i = 0; i < paths->count && *status == SAMGEN_OK; i++)
        *status = read_path(trail, paths->items[i], 0);
    return *status == SAMGEN_OK ? trail : NULL;
}
