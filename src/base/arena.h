#ifndef SG_BASE_ARENA_H
#define SG_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Memory that is given back all at once. Whoever passes the arena owns the result; nothing is freed alone.
 * No function here returns NULL: inputs have caps, so exhaustion means a machine without memory, and ends the process.
 */
struct sg_arena;

struct sg_arena *sg_arena_new(void);
void sg_arena_free(struct sg_arena *a);

/* Zeroed memory for `count` things of `size` bytes each. */
void *sg_alloc(struct sg_arena *a, size_t count, size_t size);

/* The same, not zeroed: for texts that are written next. No alignment. */
char *sg_alloc_text(struct sg_arena *a, size_t size);

#define sg_new(a, type) ((type *)sg_alloc((a), 1, sizeof(type)))
#define sg_new_array(a, type, count) ((type *)sg_alloc((a), (count), sizeof(type)))

/* A place in the arena; everything allocated after it is given back by sg_arena_rewind. */
struct sg_mark {
    void *block;
    size_t used;
};
struct sg_mark sg_arena_mark(const struct sg_arena *a);
void sg_arena_rewind(struct sg_arena *a, struct sg_mark mark);

/* Bytes taken from the system so far. */
size_t sg_arena_size(const struct sg_arena *a);

char *sg_copy(struct sg_arena *a, const char *text);
char *sg_copy_bytes(struct sg_arena *a, const char *bytes, size_t length);
/* x and y, one behind the other. */
char *sg_concat(struct sg_arena *a, const char *x, const char *y);

#define SG_PRINTF(text, rest) __attribute__((format(printf, text, rest)))
char *sg_format(struct sg_arena *a, const char *format, ...) SG_PRINTF(2, 3);
char *sg_vformat(struct sg_arena *a, const char *format, va_list args) SG_PRINTF(2, 0);

#endif
