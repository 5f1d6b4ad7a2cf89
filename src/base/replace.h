#ifndef SG_BASE_REPLACE_H
#define SG_BASE_REPLACE_H

#include "base/arena.h"

#include <samgen/samgen.h> /* struct samgen_replacement */

/*
 * Replaces all these files, or none. Returns false when one of them cannot be replaced; `*error` then names it and says
 * why, in memory of the arena, and every file is as it was.
 *
 * A file is refused when it does not exist or is not a regular file (a dangling link, a folder, a pipe), has other hard
 * links (they would keep the old text), is not writable, is given twice, no longer holds the bytes that were read, or
 * lies in a folder where no file can be created. Other failures come from the system: a full disk, for example.
 *
 * The new and the old bytes of each file are written beside it to ".NAME.samgen-XXXXXX" and synced before any file is
 * replaced; then each file is renamed. The old bytes of a single file are not copied: the file gets such a second name,
 * where the file system has them. So every file is whole at every moment, the old one or the new one. A crash between
 * two renames leaves some files old and some new, and may leave temporaries; one that is a second name of the file must
 * be removed before the file is replaced again. A file stays replaced after a failure only when restoring it fails as
 * well; the error then says where its old text is.
 *
 * The permissions are kept, and owner and group as far as the system allows it. Times, access lists and extended
 * attributes are lost, and so is what another program writes between the last check of a file and its rename.
 */
bool sg_replace_files(struct sg_arena *a, const struct samgen_replacement *files, size_t count, const char **error);

#endif
