#define _XOPEN_SOURCE 700 /* realpath */
#include "base/replace.h"

#include "base/file.h"
#include "base/temporary_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file being replaced. Descriptors that are not open are -1, and names of files not made are NULL. */
struct target {
    const struct samgen_replacement *file;
    const char *folder_path, *name;
    int folder, old;
    struct stat st;            /* of the file as it was found */
    const char *fresh, *saved; /* names of the temporaries with the new and the old bytes */
};

struct job {
    struct sg_arena *arena;
    struct target *targets;
    size_t count;
    const char **error;
};

static bool refuse(struct job *job, const struct target *t, const char *reason)
{
    *job->error = sg_format(job->arena, "cannot write %s: %s", t->file->path, reason);
    return false;
}

static bool failed(struct job *job, const struct target *t)
{
    return refuse(job, t, strerror(errno));
}

static bool changed(struct job *job, const struct target *t)
{
    return refuse(job, t, "it has changed since it was read; no file was written");
}

static bool same_inode(const struct stat *x, const struct stat *y)
{
    return x->st_dev == y->st_dev && x->st_ino == y->st_ino;
}

static bool same_file(const struct stat *x, const struct stat *y)
{
    return same_inode(x, y) && x->st_mode == y->st_mode && x->st_nlink == y->st_nlink && x->st_uid == y->st_uid &&
           x->st_gid == y->st_gid;
}

/* ---- Checking and preparing ---- */

/* The descriptor stays open to the end, so that no other file can get this inode in the meantime. */
static bool open_target(struct job *job, struct target *t)
{
    char *resolved = realpath(t->file->path, NULL);
    if (!resolved)
        return failed(job, t);
    char *path = sg_copy(job->arena, resolved);
    free(resolved);
    struct stat st;
    if (lstat(path, &st) != 0)
        return failed(job, t);
    if (!S_ISREG(st.st_mode))
        return refuse(job, t, "it is not a regular file");
    if (st.st_nlink > 1)
        return refuse(job, t, "it has other hard links, which would keep the old text");
    char *name = strrchr(path, '/') + 1;
    t->name = sg_copy(job->arena, name);
    *name = '\0';
    t->folder_path = path;
    t->folder = sg_file_open_at(AT_FDCWD, path, O_RDONLY | O_DIRECTORY);
    t->old = t->folder < 0 ? -1 : sg_file_open_at(t->folder, t->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (t->old < 0 || fstat(t->old, &t->st) != 0 || faccessat(t->folder, t->name, W_OK, AT_EACCESS) != 0)
        return failed(job, t);
    return same_file(&st, &t->st) || changed(job, t);
}

static bool given_once(struct job *job, const struct target *t)
{
    for (const struct target *other = job->targets; other < t; other++)
        if (same_inode(&other->st, &t->st))
            return refuse(job, t, sg_format(job->arena, "it is the same file as %s", other->file->path));
    return true;
}

static bool check_bytes(struct job *job, const struct target *t)
{
    char chunk[16 * 1024];
    size_t at = 0;
    for (;;) {
        ssize_t got = pread(t->old, chunk, sizeof chunk, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failed(job, t);
        if (got == 0)
            return at == t->file->read_length || changed(job, t);
        if ((size_t)got > t->file->read_length - at || memcmp(chunk, t->file->read + at, (size_t)got) != 0)
            return changed(job, t);
        at += (size_t)got;
    }
}

/* The path and the name in the folder must still lead to this file, with the same bytes. */
static bool check_unchanged(struct job *job, const struct target *t)
{
    struct stat by_path, by_name;
    if (stat(t->file->path, &by_path) != 0 || fstatat(t->folder, t->name, &by_name, AT_SYMLINK_NOFOLLOW) != 0)
        return failed(job, t);
    if (!same_file(&by_path, &t->st) || !same_file(&by_name, &t->st))
        return changed(job, t);
    return check_bytes(job, t);
}

static bool copy_old(const struct job *job, struct target *t)
{
    const struct samgen_replacement *f = t->file;
    return sg_temporary_make(job->arena, t->folder, t->name, f->read, f->read_length, &t->st, &t->saved);
}

/* A single file is saved by save_only when it has been checked: a second name changes what is checked. */
static bool make_temporaries(struct job *job, struct target *t)
{
    const struct samgen_replacement *f = t->file;
    return (sg_temporary_make(job->arena, t->folder, t->name, f->bytes, f->length, &t->st, &t->fresh) &&
            (job->count == 1 || copy_old(job, t))) ||
           failed(job, t);
}

/*
 * Gives a single file a second name, where the file system has such. Several files are copied, so that no crash between
 * two renames leaves a file with two names, which could not be replaced again.
 */
static bool save_only(struct job *job, struct target *t)
{
    return sg_temporary_link(job->arena, t->folder, t->name, &t->saved) || copy_old(job, t) || failed(job, t);
}

/* ---- Replacing ---- */

static bool prepare(struct job *job)
{
    struct target *end = job->targets + job->count;
    for (struct target *t = job->targets; t < end; t++)
        if (!open_target(job, t) || !given_once(job, t))
            return false;
    for (struct target *t = job->targets; t < end; t++)
        if (!make_temporaries(job, t))
            return false;
    for (struct target *t = job->targets; t < end; t++)
        if (!check_unchanged(job, t))
            return false;
    return job->count != 1 || save_only(job, job->targets);
}

/* Some file systems cannot sync a folder (EINVAL); a rename alone is the best there is. */
static bool rename_all(struct job *job)
{
    struct target *end = job->targets + job->count;
    for (struct target *t = job->targets; t < end; t++) {
        if (renameat(t->folder, t->fresh, t->folder, t->name) != 0)
            return failed(job, t);
        t->fresh = NULL;
    }
    for (struct target *t = job->targets; t < end; t++)
        if (!sg_file_sync(t->folder) && errno != EINVAL)
            return failed(job, t);
    return true;
}

/* On a network file system a rename that failed may have happened nevertheless: the inode shows it. */
static void put_back(struct job *job)
{
    for (size_t i = job->count; i-- > 0;) {
        struct target *t = &job->targets[i];
        struct stat st;
        if (fstatat(t->folder, t->name, &st, AT_SYMLINK_NOFOLLOW) == 0 && same_inode(&st, &t->st))
            continue;
        if (renameat(t->folder, t->saved, t->folder, t->name) == 0)
            sg_file_sync(t->folder);
        else
            *job->error = sg_format(job->arena, "%s; %s could not be restored (%s): its old text is in %s%s",
                                    *job->error, t->file->path, strerror(errno), t->folder_path, t->saved);
        t->saved = NULL;
    }
}

static void clean_up(struct job *job)
{
    for (size_t i = 0; i < job->count; i++) {
        const struct target *t = &job->targets[i];
        if (t->fresh)
            unlinkat(t->folder, t->fresh, 0);
        if (t->saved)
            unlinkat(t->folder, t->saved, 0);
        if (t->old >= 0)
            close(t->old);
        if (t->folder >= 0)
            close(t->folder);
    }
}

bool sg_replace_files(struct sg_arena *a, const struct samgen_replacement *files, size_t count, const char **error)
{
    struct job job = {a, sg_new_array(a, struct target, count), count, error};
    for (size_t i = 0; i < count; i++)
        job.targets[i] = (struct target){.file = &files[i], .folder = -1, .old = -1};
    bool ok = prepare(&job);
    if (ok && !rename_all(&job)) {
        put_back(&job);
        ok = false;
    }
    clean_up(&job);
    return ok;
}
