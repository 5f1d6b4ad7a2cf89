#include "serve/position_internal.h"

#include "base/utf8.h"

/* ---- Lines ---- */

static bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

size_t sg_line_end(struct sg_text t, size_t offset)
{
    while (offset < t.length && !ends_line(t.bytes[offset]))
        offset++;
    return offset;
}

size_t sg_line_start(struct sg_text t, size_t offset)
{
    while (offset > 0 && !ends_line(t.bytes[offset - 1]))
        offset--;
    return offset;
}

size_t sg_next_line(struct sg_text t, size_t offset)
{
    offset = sg_line_end(t, offset);
    if (offset + 1 < t.length && t.bytes[offset] == '\r' && t.bytes[offset + 1] == '\n')
        return offset + 2;
    return offset < t.length ? offset + 1 : offset;
}

/* ---- Characters ---- */

static size_t character_length(struct sg_text t, size_t offset)
{
    size_t length = sg_utf8_length((const unsigned char *)t.bytes + offset, t.length - offset);
    return length ? length : 1;
}

/*
 * How many characters of the editor one of the text is: only those outside of the first plane, of 4 bytes, are 2 units.
 */
static size_t width(struct sg_text t, size_t length)
{
    if (t.utf8)
        return length;
    return length == 4 ? 2 : 1;
}

size_t sg_place_offset(struct sg_text t, struct sg_place place)
{
    size_t offset = 0;
    for (size_t line = 0; line < place.line; line++) {
        size_t next = sg_next_line(t, offset);
        if (sg_line_end(t, offset) == t.length)
            return t.length;
        offset = next;
    }
    size_t end = sg_line_end(t, offset);
    for (size_t character = 0; offset < end;) {
        size_t length = character_length(t, offset);
        character += width(t, length);
        if (character > place.character)
            break;
        offset += length;
    }
    return offset;
}

struct sg_place sg_offset_place(struct sg_text t, size_t offset)
{
    struct sg_place place = {0};
    size_t start = 0;
    for (size_t end; (end = sg_line_end(t, start)) < offset && end < t.length; place.line++) {
        size_t next = sg_next_line(t, start);
        if (next > offset)
            break;
        start = next;
    }
    for (size_t at = start; at < offset;) {
        size_t length = character_length(t, at);
        place.character += width(t, length);
        at += length;
    }
    return place;
}

struct sg_place sg_read_place(struct sg_place_reader *r, size_t line, size_t column)
{
    struct sg_place place = {.line = line ? line - 1 : 0};
    for (; r->line < place.line && r->start < r->text.length; r->line++)
        r->start = sg_next_line(r->text, r->start);
    size_t at = r->start;
    for (size_t i = 1; i < column && at < r->text.length; i++) {
        size_t length = character_length(r->text, at);
        place.character += width(r->text, length);
        at += length;
    }
    return place;
}
