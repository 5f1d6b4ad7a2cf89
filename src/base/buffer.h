#ifndef SG_BASE_BUFFER_H
#define SG_BASE_BUFFER_H

#include "base/arena.h"

/*
 * Text that grows. `text` is never NULL after sg_buffer_new and always ends in NUL. Growth is by doubling, so the
 * arena holds at most twice the final length. Beyond `most` bytes nothing is added and `full` is set.
 */
struct sg_buffer {
    struct sg_arena *arena;
    char *text;
    size_t length, capacity, most;
    bool full;
};

#define SG_BUFFER_MOST ((size_t)64 * 1024 * 1024)

struct sg_buffer sg_buffer_new(struct sg_arena *a, size_t most);
/* The same with room for `capacity` bytes, when one knows about how many will come. */
struct sg_buffer sg_buffer_sized(struct sg_arena *a, size_t most, size_t capacity);
void sg_add(struct sg_buffer *b, const char *text);
void sg_add_bytes(struct sg_buffer *b, const char *bytes, size_t length);
void sg_add_char(struct sg_buffer *b, char c);
void sg_add_spaces(struct sg_buffer *b, size_t count);
/* The text with U+FFFD for what is no UTF-8: names of files may be any bytes, and JSON wants UTF-8. */
const char *sg_in_utf8(struct sg_arena *a, const char *text);
void sg_add_format(struct sg_buffer *b, const char *format, ...) SG_PRINTF(2, 3);

#endif
