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

bool sg_is_control(const unsigned char *p, size_t length)
{
    if (length == 1)
        return (*p < 0x20 && *p != '\t' && *p != '\n' && *p != '\r') || *p == 0x7F;
    return length == 2 && p[0] == 0xC2 && p[1] < 0xA0 && p[1] != 0x85;
}

bool sg_is_unprintable(const unsigned char *p, size_t length)
{
    if (length < 2)
        return length == 0 || *p < 0x20 || *p == 0x7F;
    if (length == 2)
        return p[0] == 0xC2 && p[1] < 0xA0;
    if (length != 3 || p[0] != 0xE2)
        return false;
    return (p[1] == 0x80 && p[2] >= 0xA8 && p[2] <= 0xAE) || (p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xA9);
}
