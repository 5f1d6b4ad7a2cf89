#ifndef SG_CLI_PACKED_TEXT_H
#define SG_CLI_PACKED_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Text that can be packed by gzip, as CloudTrail and CloudWatch Logs deliver it: one or several members, piece by
 * piece.
 */
struct packed_text;

/* Receives the text piece by piece. */
typedef void take_text_fn(void *context, const char *bytes, size_t length);

/* NULL when there is not enough memory. */
struct packed_text *packed_text_new(take_text_fn *take, void *context);

/* Returns NULL, or why the text cannot be read. */
const char *packed_text_take(struct packed_text *text, const char *bytes, size_t length);
const char *packed_text_end(struct packed_text *text);

void packed_text_free(struct packed_text *text);

/* What the first bytes of a file show: why it is not text, and how to make text of it; NULL for text and gzip. */
const char *not_text(const char *bytes, size_t length);

#endif
