#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

static bool continues(const unsigned char *p, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if ((p[i] & 0xC0) != 0x80)
            return false;
    return true;
}

size_t sg_utf8_length(const unsigned char *p, size_t left)
{
    if (p[0] < 0x80)
        return 1;
    size_t length = p[0] >= 0xF0 && p[0] <= 0xF4 ? 4 : p[0] >= 0xE0 && p[0] < 0xF0 ? 3 : p[0] >= 0xC2 ? 2 : 0;
    if (p[0] > 0xF4 || length == 0 || length > left || !continues(p, length))
        return 0;
    bool overlong = (p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xF0 && p[1] < 0x90);
    bool surrogate = p[0] == 0xED && p[1] > 0x9F;
    bool beyond = p[0] == 0xF4 && p[1] > 0x8F;
    return overlong || surrogate || beyond ? 0 : length;
}

/* Eight bytes at once: ALL repeats a byte, HIGHEST is the top bit of each byte. */
#define ALL(byte) (UINT64_C(0x0101010101010101) * (byte))
#define HIGHEST ALL(0x80)

static uint64_t has_no_ascii(uint64_t eight)
{
    return eight & HIGHEST;
}

static uint64_t has_unprintable(uint64_t eight)
{
    uint64_t delete = eight ^ ALL(0x7F);
    return (eight | ((eight - ALL(0x20)) & ~eight) | ((delete - ALL(1)) & ~delete)) & HIGHEST;
}

size_t sg_ascii_run(const unsigned char *p, size_t left)
{
    size_t n = 0;
    for (uint64_t eight; n + sizeof eight <= left; n += sizeof eight) {
        memcpy(&eight, p + n, sizeof eight);
        if (has_no_ascii(eight))
            break;
    }
    return n;
}

size_t sg_printable_run(const unsigned char *p, size_t left)
{
    size_t n = 0;
    for (uint64_t eight; n + sizeof eight <= left; n += sizeof eight) {
        memcpy(&eight, p + n, sizeof eight);
        if (has_unprintable(eight))
            break;
    }
    return n;
}

/* The top bit of each byte that is this one. */
static uint64_t is_byte(uint64_t eight, unsigned char byte)
{
    uint64_t differs = eight ^ ALL(byte);
    return ~(((differs & ~HIGHEST) + ~HIGHEST) | differs) & HIGHEST;
}

size_t sg_page_run(const unsigned char *p, size_t left)
{
    size_t n = 0;
    for (uint64_t eight; n + sizeof eight <= left; n += sizeof eight) {
        memcpy(&eight, p + n, sizeof eight);
        if (!has_unprintable(eight))
            continue;
        uint64_t layout = is_byte(eight, '\n') | is_byte(eight, '\t');
        if (has_unprintable(eight | layout >> 1)) /* as if they were letters */
            break;
    }
    return n;
}

bool sg_is_control(const unsigned char *p, size_t length)
{
    if (length == 1)
        return (*p < 0x20 && *p != '\t' && *p != '\n' && *p != '\r') || *p == 0x7F;
    return length == 2 && p[0] == 0xC2 && p[1] < 0xA0 && p[1] != 0x85;
}

unsigned sg_code_point(const unsigned char *p, size_t length)
{
    static const unsigned char lead[] = {[1] = 0x7F, [2] = 0x1F, [3] = 0x0F, [4] = 0x07};
    unsigned code = p[0] & lead[length];
    for (size_t i = 1; i < length; i++)
        code = code << 6 | (p[i] & 0x3F);
    return code;
}

/*
 * Controls, line ends, Bidi_Control, Default_Ignorable_Code_Point and the marks of annotations, in order; Unicode 16.0,
 * PropList.txt and DerivedCoreProperties.txt, 2024-05-31.
 */
static const struct {
    unsigned first, last;
} unprintable[] = {
    {0x00, 0x1F},       /* C0 */
    {0x7F, 0x9F},       /* DEL, C1 */
    {0xAD, 0xAD},       /* soft hyphen */
    {0x34F, 0x34F},     /* combining grapheme joiner */
    {0x61C, 0x61C},     /* Arabic letter mark */
    {0x115F, 0x1160},   /* Hangul fillers */
    {0x17B4, 0x17B5},   /* Khmer inherent vowels */
    {0x180B, 0x180F},   /* Mongolian variation selectors */
    {0x200B, 0x200F},   /* zero width, marks of direction */
    {0x2028, 0x202E},   /* ends of lines and paragraphs, embeddings and overrides of direction */
    {0x2060, 0x206F},   /* word joiner, invisible operators, isolates of direction */
    {0x3164, 0x3164},   /* Hangul filler */
    {0xFE00, 0xFE0F},   /* variation selectors */
    {0xFEFF, 0xFEFF},   /* byte order mark */
    {0xFFA0, 0xFFA0},   /* halfwidth Hangul filler */
    {0xFFF0, 0xFFFB},   /* unassigned, and marks of annotations */
    {0x1BCA0, 0x1BCA3}, /* shorthand controls */
    {0x1D173, 0x1D17A}, /* controls of music */
    {0xE0000, 0xE0FFF}, /* tags, more variation selectors */
};

bool sg_is_unprintable(const unsigned char *p, size_t length)
{
    if (length < 2)
        return length == 0 || *p < 0x20 || *p == 0x7F;
    unsigned code = sg_code_point(p, length);
    size_t i = 0, count = sizeof unprintable / sizeof *unprintable;
    while (i < count && unprintable[i].last < code)
        i++;
    return i < count && code >= unprintable[i].first;
}
