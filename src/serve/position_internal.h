#ifndef SG_SERVE_POSITION_INTERNAL_H
#define SG_SERVE_POSITION_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Places in a text as editors name them: lines and characters from 0. A character is a unit of UTF-16, or a byte of
 * UTF-8 when editor and server agree on that. The text is UTF-8; CR, LF and CRLF end a line.
 */
struct sg_text {
    const char *bytes;
    size_t length;
    bool utf8; /* characters are bytes */
};

struct sg_place {
    size_t line, character;
};

/* The byte of a place. Beyond the end of its line, or of the text, it is that end; within a character, its start. */
size_t sg_place_offset(struct sg_text text, struct sg_place place);

/* The place of a byte. */
struct sg_place sg_offset_place(struct sg_text text, size_t offset);

/* The start of the line after the one that has this byte, or the end of the text. */
size_t sg_next_line(struct sg_text text, size_t offset);

/* The first byte of the line that has this byte, and the byte after its last one, without the end of the line. */
size_t sg_line_start(struct sg_text text, size_t offset);
size_t sg_line_end(struct sg_text text, size_t offset);

/*
 * The places of positions of findings (from 1; columns count code points), which must not go back by a line. It begins
 * with `text` set, the rest zero.
 */
struct sg_place_reader {
    struct sg_text text;
    size_t line, start; /* of the last position */
};
struct sg_place sg_read_place(struct sg_place_reader *reader, size_t line, size_t column);

#endif
