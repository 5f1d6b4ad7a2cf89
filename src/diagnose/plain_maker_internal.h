#ifndef SG_DIAGNOSE_PLAIN_MAKER_INTERNAL_H
#define SG_DIAGNOSE_PLAIN_MAKER_INTERNAL_H

#include "diagnose/plain.h"

/* A plain text on its way: plain.c reads characters, plain_line.c what parts lines. */
struct sg_plain_maker {
    const unsigned char *bytes;
    size_t length, i;
    char *text;
    uint32_t *at;
    size_t made;
    bool encoded;  /* the line is URL-encoded */
    size_t column; /* where the last column of the line begins, or 0 */
    bool starred;  /* the line before is one of a comment whose lines begin with '*' */
};

/* A byte of the plain text, which comes from where the maker is. */
void sg_diagnose_plain_put(struct sg_plain_maker *m, char c);

/* Whether these bytes stand at `at`. */
bool sg_diagnose_plain_follows(const struct sg_plain_maker *m, size_t at, const char *text);

/* What begins the line goes: blanks, signs of comments and boxes, columns of a table before the last. */
void sg_diagnose_plain_begin_line(struct sg_plain_maker *m);

/* A line end that is `width` bytes wide; none where a literal goes on in the next line. */
void sg_diagnose_plain_line_end(struct sg_plain_maker *m, size_t width);

#endif
