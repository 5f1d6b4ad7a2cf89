#ifndef SG_BASE_TEMPORARY_INTERNAL_H
#define SG_BASE_TEMPORARY_INTERNAL_H

#include "base/arena.h"

#include <sys/stat.h>

/*
 * Makes a new file in the open folder, named after `beside`, with these bytes, the permissions of `rights` and, as far
 * as the system allows it, its owner and group. The file is closed and synced: the bytes survive a crash of the system.
 * Returns false with errno set when something failed. `*name` is the name of the file, or NULL when none was made; the
 * caller removes it, also after a failure.
 */
bool sg_temporary_make(struct sg_arena *a, int folder, const char *beside, const char *bytes, size_t length,
                       const struct stat *rights, const char **name);

/* Gives the file a second name in its folder, which keeps its bytes when the first is given to another file. */
bool sg_temporary_link(struct sg_arena *a, int folder, const char *file, const char **name);

#endif
