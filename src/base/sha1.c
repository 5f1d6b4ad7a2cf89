#include "base/sha1.h"

#include <stdint.h>
#include <string.h>

#define BLOCK 64
#define LENGTH_BYTES 8 /* at the end of the last block */

static uint32_t rotated(uint32_t x, unsigned bits)
{
    return x << bits | x >> (32 - bits);
}

/* The words of a round: a function of three words, and a constant. */
static uint32_t mixed(unsigned t, const uint32_t w[5])
{
    if (t < 20)
        return ((w[1] & w[2]) | (~w[1] & w[3])) + 0x5a827999;
    if (t < 40)
        return (w[1] ^ w[2] ^ w[3]) + 0x6ed9eba1;
    if (t < 60)
        return ((w[1] & w[2]) | (w[1] & w[3]) | (w[2] & w[3])) + 0x8f1bbcdc;
    return (w[1] ^ w[2] ^ w[3]) + 0xca62c1d6;
}

static void add_block(uint32_t state[5], const unsigned char block[BLOCK])
{
    uint32_t schedule[80], w[5];
    for (size_t t = 0; t < 16; t++)
        schedule[t] = (uint32_t)block[4 * t] << 24 | (uint32_t)block[4 * t + 1] << 16 |
                      (uint32_t)block[4 * t + 2] << 8 | block[4 * t + 3];
    for (size_t t = 16; t < 80; t++)
        schedule[t] = rotated(schedule[t - 3] ^ schedule[t - 8] ^ schedule[t - 14] ^ schedule[t - 16], 1);
    memcpy(w, state, sizeof w);
    for (unsigned t = 0; t < 80; t++) {
        uint32_t next = rotated(w[0], 5) + mixed(t, w) + w[4] + schedule[t];
        w[4] = w[3];
        w[3] = w[2];
        w[2] = rotated(w[1], 30);
        w[1] = w[0];
        w[0] = next;
    }
    for (size_t i = 0; i < 5; i++)
        state[i] += w[i];
}

/* The rest of the bytes, one bit, zeros, and the length in bits. */
static void add_end(uint32_t state[5], const char *rest, size_t count, uint64_t length)
{
    unsigned char blocks[2 * BLOCK] = {0};
    size_t size = count + 1 + LENGTH_BYTES <= BLOCK ? BLOCK : 2 * BLOCK;
    memcpy(blocks, rest, count);
    blocks[count] = 0x80;
    for (size_t i = 0; i < LENGTH_BYTES; i++)
        blocks[size - 1 - i] = (unsigned char)(length * 8 >> 8 * i & 0xff);
    for (size_t i = 0; i < size; i += BLOCK)
        add_block(state, blocks + i);
}

void sg_sha1(const char *bytes, size_t length, char digits[SG_SHA1_DIGITS + 1])
{
    uint32_t state[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    size_t at = 0;
    for (; length - at >= BLOCK; at += BLOCK)
        add_block(state, (const unsigned char *)bytes + at);
    add_end(state, bytes + at, length - at, length);
    for (size_t i = 0; i < SG_SHA1_DIGITS; i++)
        digits[i] = "0123456789abcdef"[state[i / 8] >> (28 - 4 * (i % 8)) & 0xf];
    digits[SG_SHA1_DIGITS] = '\0';
}
