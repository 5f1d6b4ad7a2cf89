#ifndef SG_CATALOG_RECORD_INTERNAL_H
#define SG_CATALOG_RECORD_INTERNAL_H

#include "base/finding.h"

/*
 * Text files whose lines are records: words separated by blanks. Empty lines and lines that begin with '#' are
 * comments.
 */
struct sg_records {
    struct sg_arena *arena;
    const struct sg_source *source;
    struct sg_findings *findings;
    char *text; /* a copy of the source, in which words are ended by NUL; words may be kept */
    char *line; /* the rest of the current line */
    void *made; /* the result that the readers fill */
};

/*
 * The reader of lines that begin with this word. NULL in the last row: of all other lines, which it reads from the
 * first word.
 */
struct sg_record {
    const char *word;
    bool (*read)(struct sg_records *r);
};

/* Makes the copy. */
struct sg_records sg_records_new(struct sg_arena *a, const struct sg_source *source, struct sg_findings *f);

/* Reads all lines. Returns false after the first line that its reader refused, or that has more words than it read. */
bool sg_read_records(struct sg_records *r, const struct sg_record *known);

/* Removes and returns the next word of the line; "" at the end. */
char *sg_record_word(struct sg_records *r);

/* Removes and returns the rest of the line. */
char *sg_record_rest(struct sg_records *r);

bool sg_record_number(struct sg_records *r, const char *word, size_t most, size_t *number);

/* Reports a fault at the position of a word. Returns false. */
bool sg_record_fail(const struct sg_records *r, const char *word, const char *what);

/* Returns how many lines begin so, to allocate room for them. */
size_t sg_count_records(const struct sg_source *source, const char *start);

#endif
