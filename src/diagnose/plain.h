#ifndef SG_DIAGNOSE_PLAIN_H
#define SG_DIAGNOSE_PLAIN_H

#include "base/arena.h"

#include <stdint.h>

/*
 * A text freed of what carries it: escapes of JSON on any number of levels, HTML entities, URL encoding, colours of a
 * terminal, boxes, comment signs and indents at the beginning of lines, columns of a table left of the last, typographic
 * quotes and blanks, bold type. A line end is '\n'; no other control is left. What remains stands in the old order.
 */
struct sg_plain {
    const char *text;  /* a NUL behind it */
    const char *small; /* the same with small letters only, to be searched */
    size_t length;
    const uint32_t *at; /* of each byte, where it comes from; one more for the end */
};

struct sg_plain sg_diagnose_plain(struct sg_arena *a, const char *bytes, size_t length);

/* What may part two words: white space, quotes, backticks. */
bool sg_diagnose_is_gap(char c);

#endif
