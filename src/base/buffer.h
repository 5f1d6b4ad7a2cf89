#ifndef SG_BASE_BUFFER_H
#define SG_BASE_BUFFER_H

#include "base/arena.h"

/*
 * A text that grows. After sg_buffer_new `text` is never NULL and always ends in NUL. The room doubles, so the arena
 * holds at most four times the final length. A text that would exceed `most` bytes is not added, and `full` is set.
 */
struct sg_buffer {
    struct sg_arena *arena;
    char *text;
    size_t length, most;
    size_t capacity; /* what can be written now, with the NUL; no more than `most` allows */
    size_t reserved; /* all room: the rest takes no memory yet */
    bool full;
};

#define SG_BUFFER_MOST ((size_t)64 * 1024 * 1024)

struct sg_buffer sg_buffer_new(struct sg_arena *a, size_t most);
/* The same with room for `capacity` bytes, for a caller that can estimate the length. */
struct sg_buffer sg_buffer_sized(struct sg_arena *a, size_t most, size_t capacity);

/* The rest of sg_add_bytes, for when the buffer must grow or nothing is added. */
void sg_buffer_grow(struct sg_buffer *b, const char *bytes, size_t length);

static inline void sg_add_bytes(struct sg_buffer *b, const char *bytes, size_t length)
{
    if (length - 1 >= b->capacity - b->length - 1) { /* also when there is nothing to add */
        sg_buffer_grow(b, bytes, length);
        return;
    }
    memcpy(b->text + b->length, bytes, length);
    b->length += length;
    b->text[b->length] = '\0';
}

void sg_add(struct sg_buffer *b, const char *text);
void sg_add_char(struct sg_buffer *b, char c);
void sg_add_spaces(struct sg_buffer *b, size_t count);
/*
 * Returns the text with U+FFFD for each byte that is not UTF-8: a file name may be any bytes, but JSON must be UTF-8.
 */
const char *sg_in_utf8(struct sg_arena *a, const char *text);
void sg_add_format(struct sg_buffer *b, const char *format, ...) SG_PRINTF(2, 3);

#endif
