#include "base/pieces.h"

#include <string.h>

void sg_pieces_add(struct sg_pieces *p, const char *text, size_t length)
{
    if (!length)
        return;
    if (p->count == SG_PIECES_MOST) {
        p->items[0].text = sg_pieces_join(p);
        p->items[0].length = p->length;
        p->count = 1;
    }
    p->items[p->count].text = text;
    p->items[p->count++].length = length;
    p->length += length;
}

const char *sg_pieces_join(const struct sg_pieces *p)
{
    char *joined = sg_alloc_text(p->arena, p->length + 1), *to = joined;
    for (size_t i = 0; i < p->count; i++) {
        memcpy(to, p->items[i].text, p->items[i].length);
        to += p->items[i].length;
    }
    *to = '\0';
    return joined;
}
