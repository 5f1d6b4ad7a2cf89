/*
 * usage: synced_copy FROM TO
 *
 * Copies a file as `samgen apply` must replace one: into a new file beside TO, synced, renamed, and the folder synced.
 * What apply waits for is compared with this.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int fd, const char *bytes, size_t length)
{
    for (ssize_t n; length; bytes += n, length -= (size_t)n)
        if ((n = write(fd, bytes, length)) <= 0)
            return false;
    return true;
}

static char *read_all(const char *path, size_t *length)
{
    struct stat st;
    int fd = open(path, O_RDONLY);
    if (fd < 0 || fstat(fd, &st) != 0)
        return NULL;
    *length = (size_t)st.st_size;
    char *bytes = malloc(*length + 1);
    bool ok = bytes && read(fd, bytes, *length) == (ssize_t)*length;
    close(fd);
    return ok ? bytes : NULL;
}

static bool sync_folder(const char *path)
{
    char folder[4096];
    const char *slash = strrchr(path, '/');
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1, slash ? path : ".");
    int fd = open(folder, O_RDONLY | O_DIRECTORY);
    return fd >= 0 && fsync(fd) == 0 && close(fd) == 0;
}

int main(int argc, char **argv)
{
    char beside[4096];
    size_t length = 0;
    char *bytes = argc == 3 ? read_all(argv[1], &length) : NULL;
    if (!bytes)
        return 2;
    snprintf(beside, sizeof beside, "%s.new", argv[2]);
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL, 0600);
    bool ok = fd >= 0 && write_all(fd, bytes, length) && fsync(fd) == 0 && close(fd) == 0 &&
              rename(beside, argv[2]) == 0 && sync_folder(argv[2]);
    free(bytes);
    return ok ? 0 : 1;
}
