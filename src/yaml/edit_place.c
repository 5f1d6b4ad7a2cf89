#include "yaml/edit_place_internal.h"

#include <string.h>

size_t sg_line_start(const struct sg_edit *e, size_t offset)
{
    while (offset && e->source->bytes[offset - 1] != '\n')
        offset--;
    return offset;
}

size_t sg_next_line(const struct sg_edit *e, size_t offset)
{
    const char *end = memchr(e->source->bytes + offset, '\n', e->source->length - offset);
    return end ? (size_t)(end + 1 - e->source->bytes) : e->source->length;
}

static bool is_mark(const struct sg_edit *e, size_t start)
{
    return start == 0 && e->source->length >= 3 && memcmp(e->source->bytes, "\xEF\xBB\xBF", 3) == 0;
}

size_t sg_column_of(const struct sg_edit *e, size_t offset)
{
    size_t start = sg_line_start(e, offset);
    return offset - start - (is_mark(e, start) ? 3 : 0);
}

size_t sg_dash_column(const struct sg_edit *e, const struct sg_node *list)
{
    if (e->source->bytes[list->start] == '-')
        return sg_column_of(e, list->start);
    size_t line = sg_line_start(e, list->first->start);
    return strspn(e->source->bytes + line, " ");
}

bool sg_is_blank_before(const struct sg_edit *e, size_t offset)
{
    for (size_t i = sg_line_start(e, offset); i < offset; i++)
        if (e->source->bytes[i] != ' ' && e->source->bytes[i] != '\t')
            return false;
    return true;
}

bool sg_is_one_line(const struct sg_edit *e, size_t start, size_t end)
{
    return !memchr(e->source->bytes + start, '\n', end - start);
}
