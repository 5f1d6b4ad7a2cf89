#include "base/source.h"

#include <stdbool.h>

static bool ends_line(const struct sg_source *source, size_t i)
{
    char c = source->bytes[i];
    if (c == '\n')
        return true;
    return c == '\r' && (i + 1 == source->length || source->bytes[i + 1] != '\n');
}

struct sg_place sg_locate(const struct sg_source *source, size_t offset)
{
    struct sg_place place = {.line = 1, .column = 1};
    if (offset > source->length)
        offset = source->length;
    if (source->length >= 3 && (unsigned char)source->bytes[0] == 0xEF && (unsigned char)source->bytes[1] == 0xBB &&
        (unsigned char)source->bytes[2] == 0xBF)
        place.line_start = 3; /* a byte order mark is no character of the first line */
    for (size_t i = 0; i < offset; i++)
        if (ends_line(source, i)) {
            place.line++;
            place.line_start = i + 1;
        }
    for (size_t i = place.line_start; i < offset; i++)
        if (((unsigned char)source->bytes[i] & 0xC0) != 0x80)
            place.column++;
    place.line_end = place.line_start;
    while (place.line_end < source->length && source->bytes[place.line_end] != '\n' &&
           source->bytes[place.line_end] != '\r')
        place.line_end++;
    return place;
}
