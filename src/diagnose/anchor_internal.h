#ifndef SG_DIAGNOSE_ANCHOR_INTERNAL_H
#define SG_DIAGNOSE_ANCHOR_INTERNAL_H

#include "catalog/denial.h"
#include "diagnose/plain.h"

/*
 * Finds the words of messages about denied requests, in any case. It does not read most bytes of other texts (S. Wu and
 * U. Manber, "A fast algorithm for multi-pattern searching", 1994, with blocks of three bytes).
 */
struct sg_anchors;

/*
 * The anchors of all messages, of packed logs, and of the sentence, which has two: a line end can cut only one of them.
 */
struct sg_anchors *sg_diagnose_anchors_new(struct sg_arena *a, const struct sg_denial_facts *facts);
#define SG_SENTENCE_ANCHOR "authorized"
#define SG_SENTENCE_END "perform:"
#define SG_PACKED_ANCHOR "logresult" /* before a log in base64 */

/* Messages in the order of their rows. */
struct sg_message_list {
    const struct sg_denial_message **items;
    size_t count, capacity;
};

/* The messages with an anchor that can begin with the two letters at `text`. */
const struct sg_message_list *sg_diagnose_messages_at(const struct sg_anchors *anchors, const char *text);

/* The position of the next anchor at or after `from`; `length` when there is none. */
size_t sg_diagnose_next_anchor(const struct sg_anchors *anchors, const char *bytes, size_t from, size_t length);

/*
 * The position of the next anchor of a plain text, at or after `from`, within which a terminal cut the line; the length
 * of the text when there is none. It can also be a whole anchor near a line end.
 */
size_t sg_diagnose_next_cut_anchor(const struct sg_anchors *anchors, const struct sg_plain *plain, size_t from);

#endif
