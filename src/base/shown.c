#include "base/shown.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

#define ESCAPE_MOST sizeof "\\U0010FFFF"

/* Returns how many bytes can be shown as they are, in a line or on a page. */
static size_t plain_bytes(const unsigned char *p, size_t left, bool page)
{
    size_t count = 0;
    while (count < left) {
        count += page ? sg_page_run(p + count, left - count) : sg_printable_run(p + count, left - count);
        size_t length = count < left ? sg_utf8_length(p + count, left - count) : 0;
        bool layout = page && length && (p[count] == '\n' || p[count] == '\t');
        if (count == left || (!layout && sg_is_unprintable(p + count, length)))
            break;
        count += length;
    }
    return count;
}

/* Writes the escape of one character, and returns how many bytes it has. */
static size_t escape(const unsigned char *p, size_t left, char *text)
{
    static const char known[] = "\n\r\t", letters[] = "nrt";
    size_t length = sg_utf8_length(p, left);
    const char *letter = *p ? strchr(known, (char)*p) : NULL;
    unsigned code = length ? sg_code_point(p, length) : *p;
    if (letter)
        snprintf(text, ESCAPE_MOST, "\\%c", letters[letter - known]);
    else
        snprintf(text, ESCAPE_MOST, code < 0x100 ? "\\x%02X" : code < 0x10000 ? "\\u%04X" : "\\U%08X", code);
    return length ? length : 1;
}

static void show(const char *text, size_t length, bool page,
                 void (*put)(void *context, const char *bytes, size_t length), void *context)
{
    const unsigned char *p = (const unsigned char *)text, *end = p + length;
    while (p < end) {
        char escaped[ESCAPE_MOST];
        size_t plain = plain_bytes(p, (size_t)(end - p), page);
        if (plain)
            put(context, (const char *)p, plain);
        p += plain;
        if (p == end)
            break;
        p += escape(p, (size_t)(end - p), escaped);
        put(context, escaped, strlen(escaped));
    }
}

void sg_show(const char *text, size_t length, void (*put)(void *context, const char *bytes, size_t length),
             void *context)
{
    show(text, length, false, put, context);
}

void sg_show_page(const char *text, size_t length, void (*put)(void *context, const char *bytes, size_t length),
                  void *context)
{
    show(text, length, true, put, context);
}

static void add(void *context, const char *bytes, size_t length)
{
    sg_add_bytes(context, bytes, length);
}

void sg_add_shown(struct sg_buffer *b, const char *text, size_t length)
{
    sg_show(text, length, add, b);
}

const char *sg_shown(struct sg_arena *a, const char *text)
{
    size_t length = strlen(text);
    if (plain_bytes((const unsigned char *)text, length, false) == length)
        return text;
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_add_shown(&b, text, length);
    return b.text;
}
