#ifndef SG_BASE_TEMPORARY_INTERNAL_H
#define SG_BASE_TEMPORARY_INTERNAL_H

#include "base/arena.h"

#include <sys/stat.h>

/*
 * A new file in the open folder, beside the one of this name: closed, with its permissions, and with its owner and group
 * as far as the system lets us; not synced. `*name` is its name, or NULL when none was made. False with errno set when
 * something failed; a file that was made is then the caller's to remove.
 */
bool sg_make_temporary(struct sg_arena *a, int folder, const char *beside, const char *bytes, size_t length,
                       const struct stat *rights, const char **name);

/* The same, synced: it survives what the system does not. */
bool sg_make_synced(struct sg_arena *a, int folder, const char *beside, const char *bytes, size_t length,
                    const struct stat *rights, const char **name);

/* Syncs a file of the folder. */
bool sg_sync_name(int folder, const char *name);

/* openat() and fsync() that a signal does not interrupt. What is opened is not passed on to other programs. */
int sg_open_at(int folder, const char *name, int flags);
bool sg_sync(int fd);

#endif
