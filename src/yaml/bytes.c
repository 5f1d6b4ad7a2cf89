#include "yaml/bytes_internal.h"

#include "base/utf8.h"
#include "yaml/load.h"

#include <string.h>

/* ---- Refusing ---- */

static bool refuse(const struct sg_source *source, size_t offset, struct sg_findings *f, const char *message)
{
    return sg_fail(f, (struct sg_origin){.source = source, .offset = offset}, "%s", message);
}

static bool check_characters(const struct sg_source *source, struct sg_findings *f, bool *ascii)
{
    const unsigned char *p = (const unsigned char *)source->bytes;
    *ascii = true;
    for (size_t i = 0; i < source->length;) {
        i += sg_page_run(p + i, source->length - i);
        while (i < source->length && p[i] >= 0x20 && p[i] < 0x7F)
            i++;
        if (i == source->length)
            break;
        size_t length = sg_utf8_length(p + i, source->length - i);
        if (length == 0)
            return refuse(source, i, f, "this byte is not UTF-8; save the file as UTF-8");
        if (p[i] == 0)
            return refuse(source, i, f, "a NUL byte; this is not YAML text");
        if (sg_is_control(p + i, length))
            return refuse(source, i, f, "YAML does not allow this control character");
        *ascii = *ascii && length == 1;
        i += length;
    }
    return true;
}

/* libyaml needs quadratic time for many %TAG directives, and they could give !Ref another meaning. */
static bool check_directives(const struct sg_source *source, struct sg_findings *f)
{
    const char *start = source->bytes, *end = start + source->length;
    for (const char *p = start; p < end && (p = memchr(p, '%', (size_t)(end - p))); p++)
        if ((p == start || p[-1] == '\n' || p[-1] == '\r') && end - p > 4 && memcmp(p, "%TAG", 4) == 0)
            return refuse(source, (size_t)(p - start), f,
                          "samgen does not read %TAG directives; write the tags in full");
    return true;
}

bool sg_bytes_are_unrendered(const struct sg_source *source, size_t *offset)
{
    static const char *const marks[] = {"{{cookiecutter", "{{ cookiecutter", "{%"};
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        size_t n = strlen(marks[m]);
        for (*offset = 0; *offset + n <= source->length; ++*offset)
            if (source->bytes[*offset] == '{' && memcmp(source->bytes + *offset, marks[m], n) == 0)
                return true;
    }
    return false;
}

bool sg_bytes_check(const struct sg_source *source, struct sg_findings *findings, bool *ascii)
{
    if (source->length > SG_YAML_BYTES_MOST)
        return refuse(source, 0, findings, "larger than 1 MiB, the most that samgen reads");
    return check_characters(source, findings, ascii) && check_directives(source, findings);
}

/* ---- Joining surrogate pairs ---- */

#define PAIR ((size_t)12)   /* \ud83d\ude00 */
#define JOINED ((size_t)10) /* \U0001f600 */

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *found = c ? strchr(digits, c) : NULL;
    return found ? (int)(found - digits) % 16 : -1;
}

/* Returns the number after "\u", or -1. */
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

/* Returns the character that a pair of escapes stands for, or -1. */
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

/* Writes \U0001f600 and returns its end. */
static char *put_escape(char *to, long character)
{
    *to++ = '\\';
    *to++ = 'U';
    for (int shift = 28; shift >= 0; shift -= 4)
        *to++ = "0123456789abcdef"[character >> shift & 0xF];
    return to;
}

struct sg_joined sg_bytes_join_surrogates(struct sg_arena *a, const struct sg_source *source)
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
        size_t length = *p == '\\' && end - p >= 2 ? 2 : 1; /* an escaped backslash does not start another escape */
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

size_t sg_bytes_joined_offset(const struct sg_joined *joined, size_t offset)
{
    size_t low = 0, high = joined->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (joined->ends[middle] <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return offset + low * (PAIR - JOINED) + (offset >= joined->cut_at ? joined->cut : 0);
}
