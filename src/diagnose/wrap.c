#include "diagnose/wrap_internal.h"

#include <string.h>

#define WIDTH_LEAST 60 /* characters of a terminal's line */
#define WIDTH_MOST 500
#define ALIKE_LEAST 8 /* characters in which two records begin alike */

/* The characters of the line that begins at `from`; WIDTH_MOST when it has more. */
static size_t width_of(const char *bytes, size_t from, size_t length)
{
    size_t width = 0;
    for (size_t i = from; i < length && bytes[i] != '\n' && bytes[i] != '\r' && width < WIDTH_MOST; i++)
        width += ((unsigned char)bytes[i] & 0xC0) != 0x80; /* a character of UTF-8 counts once */
    return width;
}

static size_t line_start(const char *bytes, size_t at)
{
    for (size_t left = (size_t)4 * WIDTH_MOST; left && at > 0 && bytes[at - 1] != '\n'; left--)
        at--;
    return at;
}

/* Returns whether two lines begin alike, except for digits: each is a record. */
static bool begin_alike(const char *bytes, size_t x, size_t y, size_t length)
{
    for (size_t i = 0; i < ALIKE_LEAST; i++, x++, y++) {
        if (y >= length || bytes[x] == '\n' || bytes[y] == '\n')
            return false;
        bool digits = bytes[x] >= '0' && bytes[x] <= '9' && bytes[y] >= '0' && bytes[y] <= '9';
        if (bytes[x] != bytes[y] && !digits)
            return false;
    }
    return true;
}

/* The widths that terminals and consoles often have. */
static bool is_common(size_t width)
{
    return width == 80 || width == 100 || width == 120 || width == 132;
}

bool sg_diagnose_is_wrapped(const struct sg_plain *plain, size_t at)
{
    if (!plain->copied || at >= plain->length || plain->text[at] != '\n')
        return false;
    const char *bytes = plain->bytes;
    size_t length = plain->at[plain->length], end = plain->at[at], next = end + (bytes[end] == '\r') + 1;
    if (next >= length || bytes[next - 1] != '\n' || strchr("\r\n", bytes[next]))
        return false;
    size_t start = line_start(bytes, end), width = width_of(bytes, start, length);
    if (begin_alike(bytes, start, next, length))
        return false;
    size_t before = start > 1 ? width_of(bytes, line_start(bytes, start - 1), length) : 0;
    size_t after = width_of(bytes, next, length);
    return width >= WIDTH_LEAST && width < WIDTH_MOST && before <= width && after <= width &&
           (before == width || after == width || is_common(width));
}

bool sg_diagnose_cuts_name(const struct sg_plain *plain, size_t at)
{
    return at > 0 && sg_diagnose_is_wrapped(plain, at) && plain->bytes[plain->at[at] - 1] != ' ' &&
           plain->bytes[plain->at[at + 1] - 1] == '\n';
}
