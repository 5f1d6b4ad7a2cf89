#ifndef SG_BASE_SOURCE_H
#define SG_BASE_SOURCE_H

#include <stddef.h>

/* A text somebody wrote, with the name to call it by. The bytes belong to the caller; a NUL may stand among them. */
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

/*
 * The same for many places of one text: each costs the way from the one before. All zero but for `source` at first.
 */
struct sg_cursor {
    const struct sg_source *source;
    size_t offset;
    struct sg_position place;
};
struct sg_position sg_locate_next(struct sg_cursor *cursor, size_t offset);

#endif
