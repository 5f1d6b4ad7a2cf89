#include "suggest/program_internal.h"

#include "base/file.h"
#include "base/list.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define UP_MOST 20                            /* folders above the template that are searched for the root */
#define BYTES_MOST ((size_t)64 * 1024 * 1024) /* of all files of one call */
#define PATH_MOST 2048

/* ---- Paths ---- */

/* Takes the last folder off, or adds "..". */
static void go_up(struct sg_strings *parts, struct sg_arena *a)
{
    if (parts->count && strcmp(parts->items[parts->count - 1], "..") != 0)
        parts->count--;
    else
        sg_push(a, parts, "..");
}

static void add_parts(struct sg_arena *a, struct sg_strings *parts, const char *path)
{
    while (*path) {
        size_t length = strcspn(path, "/");
        if (length == 2 && strncmp(path, "..", 2) == 0)
            go_up(parts, a);
        else if (length && (length != 1 || *path != '.'))
            sg_push(a, parts, sg_copy_bytes(a, path, length));
        path += length + (path[length] == '/');
    }
}

const char *sg_code_path(const struct sg_code_files *files, const char *folder, const char *path)
{
    struct sg_strings parts = {0};
    if (*path == '/' || strlen(folder) + strlen(path) > PATH_MOST)
        return NULL;
    add_parts(files->arena, &parts, folder);
    add_parts(files->arena, &parts, path);
    size_t up = 0;
    while (up < parts.count && strcmp(parts.items[up], "..") == 0)
        up++;
    return up > files->up ? NULL : parts.count ? sg_join(files->arena, &parts, "/") : ".";
}

/* ---- The root ---- */

static bool is_there(struct sg_arena *a, const char *folder, const char *path)
{
    struct stat st;
    return lstat(sg_concat(a, folder, path), &st) == 0;
}

/* How many folders above the template's `path` begins. */
static size_t leads_up(struct sg_arena *a, const char *path)
{
    struct sg_strings parts = {0};
    size_t up = 0;
    if (*path != '/' && strlen(path) <= PATH_MOST)
        add_parts(a, &parts, path);
    while (up < parts.count && strcmp(parts.items[up], "..") == 0)
        up++;
    return up;
}

static void widen(struct sg_code_files *files, const struct sg_node *value)
{
    if (value && value->type == SG_SCALAR && leads_up(files->arena, value->text) > files->up)
        files->up = leads_up(files->arena, value->text);
}

void sg_code_files_open(struct sg_arena *a, const struct sg_template *t, const char *code, struct sg_code_files *files)
{
    const char *slash = strrchr(t->source->name, '/'), *above = "";
    *files = (struct sg_code_files){.arena = a};
    files->folder = slash ? sg_copy_bytes(a, t->source->name, (size_t)(slash + 1 - t->source->name)) : "";
    for (size_t up = 0; up < UP_MOST; up++, above = sg_concat(a, above, "../"))
        if (is_there(a, files->folder, sg_concat(a, above, ".git"))) {
            files->up = up;
            return;
        }
    for (size_t i = 0; i < t->count; i++) {
        widen(files, sg_get(t->resources[i].properties, "CodeUri"));
        widen(files, sg_get(t->resources[i].properties, "ContentUri"));
        widen(files, sg_get(t->resources[i].properties, "Code"));
        widen(files, sg_get(t->resources[i].properties, "Content"));
    }
    if (code && leads_up(a, code) > files->up)
        files->up = leads_up(a, code);
}

/* ---- What is there ---- */

enum state { STATE_UNKNOWN, STATE_NOTHING, STATE_FILE, STATE_FOLDER };

/* What is at a path, and the path without symbolic links. */
struct entry {
    enum state state;
    const char *real;
};

#define LINKS_MOST 8 /* of one path, as a link may lead to a link; a circle of them ends here */

static struct entry *look(struct sg_code_files *files, const char *path, size_t links);

/* A link that stays inside the root. An absolute one never does. */
static void follow(struct sg_code_files *files, struct entry *entry, const char *folder, const char *path, size_t links)
{
    char *target = sg_alloc_text(files->arena, PATH_MOST + 1);
    ssize_t length = readlink(sg_concat(files->arena, files->folder, path), target, PATH_MOST);
    if (length <= 0 || links == LINKS_MOST)
        return;
    target[length] = '\0';
    const char *to = sg_code_path(files, folder, target);
    if (to)
        *entry = *look(files, to, links + 1);
}

static struct entry *look(struct sg_code_files *files, const char *path, size_t links)
{
    struct stat st;
    void **slot = sg_map_at(files->arena, &files->entries, path);
    struct entry *entry = *slot;
    if (entry)
        return entry;
    entry = *slot = sg_new(files->arena, struct entry);
    *entry = (struct entry){.state = STATE_NOTHING, .real = path}; /* also while it is being looked at */
    const char *slash = strrchr(path, '/'), *folder = ".";
    if (slash && strcmp(slash, "/..") != 0) {
        const struct entry *outer = look(files, sg_copy_bytes(files->arena, path, (size_t)(slash - path)), links);
        if (outer->state != STATE_FOLDER)
            return entry;
        folder = outer->real;
        entry->real = sg_code_path(files, folder, slash + 1);
    }
    if (!entry->real || lstat(sg_concat(files->arena, files->folder, entry->real), &st) != 0)
        return entry;
    if (S_ISLNK(st.st_mode))
        follow(files, entry, folder, entry->real, links);
    else
        entry->state = S_ISREG(st.st_mode) ? STATE_FILE : S_ISDIR(st.st_mode) ? STATE_FOLDER : STATE_NOTHING;
    return entry;
}

bool sg_code_is_file(struct sg_code_files *files, const char *path)
{
    return path && look(files, path, 0)->state == STATE_FILE;
}

bool sg_code_is_folder(struct sg_code_files *files, const char *path)
{
    return path && look(files, path, 0)->state == STATE_FOLDER;
}

/* ---- Reading ---- */

static const struct sg_source *read_source(struct sg_code_files *files, const char *path, size_t most)
{
    struct sg_source *source = sg_new(files->arena, struct sg_source);
    const char *error, *full = sg_concat(files->arena, files->folder, path);
    source->name = path;
    if (!sg_code_is_file(files, path) || files->bytes > BYTES_MOST ||
        !sg_read_file(files->arena, full, most, &source->bytes, &source->length, &error))
        return NULL;
    files->bytes += source->length;
    return source;
}

const struct sg_code_file *sg_code_file(struct sg_code_files *files, const char *path)
{
    if (!path)
        return NULL;
    path = look(files, path, 0)->real;
    void **slot = sg_map_at(files->arena, &files->units, path);
    if (*slot)
        return *slot;
    const struct sg_source *source = read_source(files, path, SG_CODE_BYTES_MOST);
    if (!source)
        return NULL;
    struct sg_code_file *file = sg_new(files->arena, struct sg_code_file);
    *file = (struct sg_code_file){.path = path, .language = sg_code_language_of(path), .first_line = 1};
    file->unit = sg_code_read(files->arena, source, file->language);
    *sg_map_at(files->arena, &files->units, path) = file;
    return file;
}

const struct sg_code_file *sg_code_empty_file(struct sg_code_files *files, const char *path)
{
    void **slot = sg_map_at(files->arena, &files->units, path);
    if (*slot)
        return *slot;
    struct sg_code_file *file = sg_new(files->arena, struct sg_code_file);
    struct sg_source *source = sg_new(files->arena, struct sg_source);
    *source = (struct sg_source){.name = path, .bytes = ""};
    *file = (struct sg_code_file){.path = path, .language = sg_code_language_of(path), .first_line = 1};
    file->unit = sg_code_read(files->arena, source, SG_CODE_PYTHON);
    return *slot = file;
}

const struct sg_source *sg_code_settings(struct sg_code_files *files, const char *path)
{
    return read_source(files, path, SG_CODE_SETTINGS_MOST);
}
