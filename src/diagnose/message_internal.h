#ifndef SG_DIAGNOSE_MESSAGE_INTERNAL_H
#define SG_DIAGNOSE_MESSAGE_INTERNAL_H

#include "diagnose/anchor_internal.h"
#include "diagnose/denial.h"
#include "diagnose/evidence_internal.h"

/* For each message: where the text has a piece of its `near`. */
struct sg_near {
    enum { SG_NEAR_UNKNOWN, SG_NEAR_SOMEWHERE, SG_NEAR_NOWHERE } where;
    size_t at; /* one of the pieces, for a text with many mentions */
};

/* What is known about one text for all its messages. */
struct sg_nearby {
    struct sg_near *near;           /* of each message */
    struct sg_form_words *words;    /* of each form */
    struct sg_strangers *strangers; /* to search for */
    struct sg_general *general;
    const struct sg_anchors *anchors;
};

/* Nothing is known yet. */
struct sg_nearby sg_diagnose_nearby_new(struct sg_arena *a, const struct sg_denial_facts *facts,
                                        const struct sg_anchors *anchors);

/* Reads the fixed message of a service around the anchor at `hit`. False when there is none. */
bool sg_diagnose_read_message(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                              const struct sg_nearby *nearby, size_t hit, struct sg_mention *mention);

#endif
