#ifndef SG_CATALOG_RECORD_INTERNAL_H
#define SG_CATALOG_RECORD_INTERNAL_H

#include "base/finding.h"

/* Text files whose lines are records: words between blanks. Empty lines and those that begin with '#' are for people. */
struct sg_records {
    struct sg_arena *arena;
    const struct sg_source *source;
    struct sg_findings *findings;
    char *text; /* a copy of the source, in which words are ended by NUL; words may be kept */
    char *line; /* what is left of the line at hand */
    void *made; /* what the readers fill */
};

/* How a line is read that begins with this word; NULL, in the last row, is for all other lines and has the word itself. */
struct sg_record {
    const char *word;
    bool (*read)(struct sg_records *r);
};

/* Makes the copy. */
struct sg_records sg_records_new(struct sg_arena *a, const struct sg_source *source, struct sg_findings *f);

/* Reads line after line; false after the first that its reader, or a word too many, made a fault. */
bool sg_read_records(struct sg_records *r, const struct sg_record *known);

/* The next word of the line, cut off it; "" at its end. */
char *sg_record_word(struct sg_records *r);

/* All that is left of the line. */
char *sg_record_rest(struct sg_records *r);

bool sg_record_number(struct sg_records *r, const char *word, size_t most, size_t *number);

/* Reports a fault at a word of the line, and returns false. */
bool sg_record_fail(const struct sg_records *r, const char *word, const char *what);

/* How many lines begin so: what to make room for. */
size_t sg_count_records(const struct sg_source *source, const char *start);

#endif
