#ifndef SG_DIAGNOSE_PLAIN_MAKER_INTERNAL_H
#define SG_DIAGNOSE_PLAIN_MAKER_INTERNAL_H

#include "diagnose/plain.h"

/*
 * A plain text that is being made: plain.c reads characters, plain_line.c the beginnings and ends of lines,
 * plain_prefix.c what tools print before each line.
 */
struct sg_plain_maker {
    const struct sg_strings *prefixes; /* as sg_diagnose_plain takes them */
    const unsigned char *bytes;
    size_t length, i;
    char *text;
    uint32_t *at;
    size_t made;
    bool encoded;       /* the line is URL-encoded */
    size_t column;      /* where the last column of the line begins, or 0 */
    size_t row;         /* where that line begins */
    size_t above;       /* where the prefix of the previous line can begin; `length` before the first line */
    const char *prefix; /* the form of the prefix of the previous line, or NULL */
    bool barred;        /* the line begins with a bar, so one at its end closes its frame */
    size_t link_end;    /* where the link ends whose text is being read, or 0 */
    bool added;         /* the previous line is one that a diff adds */
    bool starred;       /* the previous line is in a comment whose lines begin with '*' */
};

/* A blank of the bytes, which can be a tab; the text that is made has none. */
static inline bool sg_diagnose_is_blank(unsigned char c)
{
    return c == ' ' || c == '\t';
}

/* Adds a byte whose origin is the position of the maker. */
void sg_diagnose_plain_put(struct sg_plain_maker *m, char c);

/* Returns whether these bytes are at `at`. */
bool sg_diagnose_plain_follows(const struct sg_plain_maker *m, size_t at, const char *text);

/* Skips the beginning of a line: blanks, marks of comments and boxes, all columns of a table except the last. */
void sg_diagnose_plain_begin_line(struct sg_plain_maker *m);

/* Skips a prefix that a tool prints also within a message of several lines: it is like that of the line above. */
void sg_diagnose_plain_skip_prefix(struct sg_plain_maker *m);

/* Takes a line end of `width` bytes; it disappears when a literal continues in the next line. */
void sg_diagnose_plain_line_end(struct sg_plain_maker *m, size_t width);

/* Takes a log in base64 at the position of the maker. False when there is none. */
bool sg_diagnose_plain_unpack(struct sg_plain_maker *m);

#endif
