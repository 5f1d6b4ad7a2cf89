#include "code/escape_internal.h"

#include "base/text.h"

static uint32_t digit_of(char c)
{
    const char *digits = "0123456789abcdef", *at = c ? strchr(digits, sg_small_letter(c)) : NULL;
    return at ? (uint32_t)(at - digits) : UINT32_MAX;
}

static size_t read_digits(const char *text, size_t length, size_t most, uint32_t base, uint32_t *code)
{
    size_t count = 0;
    *code = 0;
    for (; count < most && count < length && digit_of(text[count]) < base; count++)
        *code = *code * base + digit_of(text[count]);
    return count;
}

/* A text of C cannot hold NUL, and half of a surrogate pair is not a character: both become U+FFFD. */
static void put_code(struct sg_buffer *out, uint32_t code)
{
    if (!code || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        code = 0xFFFD;
    unsigned further = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    const unsigned leads[] = {0, 0xC0, 0xE0, 0xF0};
    sg_add_char(out, (char)(leads[further] | code >> 6 * further));
    while (further--)
        sg_add_char(out, (char)(0x80 | (code >> 6 * further & 0x3F)));
}

/* These return how many bytes after the backslash they have read, or 0. */

static size_t unescape_letter(struct sg_buffer *out, char letter)
{
    static const char letters[] = "nrtbfva\\'\"`", means[] = "\n\r\t\b\f\v\a\\'\"`";
    const char *at = letter ? strchr(letters, letter) : NULL;
    if (at)
        sg_add_char(out, means[at - letters]);
    return at ? 1 : 0;
}

static size_t unescape_line_end(const char *text, size_t length)
{
    if (text[0] == '\r' && length > 1 && text[1] == '\n')
        return 2;
    return text[0] == '\n' || text[0] == '\r' ? 1 : 0;
}

static size_t unescape_code(struct sg_buffer *out, const char *text, size_t length)
{
    uint32_t code;
    size_t wanted = text[0] == 'x' ? 2 : text[0] == 'u' ? 4 : text[0] == 'U' ? 8 : 0;
    if (!wanted || read_digits(text + 1, length - 1, wanted, 16, &code) < wanted)
        return 0;
    put_code(out, code);
    return 1 + wanted;
}

static size_t unescape_octal(struct sg_buffer *out, const char *text, size_t length)
{
    uint32_t code;
    size_t count = read_digits(text, length, 3, 8, &code);
    if (count)
        put_code(out, code);
    return count;
}

/* \u{1F600} */
static size_t unescape_braces(struct sg_buffer *out, const char *text, size_t length)
{
    uint32_t code;
    if (length < 4 || text[0] != 'u' || text[1] != '{')
        return 0;
    size_t count = read_digits(text + 2, length - 2, 6, 16, &code);
    if (!count || count + 2 >= length || text[count + 2] != '}')
        return 0;
    put_code(out, code);
    return count + 3;
}

/* \ud83d\ude00 is one character. */
static size_t unescape_pair(struct sg_buffer *out, const char *text, size_t length)
{
    uint32_t high, low;
    if (length < 11 || text[0] != 'u' || text[5] != '\\' || text[6] != 'u')
        return 0;
    if (read_digits(text + 1, 4, 4, 16, &high) < 4 || read_digits(text + 7, 4, 4, 16, &low) < 4)
        return 0;
    if (high < 0xD800 || high >= 0xDC00 || low < 0xDC00 || low >= 0xE000)
        return 0;
    put_code(out, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
    return 11;
}

static size_t unescape(struct sg_buffer *out, const char *text, size_t length)
{
    size_t read = unescape_letter(out, text[0]);
    read = read ? read : unescape_line_end(text, length);
    read = read ? read : unescape_code(out, text, length);
    return read ? read : unescape_octal(out, text, length);
}

/* Adds what is before the next backslash that has something after it. Returns where that backslash is, or `length`. */
static size_t add_plain(struct sg_buffer *out, const char *text, size_t length)
{
    const char *backslash = memchr(text, '\\', length);
    size_t plain = backslash && backslash + 1 < text + length ? (size_t)(backslash - text) : length;
    sg_add_bytes(out, text, plain);
    return plain;
}

void sg_python_unescape(struct sg_buffer *out, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        at += add_plain(out, text + at, length - at);
        if (at == length)
            return;
        size_t read = unescape(out, text + at + 1, length - at - 1);
        if (!read)
            sg_add_char(out, '\\');
        at += 1 + read;
    }
}

void sg_script_unescape(struct sg_buffer *out, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        at += add_plain(out, text + at, length - at);
        if (at == length)
            return;
        const char *escape = text + at + 1;
        size_t left = length - at - 1, read = unescape_pair(out, escape, left);
        read = read ? read : unescape_braces(out, escape, left);
        at += 1 + (read ? read : unescape(out, escape, left));
    }
}
