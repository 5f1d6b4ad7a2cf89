#include "cli/project_files.h"

#include "cli/report.h"
#include "cli/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A project that is being written into its folder. */
struct writing {
    struct samgen *samgen;
    struct project_folder *folder;
    const struct samgen_project *project;
    char **paths;   /* of the project's files, in their order */
    char **created; /* files and folders, which a failure removes in reverse order */
    size_t created_count, created_most;
    struct samgen_replacement *old; /* the existing files */
    size_t old_count;
};

static enum samgen_status in_the_way(const char *path, const char *why)
{
    report_error("%s already exists%s", path, why);
    return SAMGEN_BAD_INPUT;
}

static bool failed(const char *doing, const char *path)
{
    report_error("cannot %s %s: %s", doing, path, strerror(errno));
    return false;
}

static char *join(const char *folder, const char *path)
{
    size_t size = strlen(folder) + strlen(path) + 2;
    char *joined = malloc(size);
    if (joined)
        snprintf(joined, size, "%s/%s", folder, path);
    return joined;
}

static size_t count_slashes(const char *path)
{
    size_t count = 0;
    for (; *path; path++)
        count += *path == '/';
    return count;
}

static bool prepare(struct writing *w)
{
    size_t count = w->project->file_count;
    w->paths = calloc(count + 1, sizeof *w->paths);
    w->old = calloc(count + w->folder->change_count + 1, sizeof *w->old);
    w->created_most = 1;
    for (size_t i = 0; i < count; i++)
        w->created_most += 1 + count_slashes(w->project->files[i].path);
    w->created = calloc(w->created_most, sizeof *w->created);
    bool ok = w->paths && w->old && w->created;
    for (size_t i = 0; ok && i < count; i++)
        ok = (w->paths[i] = join(w->folder->path, w->project->files[i].path)) != NULL;
    return ok || failed("prepare", w->folder->path);
}

/* ---- Existing files ---- */

/* Why no file can be created in this folder; NULL when it can, and when the folder does not exist yet. */
static const char *no_folder(const char *path, bool own)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return NULL;
    if (S_ISLNK(st.st_mode) && !own)
        return " and is a link, which is not followed";
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode) ? NULL : " and is not a folder";
}

/* Checks the folder of the project, and the folders between it and the file. */
static enum samgen_status check_folders(const struct writing *w, char *path)
{
    char *own = path + strlen(w->folder->path);
    enum samgen_status status = SAMGEN_OK;
    for (char *slash = own; status == SAMGEN_OK && slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        const char *why = no_folder(path, slash == own);
        if (why)
            status = in_the_way(path, why);
        *slash = '/';
    }
    return status;
}

static enum samgen_status check_file(struct writing *w, size_t i)
{
    struct samgen_input text;
    struct stat st;
    const char *error, *path = w->paths[i];
    enum samgen_status status = check_folders(w, w->paths[i]);
    if (status != SAMGEN_OK || lstat(path, &st) != 0)
        return status;
    if (!S_ISREG(st.st_mode))
        return in_the_way(path, S_ISDIR(st.st_mode)   ? " and is a folder"
                                : S_ISLNK(st.st_mode) ? " and is a link, which is not followed"
                                                      : " and is not a regular file");
    if (!w->folder->force)
        return in_the_way(path, "; write --force to overwrite the files of the project");
    if (samgen_read_file(w->samgen, path, &text, &error) != SAMGEN_OK) {
        report_error("%s", error);
        return SAMGEN_FAILED;
    }
    w->old[w->old_count++] = (struct samgen_replacement){.path = path,
                                                         .read = text.bytes,
                                                         .read_length = text.length,
                                                         .bytes = w->project->files[i].text,
                                                         .length = w->project->files[i].length};
    return SAMGEN_OK;
}

static enum samgen_status check_all(struct writing *w)
{
    enum samgen_status status = SAMGEN_OK;
    for (size_t i = 0; status == SAMGEN_OK && i < w->project->file_count; i++)
        status = check_file(w, i);
    w->folder->overwritten = w->old_count;
    for (size_t i = 0; i < w->folder->change_count; i++)
        w->old[w->old_count++] = w->folder->changes[i];
    return status;
}

/* ---- Writing ---- */

static bool remember(struct writing *w, const char *path)
{
    char *copy = strdup(path);
    if (copy && w->created_count < w->created_most)
        w->created[w->created_count++] = copy;
    return copy != NULL;
}

static bool make_folder(struct writing *w, const char *path)
{
    if (mkdir(path, 0777) == 0)
        return remember(w, path);
    return errno == EEXIST || failed("create the folder", path);
}

static bool make_folders(struct writing *w, char *path)
{
    bool ok = true;
    for (char *slash = path + strlen(w->folder->path); ok && slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        ok = make_folder(w, path);
        *slash = '/';
    }
    return ok;
}

/* A file that did not exist when it was checked must not exist now. */
static bool create(struct writing *w, size_t i)
{
    const struct samgen_file *file = &w->project->files[i];
    if (!make_folders(w, w->paths[i]))
        return false;
    int fd = open(w->paths[i], O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0666);
    if (fd < 0)
        return failed("write", w->paths[i]);
    FILE *out = fdopen(fd, "wb");
    bool ok = remember(w, w->paths[i]) && out && fwrite(file->text, 1, file->length, out) == file->length;
    int reason = errno;
    if ((out ? fclose(out) : close(fd)) == 0 && ok)
        return true;
    errno = ok ? errno : reason;
    return failed("write", w->paths[i]);
}

static bool is_old(const struct writing *w, size_t i)
{
    for (size_t k = 0; k < w->old_count; k++)
        if (w->old[k].path == w->paths[i])
            return true;
    return false;
}

static enum samgen_status write_files(struct writing *w)
{
    const char *error;
    for (size_t i = 0; i < w->project->file_count; i++)
        if (!is_old(w, i) && !create(w, i))
            return SAMGEN_FAILED;
    if (!w->old_count || samgen_replace_files(w->samgen, w->old, w->old_count, &error) == SAMGEN_OK)
        return SAMGEN_OK;
    report_error("%s", error);
    return SAMGEN_FAILED;
}

static void finish(struct writing *w, bool undo)
{
    while (w->created_count) {
        char *path = w->created[--w->created_count];
        if (undo)
            remove(path);
        free(path);
    }
    for (size_t i = 0; w->paths && i < w->project->file_count; i++)
        free(w->paths[i]);
    free(w->created);
    free(w->paths);
    free(w->old);
}

enum samgen_status write_project_folder(struct samgen *samgen, struct project_folder *folder,
                                        const struct samgen_project *project)
{
    struct writing w = {.samgen = samgen, .folder = folder, .project = project};
    enum samgen_status status = prepare(&w) ? check_all(&w) : SAMGEN_FAILED;
    begin_writing();
    if (status == SAMGEN_OK)
        status = write_files(&w);
    finish(&w, status != SAMGEN_OK);
    end_writing();
    return status;
}
