#ifndef SG_BASE_PIECES_H
#define SG_BASE_PIECES_H

#include "base/arena.h"

#define SG_PIECES_MOST 24 /* at a time: more are joined in between */

/* A text made of parts of others, which are copied once. */
struct sg_pieces {
    struct sg_arena *arena;
    size_t count, length;
    struct {
        const char *text;
        size_t length;
    } items[SG_PIECES_MOST];
};

static inline void sg_pieces_begin(struct sg_pieces *pieces, struct sg_arena *a)
{
    pieces->arena = a;
    pieces->count = pieces->length = 0;
}

/* The parts must live until they are joined. */
void sg_pieces_add(struct sg_pieces *pieces, const char *text, size_t length);
const char *sg_pieces_join(const struct sg_pieces *pieces);

#endif
