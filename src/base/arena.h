#ifndef SG_BASE_ARENA_H
#define SG_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define SG_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SG_ASAN 1
#endif
#endif

/*
 * Memory that is freed all at once. The owner of the arena owns every result; nothing is freed alone.
 * No function here returns NULL: every input has a size limit, so when memory runs out the machine has none left, and
 * the process ends.
 */
struct sg_arena {
    uintptr_t next, end;           /* the free bytes of the newest block, as far as its pages were asked for */
    struct sg_arena_block *newest; /* see arena.c */
    struct sg_arena_block *spare;  /* one that a rewind emptied, for reuse */
    size_t grown;                  /* the size of the largest block that was not made for one thing */
    size_t total;
};

struct sg_arena *sg_arena_new(void);
void sg_arena_free(struct sg_arena *a);

/* Returns zeroed memory for `count` items of `size` bytes each. */
void *sg_alloc(struct sg_arena *a, size_t count, size_t size);

/* Returns memory for a text that the caller writes next: neither zeroed nor aligned. */
char *sg_alloc_text(struct sg_arena *a, size_t size);

/* The same for a text that may stay much shorter: pages that are not written take no memory. */
char *sg_reserve_text(struct sg_arena *a, size_t size);

/*
 * Says that all of such a text from `start` on will be written: to ask for its pages at once is cheaper than one fault
 * each.
 */
void sg_use_text(char *start, size_t size);

#define SG_ALIGNMENT _Alignof(max_align_t)

/*
 * The same for one thing. Its size is a constant, so that mostly this is a few instructions; there are very many calls.
 */
static inline void *sg_alloc_one(struct sg_arena *a, size_t size)
{
#ifndef SG_ASAN
    uintptr_t start = (a->next + SG_ALIGNMENT - 1) & ~(uintptr_t)(SG_ALIGNMENT - 1);
    if (a->end >= start && a->end - start >= size) {
        a->next = start + size;
        return memset((void *)start, 0, size);
    }
#endif
    return sg_alloc(a, 1, size);
}

#define sg_new(a, type) ((type *)sg_alloc_one((a), sizeof(type)))
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
