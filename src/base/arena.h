#ifndef SG_BASE_ARENA_H
#define SG_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Memory that is freed all at once. The owner of the arena owns every result; nothing is freed alone.
 * No function here returns NULL: every input has a size limit, so when memory runs out the machine has none left, and the
 * process ends.
 */
struct sg_arena;

struct sg_arena *sg_arena_new(void);
void sg_arena_free(struct sg_arena *a);

/* Returns zeroed memory for `count` items of `size` bytes each. */
void *sg_alloc(struct sg_arena *a, size_t count, size_t size);

/* Returns memory for a text that the caller writes next: neither zeroed nor aligned. */
char *sg_alloc_text(struct sg_arena *a, size_t size);

/* The same for a text that may stay much shorter: pages that are not written take no memory. */
char *sg_reserve_text(struct sg_arena *a, size_t size);

#define sg_new(a, type) ((type *)sg_alloc((a), 1, sizeof(type)))
#define sg_new_array(a, type, count) ((type *)sg_alloc((a), (count), sizeof(type)))

/* A point in the life of the arena; sg_arena_rewind frees everything allocated after it. */
struct sg_mark {
    void *block;
    size_t used;
};
struct sg_mark sg_arena_mark(const struct sg_arena *a);
void sg_arena_rewind(struct sg_arena *a, struct sg_mark mark);

/* Returns the bytes taken from the system so far. */
size_t sg_arena_size(const struct sg_arena *a);

/* Copies of a text, or of bytes with a NUL after them. */
char *sg_copy(struct sg_arena *a, const char *text);
char *sg_copy_bytes(struct sg_arena *a, const char *bytes, size_t length);
/* Returns the text x followed by the text y. */
char *sg_concat(struct sg_arena *a, const char *x, const char *y);

#define SG_PRINTF(text, rest) __attribute__((format(printf, text, rest)))
/* Return a text as printf formats it; format.c. */
char *sg_format(struct sg_arena *a, const char *format, ...) SG_PRINTF(2, 3);
char *sg_vformat(struct sg_arena *a, const char *format, va_list args) SG_PRINTF(2, 0);

#endif
