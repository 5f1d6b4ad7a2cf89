#ifndef SG_DIAGNOSE_ANCHOR_INTERNAL_H
#define SG_DIAGNOSE_ANCHOR_INTERNAL_H

#include "catalog/denial.h"

/*
 * Finds the words that messages about denied requests have, whatever their case, skipping most bytes of other texts
 * unread (S. Wu and U. Manber, "A fast algorithm for multi-pattern searching", 1994, with blocks of three bytes).
 */
struct sg_anchors;

/* Of the fixed wordings, and of the sentence: one of its two is whole where a line ends within the other. */
struct sg_anchors *sg_diagnose_anchors_new(struct sg_arena *a, const struct sg_denial_facts *facts);
#define SG_SENTENCE_ANCHOR "authorized"
#define SG_SENTENCE_END "perform:"

/* Where the next one begins, at `from` or later; `length` when there is none. */
size_t sg_diagnose_next_anchor(const struct sg_anchors *anchors, const char *bytes, size_t from, size_t length);

#endif
