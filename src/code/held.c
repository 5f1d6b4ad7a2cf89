#include "code/held_internal.h"

#include "base/list.h"

/* More writes than this are not told apart: all writes of the variable count. */
#define REACHING_MOST 32

struct sg_held *sg_held_write(struct sg_holder *h, uint32_t write)
{
    h->steps++;
    struct sg_held *held = sg_new(h->arena, struct sg_held);
    held->write = write;
    return held;
}

static struct sg_held *join(struct sg_holder *h, struct sg_held *x, struct sg_held *y)
{
    h->steps++;
    struct sg_held *held = sg_new(h->arena, struct sg_held);
    held->both = true;
    held->x = x;
    held->y = y;
    return held;
}

struct sg_held *sg_held_both(struct sg_holder *h, struct sg_held *x, struct sg_held *y)
{
    return x == y ? x : join(h, x, y);
}

struct sg_held *sg_held_round(struct sg_holder *h, struct sg_held *before)
{
    return join(h, before, before);
}

static void visit_later(struct sg_holder *h, struct sg_held *held)
{
    if (held->seen == h->walk)
        return;
    h->visits++;
    held->seen = h->walk;
    sg_grow(h->arena, h->open, h->open_count, h->open_capacity);
    h->open[h->open_count++] = held;
}

bool sg_held_collect(struct sg_holder *h, struct sg_held *held, struct sg_code_instruction *read)
{
    uint32_t found[REACHING_MOST], count = 0;
    h->open_count = 0;
    h->walk++;
    visit_later(h, held);
    while (h->open_count) {
        struct sg_held *at = h->open[--h->open_count];
        if (at->both) {
            visit_later(h, at->y);
            visit_later(h, at->x);
        } else if (at->write == SG_CODE_NONE) {
            read->from_entry = true;
        } else if (count == REACHING_MOST) {
            return false;
        } else {
            found[count++] = at->write;
        }
    }
    read->reaching = sg_new_array(h->arena, uint32_t, count);
    memcpy(read->reaching, found, count * sizeof *found);
    read->reaching_count = count;
    return true;
}
