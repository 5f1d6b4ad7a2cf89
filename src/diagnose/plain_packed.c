#include "diagnose/plain_maker_internal.h"

#include <string.h>

/*
 * The end of the log that Lambda returns for a call with LogType: Tail, in base64 (API reference, Invoke): at most 4
 * KB.
 */
#define WORD "LogResult"
#define PACKED_LEAST 24   /* characters: shorter ones are something else */
#define PACKED_MOST 12000 /* and longer ones too */

static int value_of(unsigned char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = c ? strchr(digits, c) : NULL;
    return found ? (int)(found - digits) : -1;
}

/* The end of the digits of base64 at `at`. */
static size_t digits_end(const struct sg_plain_maker *m, size_t at)
{
    size_t end = at;
    while (end < m->length && end - at < PACKED_MOST && value_of(m->bytes[end]) >= 0)
        end++;
    return end;
}

static void put_unpacked(struct sg_plain_maker *m, size_t from, size_t to)
{
    unsigned bits = 0, have = 0;
    for (; from < to; from++) {
        bits = bits << 6 | (unsigned)value_of(m->bytes[from]);
        have += 6;
        if (have < 8)
            continue;
        have -= 8;
        char c = (char)(bits >> have & 0xff);
        sg_diagnose_plain_put(m, c == '\n' || (c >= ' ' && c < 0x7f) ? c : ' ');
    }
}

bool sg_diagnose_plain_unpack(struct sg_plain_maker *m)
{
    size_t at = m->i + strlen(WORD);
    if (!sg_diagnose_plain_follows(m, m->i, WORD))
        return false;
    while (at < m->length && strchr("\\\"' :=", m->bytes[at]) && m->bytes[at])
        at++;
    size_t end = digits_end(m, at);
    if (end - at < PACKED_LEAST)
        return false;
    sg_diagnose_plain_put(m, '\n'); /* all of it has the origin of the word */
    put_unpacked(m, at, end);
    sg_diagnose_plain_put(m, '\n');
    m->i = end;
    return true;
}
