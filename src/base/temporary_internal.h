#ifndef SG_BASE_TEMPORARY_INTERNAL_H
#define SG_BASE_TEMPORARY_INTERNAL_H

#include "base/arena.h"

#include <sys/stat.h>

/*
 * Makes a new file in the open folder, named after `beside`, with these bytes, the permissions of `rights` and, as far as
 * the system allows it, its owner and group. The file is closed and not synced. Returns false with errno set when
 * something failed. `*name` is the name of the file, or NULL when none was made; the caller removes it, also after a
 * failure.
 */
bool sg_temporary_make(struct sg_arena *a, int folder, const char *beside, const char *bytes, size_t length,
                       const struct stat *rights, const char **name);

/* The same, synced: the bytes survive a crash of the system. */
bool sg_temporary_make_synced(struct sg_arena *a, int folder, const char *beside, const char *bytes, size_t length,
                              const struct stat *rights, const char **name);

/* Syncs the file of this name in the folder. */
bool sg_temporary_sync(int folder, const char *name);

#endif
