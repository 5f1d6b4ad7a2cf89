#define _XOPEN_SOURCE 700 /* realpath, fchmod */
#include "base/file.h"

#include "base/list.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool failed(struct sg_arena *a, const char *doing, const char *path, const char **error)
{
    *error = sg_format(a, "cannot %s %s: %s", doing, path, strerror(errno));
    return false;
}

static bool read_all(struct sg_arena *a, int fd, size_t most, const char **bytes, size_t *length)
{
    struct stat st;
    bool sized = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 && (size_t)st.st_size <= most;
    size_t capacity = sized ? (size_t)st.st_size + 1 : 4096, used = 0;
    char *text = sg_alloc_text(a, capacity + 1);
    ssize_t got;
    do {
        got = read(fd, text + used, capacity - used);
        used += got > 0 ? (size_t)got : 0;
        if (used == capacity) {
            char *larger = sg_alloc_text(a, capacity * 2 + 1);
            memcpy(larger, text, used);
            text = larger;
            capacity *= 2;
        }
    } while (used <= most && (got > 0 || (got < 0 && errno == EINTR)));
    text[used] = '\0';
    *bytes = text;
    *length = used;
    return got >= 0;
}

bool sg_read_file(struct sg_arena *a, const char *path, size_t most, const char **bytes, size_t *length,
                  const char **error)
{
    if (strcmp(path, "-") == 0)
        return read_all(a, STDIN_FILENO, most, bytes, length) || failed(a, "read", "standard input", error);
    int fd = sg_file_open_at(AT_FDCWD, path, O_RDONLY);
    if (fd < 0)
        return failed(a, "read", path, error);
    bool ok = read_all(a, fd, most, bytes, length) || failed(a, "read", path, error);
    close(fd);
    return ok;
}

bool sg_file_write(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t n = write(fd, bytes, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n == 0)
            errno = ENOSPC;
        if (n <= 0)
            return false;
        bytes += n;
        length -= (size_t)n;
    }
    return true;
}

int sg_file_open_at(int folder, const char *name, int flags)
{
    int fd;
    do
        fd = openat(folder, name, flags | O_CLOEXEC, 0600);
    while (fd < 0 && errno == EINTR);
    return fd;
}

bool sg_file_sync(int fd)
{
    int result;
    do
        result = fsync(fd);
    while (result != 0 && errno == EINTR);
    return result == 0;
}

/* A device or pipe cannot be replaced by a rename, so it is opened and written. */
static bool write_through(struct sg_arena *a, const char *path, const char *bytes, size_t length, const char **error)
{
    int fd = open(path, O_WRONLY);
    if (fd < 0)
        return failed(a, "write", path, error);
    bool ok = sg_file_write(fd, bytes, length);
    ok = close(fd) == 0 && ok;
    return ok || failed(a, "write", path, error);
}

#define NAMES_TRIED 100

/* Opens a new file beside `target`; the umask applies. */
static int open_temporary(struct sg_arena *a, const char *target, char **path)
{
    int fd = -1;
    for (int i = 0; i < NAMES_TRIED && fd < 0; i++) {
        *path = sg_format(a, "%s.%ld.%d", target, (long)getpid(), i);
        fd = open(*path, O_WRONLY | O_CREAT | O_EXCL, 0666);
        if (fd < 0 && errno != EEXIST)
            break;
    }
    return fd;
}

bool sg_write_file(struct sg_arena *a, const char *path, const char *bytes, size_t length, const char **error)
{
    struct stat st, link;
    bool there = stat(path, &st) == 0;
    if (there && !S_ISREG(st.st_mode))
        return write_through(a, path, bytes, length, error);
    if (!there && lstat(path, &link) == 0)
        return failed(a, "write the target of the link", path, error);
    char *resolved = realpath(path, NULL);
    const char *target = resolved ? sg_copy(a, resolved) : path;
    free(resolved);
    char *temporary;
    int fd = open_temporary(a, target, &temporary);
    if (fd < 0)
        return failed(a, "write", target, error);
    bool ok = sg_file_write(fd, bytes, length) && fsync(fd) == 0 && (!there || fchmod(fd, st.st_mode & 07777) == 0);
    ok = close(fd) == 0 && ok;
    if (ok && rename(temporary, target) == 0)
        return true;
    failed(a, "write", target, error);
    unlink(temporary);
    return false;
}
