#include "base/source.h"

#include <stdbool.h>
#include <string.h>

static bool ends_line(const struct sg_source *source, size_t i)
{
    char c = source->bytes[i];
    if (c == '\n')
        return true;
    return c == '\r' && (i + 1 == source->length || source->bytes[i + 1] != '\n');
}

/* A byte order mark is no character of the first line. */
static size_t first_character(const struct sg_source *source)
{
    static const char mark[] = "\xEF\xBB\xBF";
    return source->length >= 3 && memcmp(source->bytes, mark, 3) == 0 ? 3 : 0;
}

static size_t end_of_line(const struct sg_source *source, size_t start)
{
    while (start < source->length && source->bytes[start] != '\n' && source->bytes[start] != '\r')
        start++;
    return start;
}

/* To the start of the line that has `offset`, or of the line before it that is the first. */
static void go_back(struct sg_cursor *cursor, size_t offset)
{
    size_t first = first_character(cursor->source);
    while (cursor->place.line > 1 && cursor->place.line_start > offset) {
        size_t start = cursor->place.line_start - 1;
        while (start > first && !ends_line(cursor->source, start - 1))
            start--;
        cursor->place.line_start = start;
        cursor->place.line--;
        cursor->place.column = 1;
        cursor->offset = start;
    }
    for (; cursor->offset > offset && cursor->offset > cursor->place.line_start; cursor->offset--)
        if (((unsigned char)cursor->source->bytes[cursor->offset - 1] & 0xC0) != 0x80)
            cursor->place.column--;
}

struct sg_position sg_locate_next(struct sg_cursor *cursor, size_t offset)
{
    const struct sg_source *source = cursor->source;
    struct sg_position *place = &cursor->place;
    size_t line_before = place->line;
    if (offset > source->length)
        offset = source->length;
    if (place->line == 0) {
        cursor->offset = first_character(source);
        *place = (struct sg_position){.line = 1, .column = 1, .line_start = cursor->offset};
    }
    go_back(cursor, offset);
    for (; cursor->offset < offset; cursor->offset++) {
        if (ends_line(source, cursor->offset)) {
            place->line++;
            place->line_start = cursor->offset + 1;
            place->column = 1;
        } else if (((unsigned char)source->bytes[cursor->offset] & 0xC0) != 0x80) {
            place->column++;
        }
    }
    if (place->line != line_before)
        place->line_end = end_of_line(source, place->line_start);
    return *place;
}

struct sg_position sg_locate(const struct sg_source *source, size_t offset)
{
    struct sg_cursor cursor = {.source = source};
    return sg_locate_next(&cursor, offset);
}
