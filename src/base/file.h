#ifndef SG_BASE_FILE_H
#define SG_BASE_FILE_H

#include "base/arena.h"

/*
 * Reads a whole file, or standard input for "-", up to `most` bytes; one byte more is read so that the caller sees
 * `*length > most` for a longer one. False when the world fails; `*error` then says how.
 */
bool sg_read_file(struct sg_arena *a, const char *path, size_t most, const char **bytes, size_t *length,
                  const char **error);

/* Replaces `path` by these bytes: a temporary file beside it, synced, then renamed. The old file or the new, never less. */
bool sg_write_file(struct sg_arena *a, const char *path, const char *bytes, size_t length, const char **error);

/* All of these bytes, whatever interrupts or shortens a write; false with errno set. */
bool sg_write_all(int fd, const char *bytes, size_t length);

#endif
