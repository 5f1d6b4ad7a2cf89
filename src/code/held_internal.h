#ifndef SG_CODE_HELD_INTERNAL_H
#define SG_CODE_HELD_INTERNAL_H

#include "code/unit.h"

/* What a variable can hold: one write, or what one of two others holds. Loops make circles of these. */
struct sg_held {
    uint32_t write; /* SG_CODE_NONE: the value at the entry */
    bool both;
    struct sg_held *x, *y;
    uint32_t seen; /* the number of the last walk that came here */
};

/* All of a unit. */
struct sg_holder {
    struct sg_arena *arena;
    struct sg_held **open; /* of a walk: to be visited */
    uint32_t open_count;
    size_t open_capacity;
    size_t steps;  /* how many things were made, here and by the user */
    size_t visits; /* how many were looked at */
    uint32_t walk;
};

struct sg_held *sg_held_write(struct sg_holder *holder, uint32_t write);
struct sg_held *sg_held_both(struct sg_holder *holder, struct sg_held *x, struct sg_held *y);

/* What a loop begins with: `before`, or what the round before ended with, which is set to `y` later. */
struct sg_held *sg_held_round(struct sg_holder *holder, struct sg_held *before);

/* Sets the writes that reach a read. Returns false when there are too many to tell them apart. */
bool sg_held_collect(struct sg_holder *holder, struct sg_held *held, struct sg_code_instruction *read);

#endif
