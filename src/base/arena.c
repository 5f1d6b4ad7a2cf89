#define _DEFAULT_SOURCE /* madvise */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef SG_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) __asan_poison_memory_region((p), (n))
#define UNPOISON(p, n) __asan_unpoison_memory_region((p), (n))
#define RED_ZONE 16
#define SLACK ((size_t)0)
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#define RED_ZONE 0
#define SLACK ((size_t)64) /* bytes after each block, so that as many can be zeroed for what is smaller */
#endif

#define FIRST_BLOCK ((size_t)16 * 1024)
#define LARGEST_BLOCK ((size_t)1024 * 1024)
#define WORTH_ASKING ((size_t)128 * 1024) /* bytes of one thing; malloc maps so many for themselves */

struct sg_arena_block {
    struct sg_arena_block *previous;
    size_t size;
    max_align_t bytes[];
};

/* The only function below main that ends the process: no memory is left to report an error with. */
static void exhausted(void)
{
    fputs("samgen: out of memory\n", stderr);
    abort();
}

static struct sg_arena_block *take_spare(struct sg_arena *a, size_t least)
{
    struct sg_arena_block *b = a->spare && a->spare->size >= least ? a->spare : NULL;
    if (b) {
        a->spare = NULL;
        a->total -= b->size; /* add_block counts it again */
    }
    return b;
}

void sg_use_text(char *text, size_t size)
{
#ifdef MADV_POPULATE_WRITE
    if (size < WORTH_ASKING)
        return;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), start = ((uintptr_t)text + page - 1) / page * page;
    (void)madvise((void *)start, size - page,
                  MADV_POPULATE_WRITE); /* an older kernel refuses it, and pages then come one by one */
#else
    (void)text, (void)size;
#endif
}

static uintptr_t end_of(const struct sg_arena_block *b)
{
    return (uintptr_t)b->bytes + b->size;
}

static size_t smaller_of(size_t x, size_t y)
{
    return x < y ? x : y;
}

/* Asks for more pages of the newest block: so many at once, since the last block of most arenas stays half empty. */
static bool use_more(struct sg_arena *a, uintptr_t start, size_t wanted)
{
    uintptr_t limit = a->newest ? end_of(a->newest) : 0;
    if (limit <= start || limit - start < wanted)
        return false;
    size_t needed = start + wanted > a->end ? start + wanted - a->end : 0,
           more = smaller_of(needed < WORTH_ASKING ? WORTH_ASKING : needed, limit - a->end);
    sg_use_text((char *)a->end, more);
    a->end += more;
    return true;
}

/* `stepwise`: its pages are asked for when they are needed. */
static void add_block(struct sg_arena *a, size_t least, bool stepwise)
{
    size_t size = a->grown ? a->grown * 2 : FIRST_BLOCK;
    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    if (size < least)
        size = least; /* and the next block grows as if this one were not there */
    else
        a->grown = size;
    struct sg_arena_block *b = take_spare(a, least);
    if (b) {
        size = b->size;
        stepwise = false; /* it has them */
    } else {
        b = malloc(sizeof *b + size + SLACK);
        if (!b) {
            exhausted();
            return;
        }
    }
    *b = (struct sg_arena_block){.previous = a->newest, .size = size};
    POISON(b->bytes, size);
    a->newest = b;
    a->next = (uintptr_t)b->bytes;
    a->end = stepwise ? a->next : end_of(b);
    a->total += size;
}

struct sg_arena *sg_arena_new(void)
{
    struct sg_arena *a = calloc(1, sizeof *a);
    if (!a)
        exhausted();
    return a;
}

static void free_block(struct sg_arena *a, struct sg_arena_block *b)
{
    a->total -= b->size;
    UNPOISON(b->bytes, b->size);
    free(b);
}

static void drop_newest(struct sg_arena *a)
{
    struct sg_arena_block *b = a->newest, *smaller = a->spare;
    a->newest = b->previous;
    a->spare = b;
    if (smaller && smaller->size > b->size) {
        a->spare = smaller;
        smaller = b;
    }
    if (smaller)
        free_block(a, smaller);
}

void sg_arena_free(struct sg_arena *a)
{
    if (!a)
        return;
    while (a->newest)
        drop_newest(a);
    if (a->spare)
        free_block(a, a->spare);
    free(a);
}

/* Returns memory that is not zeroed. Most of it is text, which needs no alignment. */
static void *take(struct sg_arena *a, size_t wanted, size_t alignment)
{
    uintptr_t start = (a->next + alignment - 1) & ~(uintptr_t)(alignment - 1);
    size_t size = wanted + RED_ZONE;
    if ((start >= a->end || a->end - start < size) && !use_more(a, start, size)) {
        add_block(a, size, true);
        start = a->next;
        (void)use_more(a, start, size);
    }
    a->next = start + wanted + RED_ZONE;
    UNPOISON((void *)start, wanted);
    return (void *)start;
}

void *sg_alloc(struct sg_arena *a, size_t count, size_t size)
{
    if (count > 1 && size && count > (SIZE_MAX / 4) / size)
        exhausted();
    size_t wanted = count * size;
    void *p = take(a, wanted, SG_ALIGNMENT);
    if (wanted <= SLACK)
        return memset(p, 0, SLACK); /* of a size that the compiler knows: most are so small, and calls take longer */
    return memset(p, 0, wanted);
}

struct sg_mark sg_arena_mark(const struct sg_arena *a)
{
    return (struct sg_mark){.block = a->newest, .used = a->newest ? a->next - (uintptr_t)a->newest->bytes : 0};
}

void sg_arena_rewind(struct sg_arena *a, struct sg_mark mark)
{
    if (a->newest != mark.block) {
        while (a->newest != mark.block)
            drop_newest(a);
        a->end = a->newest ? end_of(a->newest) : 0;
    }
    a->next = a->newest ? (uintptr_t)a->newest->bytes + mark.used : 0;
    if (a->newest)
        POISON((void *)a->next, a->end - a->next);
}

size_t sg_arena_size(const struct sg_arena *a)
{
    return a->total;
}

char *sg_alloc_text(struct sg_arena *a, size_t size)
{
    return take(a, size, 1);
}

char *sg_reserve_text(struct sg_arena *a, size_t size)
{
    if (size >= WORTH_ASKING)
        add_block(a, size + RED_ZONE, false);
    return take(a, size, 1);
}

char *sg_copy_bytes(struct sg_arena *a, const char *bytes, size_t length)
{
    char *copy = take(a, length + 1, 1);
    if (length)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

char *sg_copy(struct sg_arena *a, const char *text)
{
    return sg_copy_bytes(a, text, strlen(text));
}

char *sg_concat(struct sg_arena *a, const char *x, const char *y)
{
    size_t m = strlen(x), n = strlen(y);
    char *text = take(a, m + n + 1, 1);
    memcpy(text, x, m);
    memcpy(text + m, y, n + 1);
    return text;
}
