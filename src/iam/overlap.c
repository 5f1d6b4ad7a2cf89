#include "iam/overlap_internal.h"

#include "base/utf8.h"

#include <string.h>

/* Offsets in the text at which the pattern read so far can end: one more than the text has bytes. */
struct offsets {
    bool at[SG_IAM_OVERLAP_MOST + 1];
};

/* The text, and the offsets before and after the next piece of the pattern. */
struct reading {
    const struct sg_iam_text *text;
    size_t length, tail; /* in bytes */
    struct offsets now, next;
};

static bool is_star(const struct reading *r, size_t i)
{
    return i < r->length && r->text->start[i] == '*';
}

/* A '*' of the text may match nothing. */
static void skip_stars(const struct reading *r, struct offsets *offsets)
{
    for (size_t i = 0; i < r->length; i++)
        if (offsets->at[i] && is_star(r, i))
            offsets->at[i + 1] = true;
}

static void step(struct reading *r)
{
    skip_stars(r, &r->next);
    memcpy(r->now.at, r->next.at, r->length + 1);
}

static void take_byte(struct reading *r, char c)
{
    memset(r->next.at, 0, r->length + 1);
    for (size_t i = 0; i < r->length; i++) {
        if (!r->now.at[i])
            continue;
        if (is_star(r, i))
            r->next.at[i] = r->next.at[i] || c != ':' || i >= r->tail;
        if (r->text->start[i] == c)
            r->next.at[i + 1] = true;
    }
    step(r);
}

/* '?' */
static void take_one(struct reading *r)
{
    memset(r->next.at, 0, r->length + 1);
    for (size_t i = 0; i < r->length; i++) {
        if (!r->now.at[i] || (r->text->start[i] == ':' && i < r->tail))
            continue;
        size_t length = sg_utf8_length((const unsigned char *)r->text->start + i, r->length - i);
        r->next.at[i + (length ? length : 1)] = true;
        r->next.at[i] = r->next.at[i] || is_star(r, i);
    }
    step(r);
}

/* '*' of the pattern; `open`: it may match colons. */
static void take_any(struct reading *r, bool open)
{
    bool on = false;
    for (size_t i = 0; i <= r->length; i++) {
        r->next.at[i] = on = on || r->now.at[i];
        if (i < r->length && r->text->start[i] == ':' && i < r->tail && !open)
            on = false;
    }
    step(r);
}

bool sg_iam_overlap(const struct sg_iam_pattern *pattern, const struct sg_iam_value *values,
                    const struct sg_iam_text *text)
{
    struct reading r;
    r.text = text;
    r.length = (size_t)(text->end - text->start);
    r.tail = (size_t)(text->tail - text->start);
    if (r.length > SG_IAM_OVERLAP_MOST)
        return true;
    memset(r.next.at, 0, r.length + 1);
    r.next.at[0] = true;
    step(&r);
    for (size_t i = 0; i < pattern->count; i++) {
        const struct sg_iam_piece *piece = &pattern->pieces[i];
        struct sg_iam_value literal = {piece->text, piece->length};
        if (piece->type == SG_ONE)
            take_one(&r);
        else if (piece->type == SG_ANY)
            take_any(&r, pattern->open && i + 1 == pattern->count);
        else if (piece->type == SG_VARIABLE)
            literal = *values++;
        for (size_t c = 0; (piece->type == SG_LITERAL || piece->type == SG_VARIABLE) && c < literal.length; c++)
            take_byte(&r, literal.text[c]);
    }
    return r.now.at[r.length];
}
