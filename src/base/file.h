#ifndef SG_BASE_FILE_H
#define SG_BASE_FILE_H

#include "base/arena.h"

/*
 * Reads a whole file, or standard input for "-". Reading stops one byte after `most`, so `*length > most` means that
 * the file is larger. Returns false when it cannot be read; `*error` then says why, in memory of the arena.
 */
bool sg_read_file(struct sg_arena *a, const char *path, size_t most, const char **bytes, size_t *length,
                  const char **error);

/*
 * Replaces `path` by these bytes: writes a temporary file beside it, syncs it and renames it, so that `path` is always
 * the whole old file or the whole new one. Returns false when that fails; `*error` then says why.
 */
bool sg_write_file(struct sg_arena *a, const char *path, const char *bytes, size_t length, const char **error);

/* write(), openat() and fsync() that continue after a signal or a short write. They fail with errno set. */
bool sg_file_write(int fd, const char *bytes, size_t length);
int sg_file_open_at(int folder, const char *name, int flags); /* returns -1 on failure; closed on exec */
bool sg_file_sync(int fd);

#endif
