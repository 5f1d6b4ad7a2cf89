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

/* A byte order mark does not count as a character of the first line. */
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

/* Moves the cursor back to `offset`, by whole lines first. */
static void go_back(struct sg_cursor *cursor, size_t offset)
{
    size_t first = first_character(cursor->source);
    while (cursor->position.line > 1 && cursor->position.line_start > offset) {
        size_t start = cursor->position.line_start - 1;
        while (start > first && !ends_line(cursor->source, start - 1))
            start--;
        cursor->position.line_start = start;
        cursor->position.line--;
        cursor->position.column = 1;
        cursor->offset = start;
    }
    for (; cursor->offset > offset && cursor->offset > cursor->position.line_start; cursor->offset--)
        if (((unsigned char)cursor->source->bytes[cursor->offset - 1] & 0xC0) != 0x80)
            cursor->position.column--;
}

/* Skips whole lines before `offset`; a lone CR is left to the caller. */
static void skip_lines(struct sg_cursor *cursor, size_t offset)
{
    const char *bytes = cursor->source->bytes;
    struct sg_position *position = &cursor->position;
    if (cursor->offset >= offset || memchr(bytes + cursor->offset, '\r', offset - cursor->offset))
        return;
    for (const char *end; (end = memchr(bytes + cursor->offset, '\n', offset - cursor->offset));) {
        cursor->offset = (size_t)(end + 1 - bytes);
        position->line++;
        position->line_start = cursor->offset;
        position->column = 1;
    }
}

struct sg_position sg_locate_next(struct sg_cursor *cursor, size_t offset)
{
    const struct sg_source *source = cursor->source;
    struct sg_position *position = &cursor->position;
    size_t line_before = position->line;
    if (offset > source->length)
        offset = source->length;
    if (position->line == 0) {
        cursor->offset = first_character(source);
        *position = (struct sg_position){.line = 1, .column = 1, .line_start = cursor->offset};
    }
    go_back(cursor, offset);
    skip_lines(cursor, offset);
    for (; cursor->offset < offset; cursor->offset++) {
        if (ends_line(source, cursor->offset)) {
            position->line++;
            position->line_start = cursor->offset + 1;
            position->column = 1;
        } else if (((unsigned char)source->bytes[cursor->offset] & 0xC0) != 0x80) {
            position->column++;
        }
    }
    if (position->line != line_before)
        position->line_end = end_of_line(source, position->line_start);
    return *position;
}

struct sg_position sg_locate(const struct sg_source *source, size_t offset)
{
    struct sg_cursor cursor = {.source = source};
    return sg_locate_next(&cursor, offset);
}
