#ifndef SG_CLI_LINES_H
#define SG_CLI_LINES_H

#include <samgen/samgen.h>

#include <stdio.h>

#define LINES_AT_ONCE (4 * SAMGEN_LINE_MOST) /* bytes read in one go */

/* The lines of a file, one after the other, in memory that does not grow. Zeroed but for `file` to begin with. */
struct lines {
    FILE *file;
    size_t number;     /* of the line given last, from 1 */
    size_t start, end; /* what of `bytes` is not given yet */
    bool at_end, cut;  /* cut: the line given last goes on */
    char bytes[LINES_AT_ONCE];
};

/*
 * The next line without its end, LF or CR LF, and without the byte order mark of the file; it holds until the next call. Of a line longer than SAMGEN_LINE_MOST the beginning is
 * given, one byte more than that. False at the end of the file, or when it cannot be read.
 */
bool next_line(struct lines *lines, const char **text, size_t *length);

#endif
