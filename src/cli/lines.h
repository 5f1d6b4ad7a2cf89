#ifndef SG_CLI_LINES_H
#define SG_CLI_LINES_H

#include <samgen/samgen.h>

#include <stdio.h>

#define LINES_AT_ONCE (4 * SAMGEN_LINE_MOST) /* bytes read at a time */

/* Reads a file line by line, in memory that does not grow. Initialize with only `file` set. */
struct lines {
    FILE *file;
    size_t number;     /* of the last line, from 1 */
    size_t start, end; /* the unread part of `bytes` */
    bool at_end, cut;  /* cut: the last line is longer than was returned */
    char bytes[LINES_AT_ONCE];
};

/*
 * Reads the next line, without its end (LF or CR LF) and without the byte order mark of the file. `*text` is valid
 * until the next call. A line longer than SAMGEN_LINE_MOST is cut after one byte more than that. False at the end of
 * the file, and when it cannot be read.
 */
bool next_line(struct lines *lines, const char **text, size_t *length);

#endif
