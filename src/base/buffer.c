#include "base/buffer.h"

#include "base/utf8.h"

#include <string.h>

struct sg_buffer sg_buffer_sized(struct sg_arena *a, size_t most, size_t capacity)
{
    struct sg_buffer b = {.arena = a, .capacity = capacity + 1, .most = most};
    b.text = sg_reserve_text(a, b.capacity);
    b.text[0] = '\0';
    return b;
}

struct sg_buffer sg_buffer_new(struct sg_arena *a, size_t most)
{
    return sg_buffer_sized(a, most, 63);
}

static bool make_room(struct sg_buffer *b, size_t length)
{
    if (b->full || length > b->most - b->length) {
        b->full = true;
        return false;
    }
    size_t needed = b->length + length + 1;
    if (needed <= b->capacity)
        return true;
    while (b->capacity < needed)
        b->capacity *= 2;
    char *larger = sg_reserve_text(b->arena, b->capacity);
    memcpy(larger, b->text, b->length + 1);
    b->text = larger;
    return true;
}

void sg_add_bytes(struct sg_buffer *b, const char *bytes, size_t length)
{
    if (!length || !make_room(b, length))
        return;
    memcpy(b->text + b->length, bytes, length);
    b->length += length;
    b->text[b->length] = '\0';
}

void sg_add(struct sg_buffer *b, const char *text)
{
    sg_add_bytes(b, text, strlen(text));
}

void sg_add_char(struct sg_buffer *b, char c)
{
    if (b->length + 1 < b->capacity && b->length < b->most && !b->full) { /* most calls, and there are many */
        b->text[b->length++] = c;
        b->text[b->length] = '\0';
    } else {
        sg_add_bytes(b, &c, 1);
    }
}

void sg_add_spaces(struct sg_buffer *b, size_t count)
{
    static const char spaces[] = "                                ";
    for (; count > sizeof spaces - 1; count -= sizeof spaces - 1)
        sg_add_bytes(b, spaces, sizeof spaces - 1);
    sg_add_bytes(b, spaces, count);
}

void sg_add_format(struct sg_buffer *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    sg_add(b, sg_vformat(b->arena, format, args));
    va_end(args);
}

const char *sg_in_utf8(struct sg_arena *a, const char *text)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (const char *p = text; *p;) {
        size_t length = sg_utf8_length((const unsigned char *)p, strlen(p));
        sg_add_bytes(&b, length ? p : "\xEF\xBF\xBD", length ? length : 3);
        p += length ? length : 1;
    }
    return b.text;
}
