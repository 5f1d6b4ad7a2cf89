#include "diagnose/anchor.h"

#include <string.h>

#define CLASSES 32 /* of bytes: a letter each, what parts words, all others */
#define PARTING 27
#define BLOCKS (CLASSES * CLASSES)

struct sg_anchors {
    unsigned char class[256];
    unsigned char shift[BLOCKS]; /* how far the search may go on from a block of two bytes */
    struct sg_strings words;
    size_t least; /* the length of the shortest */
};

static unsigned char class_of(unsigned char c)
{
    if (c >= 'a' && c <= 'z')
        return (unsigned char)(c - 'a' + 1);
    if (c >= 'A' && c <= 'Z')
        return (unsigned char)(c - 'A' + 1);
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '+' ? PARTING : 0;
}

static size_t block(const struct sg_anchors *anchors, const unsigned char *p)
{
    return (size_t)anchors->class[p[0]] * CLASSES + anchors->class[p[1]];
}

static void add_word(struct sg_anchors *anchors, const char *word)
{
    for (size_t i = 0; i + 1 < anchors->least; i++) {
        unsigned char *shift = &anchors->shift[block(anchors, (const unsigned char *)word + i)];
        unsigned char rest = (unsigned char)(anchors->least - 2 - i);
        *shift = rest < *shift ? rest : *shift;
    }
}

struct sg_anchors *sg_anchors_new(struct sg_arena *a, const struct sg_denial_facts *facts)
{
    struct sg_anchors *anchors = sg_new(a, struct sg_anchors);
    for (size_t i = 0; i < sizeof anchors->class; i++)
        anchors->class[i] = class_of((unsigned char)i);
    sg_push(a, &anchors->words, SG_SENTENCE_ANCHOR);
    for (size_t i = 0; i < facts->messages.count; i++)
        sg_push_once(a, &anchors->words, facts->messages.items[i].anchor);
    anchors->least = strlen(anchors->words.items[0]);
    for (size_t i = 1; i < anchors->words.count; i++) {
        size_t length = strlen(anchors->words.items[i]);
        anchors->least = length < anchors->least ? length : anchors->least;
    }
    memset(anchors->shift, (int)(anchors->least - 1), sizeof anchors->shift);
    for (size_t i = 0; i < anchors->words.count; i++)
        add_word(anchors, anchors->words.items[i]);
    return anchors;
}

bool sg_is_anchor(const char *anchor, const char *bytes, size_t left)
{
    for (size_t i = 0; anchor[i]; i++)
        if (i == left || class_of((unsigned char)anchor[i]) != class_of((unsigned char)bytes[i]))
            return false;
    return true;
}

static bool begins_here(const struct sg_anchors *anchors, const char *bytes, size_t left)
{
    for (size_t i = 0; i < anchors->words.count; i++)
        if (sg_is_anchor(anchors->words.items[i], bytes, left))
            return true;
    return false;
}

size_t sg_next_anchor(const struct sg_anchors *anchors, const char *bytes, size_t from, size_t length)
{
    const unsigned char *text = (const unsigned char *)bytes;
    size_t behind = anchors->least - 1; /* of the beginning is the block that is looked at */
    for (size_t at = from + behind; at < length;) {
        size_t shift = anchors->shift[block(anchors, text + at - 1)];
        if (shift == 0 && begins_here(anchors, bytes + at - behind, length - at + behind))
            return at - behind;
        at += shift ? shift : 1;
    }
    return length;
}
