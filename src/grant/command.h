#ifndef SG_GRANT_COMMAND_H
#define SG_GRANT_COMMAND_H

#include "base/buffer.h"
#include "value/request.h"

/* Adds a word, quoted for a shell if necessary. */
void sg_grant_add_shell_word(struct sg_buffer *b, const char *word);

/* A grant and its options as on a command line, quoted for a shell: "s3-read --bucket '${Uploads}'". */
const char *sg_grant_words(struct sg_arena *a, const struct sg_asked_grant *grant);

/* The call that prints it: the same after "samgen ". */
const char *sg_grant_command(struct sg_arena *a, const struct sg_asked_grant *grant);

#endif
