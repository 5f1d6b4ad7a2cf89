#include "yaml/surrogate_internal.h"

#include <string.h>

#define PAIR ((size_t)12)   /* \ud83d\ude00 */
#define JOINED ((size_t)10) /* \U0001f600 */

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *found = c ? strchr(digits, c) : NULL;
    return found ? (int)(found - digits) % 16 : -1;
}

/* The number behind "\u", or -1. */
static long escape_at(const char *p, const char *end)
{
    long code = 0;
    if (end - p < 6 || p[0] != '\\' || p[1] != 'u')
        return -1;
    for (int i = 2; i < 6; i++) {
        int digit = hex_digit(p[i]);
        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return code;
}

/* The character that a pair of escapes stands for, or -1. */
static long pair_at(const char *p, const char *end)
{
    long high = escape_at(p, end), low = high < 0 ? -1 : escape_at(p + 6, end);
    bool pair = high >= 0xD800 && high < 0xDC00 && low >= 0xDC00 && low < 0xE000;
    return pair ? 0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00) : -1;
}

static size_t count_pairs(const struct sg_source *source)
{
    const char *end = source->bytes + source->length;
    size_t count = 0;
    for (const char *p = source->bytes; (p = memchr(p, '\\', (size_t)(end - p)));) {
        int pair = pair_at(p, end) >= 0;
        count += (size_t)pair;
        p += pair ? PAIR : end - p >= 2 ? 2 : 1;
    }
    return count;
}

/* \U0001f600; returns what is behind it. */
static char *put_escape(char *to, long character)
{
    *to++ = '\\';
    *to++ = 'U';
    for (int shift = 28; shift >= 0; shift -= 4)
        *to++ = "0123456789abcdef"[character >> shift & 0xF];
    return to;
}

struct sg_joined sg_join_surrogates(struct sg_arena *a, const struct sg_source *source)
{
    struct sg_joined joined = {.bytes = source->bytes, .length = source->length};
    size_t pairs = count_pairs(source);
    if (pairs == 0)
        return joined;
    char *to = sg_alloc_text(a, source->length + 1);
    joined.bytes = to;
    joined.ends = sg_new_array(a, size_t, pairs);
    const char *end = source->bytes + source->length;
    for (const char *p = source->bytes; p < end;) {
        long character = pair_at(p, end);
        size_t length = *p == '\\' && end - p >= 2 ? 2 : 1; /* an escaped backslash begins no escape */
        if (character >= 0) {
            to = put_escape(to, character);
            joined.ends[joined.count++] = (size_t)(to - joined.bytes);
        } else {
            memcpy(to, p, length);
            to += length;
        }
        p += character >= 0 ? PAIR : length;
    }
    *to = '\0';
    joined.length = (size_t)(to - joined.bytes);
    return joined;
}

size_t sg_joined_offset(const struct sg_joined *joined, size_t offset)
{
    size_t low = 0, high = joined->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (joined->ends[middle] <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return offset + low * (PAIR - JOINED);
}
