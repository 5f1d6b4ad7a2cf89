#include "diagnose/anchor_internal.h"

#include "base/list.h"
#include "base/text.h"
#include "diagnose/wrap_internal.h"

#include <stdint.h>
#include <string.h>

#define PARTING 1 /* the class of all characters that separate words; each letter is a class, in both cases */
#define BLOCK 3   /* bytes: pairs of letters are too common */
#define SHIFT_BITS 15
#define PAIRS 1024     /* of letters, five bits each */
#define ANCHOR_MOST 40 /* bytes of an anchor that a line end cuts */

struct sg_anchors {
    unsigned char shift[1 << SHIFT_BITS];    /* how far the search can skip after a block, by its hash */
    struct sg_strings words, by_pair[PAIRS]; /* all, and those that begin with two letters */
    struct sg_message_list messages[PAIRS];  /* by the first two letters of their anchors */
    size_t least;                            /* length of the shortest anchor */
};

static const char parting[] = " \t\n\r+";

static unsigned char class_of(unsigned char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return c | 0x20;
    return c && strchr(parting, c) ? PARTING : 0;
}

/* The hash of three bytes, which is the same for small letters and capitals. */
static size_t block_hash(const unsigned char *p)
{
    uint32_t block = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
    return (block | 0x202020) * 0x9E3779B1u >> (32 - SHIFT_BITS);
}

/* After the block at `p`, with each character that a blank in it stands for, the search skips at most `most`. */
static void limit_shift(struct sg_anchors *anchors, const char *p, size_t most)
{
    for (const char *part = parting; *part; part++) {
        unsigned char block[BLOCK];
        for (size_t i = 0; i < BLOCK; i++)
            block[i] = (unsigned char)(p[i] == ' ' ? *part : p[i]);
        unsigned char *shift = &anchors->shift[block_hash(block)];
        *shift = most < *shift ? (unsigned char)most : *shift;
    }
}

/* The same number for small letters and their capitals. */
static size_t pair_of(const char *text)
{
    return ((size_t)(unsigned char)text[0] & 0x1f) << 5 | ((size_t)(unsigned char)text[1] & 0x1f);
}

static void index_message(struct sg_arena *a, const struct sg_denial_message *message, const char *anchor,
                          struct sg_anchors *anchors)
{
    struct sg_message_list *list = anchor ? &anchors->messages[pair_of(anchor)] : NULL;
    if (!list || (list->count && list->items[list->count - 1] == message))
        return;
    sg_grow(a, list->items, list->count, list->capacity);
    list->items[list->count++] = message;
}

const struct sg_message_list *sg_diagnose_messages_at(const struct sg_anchors *anchors, const char *text)
{
    return &anchors->messages[pair_of(text)];
}

struct sg_anchors *sg_diagnose_anchors_new(struct sg_arena *a, const struct sg_denial_facts *facts)
{
    struct sg_anchors *anchors = sg_new(a, struct sg_anchors);
    sg_push(a, &anchors->words, SG_SENTENCE_ANCHOR);
    sg_push(a, &anchors->words, SG_SENTENCE_END);
    sg_push(a, &anchors->words, SG_PACKED_ANCHOR);
    for (size_t i = 0; i < facts->messages.count; i++) {
        index_message(a, &facts->messages.items[i], facts->messages.items[i].anchor, anchors);
        index_message(a, &facts->messages.items[i], facts->messages.items[i].second_anchor, anchors);
        sg_push_once(a, &anchors->words, facts->messages.items[i].anchor);
        if (facts->messages.items[i].second_anchor)
            sg_push_once(a, &anchors->words, facts->messages.items[i].second_anchor);
    }
    for (size_t i = 0; i < anchors->words.count; i++) /* each begins with two letters */
        sg_push(a, &anchors->by_pair[pair_of(anchors->words.items[i])], anchors->words.items[i]);
    anchors->least = strlen(anchors->words.items[0]);
    for (size_t i = 1; i < anchors->words.count; i++) {
        size_t length = strlen(anchors->words.items[i]);
        anchors->least = length < anchors->least ? length : anchors->least;
    }
    memset(anchors->shift, (int)(anchors->least - BLOCK + 1), sizeof anchors->shift);
    for (size_t i = 0; i < anchors->words.count; i++)
        for (size_t j = 0; j + BLOCK <= anchors->least; j++)
            limit_shift(anchors, anchors->words.items[i] + j, anchors->least - BLOCK - j);
    return anchors;
}

/* A blank in an anchor stands for any one character that separates words. */
static bool is_word(const char *anchor, const char *bytes, size_t left)
{
    for (size_t i = 0; anchor[i]; i++)
        if (i == left || class_of((unsigned char)anchor[i]) != class_of((unsigned char)bytes[i]))
            return false;
    return true;
}

static bool begins_here(const struct sg_anchors *anchors, const char *bytes, size_t left)
{
    const struct sg_strings *words = left < 2 ? NULL : &anchors->by_pair[pair_of(bytes)];
    for (size_t i = 0; words && i < words->count; i++)
        if (is_word(words->items[i], bytes, left))
            return true;
    return false;
}

/*
 * A step takes the time of two dependent loads, however far it skips. Four independent lanes run at the same time.
 */
#define LANES 4
#define LANE 4096 /* bytes */

/* The next position in a lane. It does not move when an anchor begins there, or when the lane is done. */
static size_t step(const struct sg_anchors *anchors, const unsigned char *text, size_t at, size_t end, size_t length)
{
    size_t ahead = anchors->least - 1; /* bytes after the position is the block to check */
    if (at >= end)
        return at;
    size_t shift = anchors->shift[block_hash(text + at - BLOCK + 1)];
    if (shift)
        return at + shift;
    return begins_here(anchors, (const char *)text + at - ahead, length - at + ahead) ? at : at + 1;
}

/* Returns whether no anchor begins in the lanes from `from` on. */
static bool is_quiet(const struct sg_anchors *anchors, const unsigned char *text, size_t from, size_t length)
{
    size_t at[LANES], end[LANES];
    for (size_t i = 0; i < LANES; i++) {
        at[i] = from + i * LANE + anchors->least - 1;
        end[i] = at[i] + LANE;
    }
    for (bool moved = true; moved;) {
        moved = false;
        for (size_t i = 0; i < LANES; i++) {
            size_t next = step(anchors, text, at[i], end[i], length);
            if (next == at[i] && next < end[i])
                return false;
            moved = moved || next != at[i];
            at[i] = next;
        }
    }
    return true;
}

size_t sg_diagnose_next_anchor(const struct sg_anchors *anchors, const char *bytes, size_t from, size_t length)
{
    const unsigned char *text = (const unsigned char *)bytes;
    size_t ahead = anchors->least - 1;
    while (length > from && length - from > LANES * LANE + anchors->least && is_quiet(anchors, text, from, length))
        from += LANES * LANE;
    for (size_t at = from + ahead; at < length;) {
        size_t next = step(anchors, text, at, length, length);
        if (next == at)
            return at - ahead;
        at = next;
    }
    return length;
}

/* The first anchor that begins shortly before the line end `at`, as if the line went on; `at` if none does. */
static size_t anchor_across(const struct sg_anchors *anchors, const struct sg_plain *plain, size_t from, size_t at)
{
    char joined[2 * ANCHOR_MOST];
    size_t before = at - from < ANCHOR_MOST ? at - from : ANCHOR_MOST;
    size_t after = plain->length - at - 1 < ANCHOR_MOST ? plain->length - at - 1 : ANCHOR_MOST;
    memcpy(joined, plain->text + at - before, before);
    memcpy(joined + before, plain->text + at + 1, after);
    size_t found = sg_diagnose_next_anchor(anchors, joined, 0, before + after);
    return found < before ? at - before + found : at;
}

size_t sg_diagnose_next_cut_anchor(const struct sg_anchors *anchors, const struct sg_plain *plain, size_t from)
{
    const char *text = plain->text, *end;
    for (size_t at = from; (end = memchr(text + at, '\n', plain->length - at)); at++) {
        at = (size_t)(end - text);
        if (at == from || !sg_is_alnum(end[-1]) || !sg_is_alnum(end[1]) || !sg_diagnose_is_wrapped(plain, at))
            continue;
        size_t found = anchor_across(anchors, plain, from, at);
        if (found < at)
            return found;
    }
    return plain->length;
}
