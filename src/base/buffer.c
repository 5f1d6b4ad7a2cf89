#include "base/buffer.h"

#include "base/utf8.h"

#include <string.h>

#define STEP ((size_t)128 * 1024) /* of a long text: so many pages are asked for at once */

static size_t least(size_t x, size_t y)
{
    return x < y ? x : y;
}

/* Makes more of the room usable. */
static void take_step(struct sg_buffer *b)
{
    size_t more = least(b->reserved - b->capacity, STEP);
    sg_use_text(b->text + b->capacity, more);
    b->capacity += more;
}

/* Short texts, which most are, are usable as a whole. */
static void reserve(struct sg_buffer *b, size_t size)
{
    b->reserved = least(size, b->most + 1);
    b->text = sg_reserve_text(b->arena, b->reserved);
    b->capacity = b->reserved < STEP ? b->reserved : 0;
    if (!b->capacity)
        take_step(b);
}

struct sg_buffer sg_buffer_sized(struct sg_arena *a, size_t most, size_t capacity)
{
    struct sg_buffer b = {.arena = a, .most = most};
    reserve(&b, capacity + 1);
    b.text[0] = '\0';
    return b;
}

struct sg_buffer sg_buffer_new(struct sg_arena *a, size_t most)
{
    return sg_buffer_sized(a, most, 63);
}

void sg_buffer_grow(struct sg_buffer *b, const char *bytes, size_t length)
{
    if (!length || b->full)
        return;
    if (length > b->most - b->length) {
        b->full = true;
        b->capacity = b->length + 1; /* so that nothing shorter is added either */
        return;
    }
    size_t needed = b->length + length + 1;
    if (needed > b->reserved) {
        const char *before = b->text;
        size_t larger = b->reserved;
        while (larger < needed)
            larger *= 2;
        reserve(b, larger);
        memcpy(b->text, before, b->length + 1);
    }
    while (b->capacity < needed)
        take_step(b);
    sg_add_bytes(b, bytes, length);
}

void sg_add(struct sg_buffer *b, const char *text)
{
    sg_add_bytes(b, text, strlen(text));
}

void sg_add_char(struct sg_buffer *b, char c)
{
    sg_add_bytes(b, &c, 1);
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
