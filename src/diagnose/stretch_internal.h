#ifndef SG_DIAGNOSE_STRETCH_INTERNAL_H
#define SG_DIAGNOSE_STRETCH_INTERNAL_H

#include "diagnose/anchor_internal.h"
#include "diagnose/denial.h"

#define SG_ECHO_REACH 200 /* bytes within which a message is repeated */

/* The mentions of denials in a stretch of text, in its order, without those that repeat one near them. */
struct sg_mentions {
    struct sg_mention *items;
    size_t count, capacity;
};

/* The anchors that count: those whose origin is in [from, to). */
struct sg_counted {
    size_t from, to;
    uint64_t *begins; /* the form that began the last report of the stretch before, then that of this one; or 0 */
};

/* Reads the mentions around the anchors that count. */
struct sg_mentions sg_diagnose_read_stretch(struct sg_arena *a, const struct sg_denial_facts *facts,
                                            const struct sg_anchors *anchors, const struct sg_plain *plain,
                                            const struct sg_counted *counted);

#endif
