#include "cli/lines.h"

#include <string.h>

/* Moves the rest to the front and reads more after it. */
static void fill(struct lines *l)
{
    size_t left = l->end - l->start;
    memmove(l->bytes, l->bytes + l->start, left);
    l->start = 0;
    l->end = left + fread(l->bytes + left, 1, sizeof l->bytes - left, l->file);
    l->at_end = l->end < sizeof l->bytes;
}

static void skip_rest(struct lines *l)
{
    for (l->cut = false;;) {
        const char *end = memchr(l->bytes + l->start, '\n', l->end - l->start);
        l->start = end ? (size_t)(end + 1 - l->bytes) : l->end;
        if (end || l->at_end)
            return;
        fill(l);
    }
}

/* Windows editors begin a file with U+FEFF. */
static void skip_mark(const struct lines *l, const char **text, size_t *length)
{
    static const char mark[] = "\xEF\xBB\xBF";
    size_t size = sizeof mark - 1;
    if (l->number != 1 || l->cut || *length < size || memcmp(*text, mark, size) != 0)
        return;
    *text += size;
    *length -= size;
}

bool next_line(struct lines *l, const char **text, size_t *length)
{
    if (l->cut)
        skip_rest(l);
    if (l->end - l->start <= SAMGEN_LINE_MOST + 1 && !l->at_end &&
        !memchr(l->bytes + l->start, '\n', l->end - l->start))
        fill(l);
    if (l->start == l->end)
        return false;
    const char *end = memchr(l->bytes + l->start, '\n', l->end - l->start);
    size_t left = l->end - l->start, whole = end ? (size_t)(end - (l->bytes + l->start)) : left;
    size_t own = end && whole && end[-1] == '\r' ? whole - 1 : whole;
    l->cut = own > SAMGEN_LINE_MOST;
    *text = l->bytes + l->start;
    *length = l->cut ? SAMGEN_LINE_MOST + 1 : own;
    l->start += l->cut ? *length : whole + (end != NULL);
    l->number++;
    skip_mark(l, text, length);
    return true;
}
