#ifndef SG_BASE_REPLACE_H
#define SG_BASE_REPLACE_H

#include "base/arena.h"

#include <samgen/samgen.h> /* struct samgen_replacement */

/*
 * Replaces all these files, or none. False when one of them cannot be; `*error` then names it and says why, in memory
 * of the arena, and every file is as it was.
 *
 * Refused are: what is not there or no regular file (a link that leads nowhere, a folder, a pipe), a file with further
 * hard links (they would keep the old text), one that may not be written, one given twice, one whose bytes are no
 * longer those that were read, and a folder in which no file can be made. Anything else is the system's: disk full, ...
 *
 * Beside each file the new and the old bytes are written to ".NAME.samgen-XXXXXX", both before anything is replaced, and
 * synced (the old ones of a single file only when they are put back); then one rename a file. So each file is the old one or the new one, whole, at every moment, whatever ends
 * the process; what ends it between two renames leaves some files old and some new, and may leave such temporaries.
 * Only if putting back fails as well does a file stay replaced; the error then says where its old text is.
 *
 * Kept are the permissions, and the owner and group as far as the system lets us. Not kept: times, access lists,
 * extended attributes. What another program writes between the last look at a file and its rename is lost.
 */
bool sg_replace_files(struct sg_arena *a, const struct samgen_replacement *files, size_t count, const char **error);

#endif
