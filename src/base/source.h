#ifndef SG_BASE_SOURCE_H
#define SG_BASE_SOURCE_H

#include <stddef.h>

/* A text that a user wrote, with its name for messages. The bytes belong to the caller and may contain NUL. */
struct sg_source {
    const char *name;
    const char *bytes;
    size_t length;
};

/* Line and column of a byte, both from 1. Columns count characters, not bytes; CR, LF and CRLF end a line. */
struct sg_position {
    size_t line, column;
    size_t line_start, line_end; /* byte offsets of the line without its end */
};

struct sg_position sg_locate(const struct sg_source *source, size_t offset);

/* Like sg_locate, but scans on from the previous call. Initialize with only `source` set. */
struct sg_cursor {
    const struct sg_source *source;
    size_t offset;
    struct sg_position position;
};
struct sg_position sg_locate_next(struct sg_cursor *cursor, size_t offset);

#endif
