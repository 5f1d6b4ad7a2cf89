#ifndef SG_DIAGNOSE_PLAIN_H
#define SG_DIAGNOSE_PLAIN_H

#include "base/list.h"

#include <stdint.h>

/*
 * A text without its wrapping: JSON escapes on any number of levels, HTML entities, URL encoding, colors of a terminal,
 * boxes, comment marks and indents at the beginning of lines, all columns of a table except the last, typographic
 * quotes and blanks, bold type. Lines end with '\n', and the text has no other control characters. The order does not
 * change.
 */
struct sg_plain {
    const char *text;  /* ends with a NUL */
    const char *small; /* the same in small letters, for searches */
    size_t length;
    const uint32_t *at; /* the origin of each byte, and of the end */
    const char *bytes;  /* what it was made of */
    bool copied;        /* a terminal can have cut its lines */
};

/* `prefixes` has the forms of what tools print before each line. */
struct sg_plain sg_diagnose_plain(struct sg_arena *a, const struct sg_strings *prefixes, const char *bytes,
                                  size_t length);

/* The position `most` bytes before `at`, or the beginning of the text. */
static inline size_t sg_diagnose_back(size_t at, size_t most)
{
    return at > most ? at - most : 0;
}

/* A character that separates words: white space, a quote, a backtick. */
static inline bool sg_diagnose_is_gap(char c)
{
    return c == ' ' || c == '\n' || c == '"' || c == '\'' || c == '`';
}

#endif
