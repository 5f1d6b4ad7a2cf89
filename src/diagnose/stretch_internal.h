#ifndef SG_DIAGNOSE_STRETCH_INTERNAL_H
#define SG_DIAGNOSE_STRETCH_INTERNAL_H

#include "diagnose/anchor_internal.h"
#include "diagnose/denial.h"

/* What is told of denials in a stretch of text, in its order. What says the same as something near it is left out. */
struct sg_mentions {
    struct sg_mention *items;
    size_t count, capacity;
};

/* Reads what is told around the anchors that come from [from, to) of the text that `plain` was made of. */
struct sg_mentions sg_diagnose_read_stretch(struct sg_arena *a, const struct sg_denial_facts *facts,
                                            const struct sg_anchors *anchors, const struct sg_plain *plain, size_t from,
                                            size_t to);

#endif
