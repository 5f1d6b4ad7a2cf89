#ifndef SG_DIAGNOSE_STRETCH_INTERNAL_H
#define SG_DIAGNOSE_STRETCH_INTERNAL_H

#include "diagnose/anchor_internal.h"
#include "diagnose/denial.h"

/* The mentions of denials in a stretch of text, in its order, without those that repeat one near them. */
struct sg_mentions {
    struct sg_mention *items;
    size_t count, capacity;
};

/* Reads the mentions around the anchors whose origin is in [from, to). */
struct sg_mentions sg_diagnose_read_stretch(struct sg_arena *a, const struct sg_denial_facts *facts,
                                            const struct sg_anchors *anchors, const struct sg_plain *plain, size_t from,
                                            size_t to);

#endif
