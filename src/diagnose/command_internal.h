#ifndef SG_DIAGNOSE_COMMAND_INTERNAL_H
#define SG_DIAGNOSE_COMMAND_INTERNAL_H

#include "base/buffer.h"
#include "catalog/request.h"

/* A word as a shell takes it, whatever is in it. */
void sg_add_shell_word(struct sg_buffer *b, const char *word);

/* `samgen GRANT --option value ...` for it, in the notation of a shell. */
const char *sg_cover_command(struct sg_arena *a, const struct sg_asked_grant *cover);

#endif
