#include "diagnose/stranger_internal.h"

#include "base/text.h"

#include <string.h>

#define REACH 400  /* bytes around an error code */
#define LETTERS 32 /* classes of first letters */

struct sg_strangers {
    struct sg_strings starting[LETTERS]; /* the phrases, by their first letter */
};

static size_t letter_of(char c)
{
    return (unsigned char)c & (LETTERS - 1);
}

struct sg_strangers *sg_diagnose_strangers_new(struct sg_arena *a, const struct sg_denial_facts *facts)
{
    struct sg_strangers *strangers = sg_new(a, struct sg_strangers);
    for (size_t i = 0; i < facts->strangers.count; i++)
        sg_push(a, &strangers->starting[letter_of(facts->strangers.items[i][0])], facts->strangers.items[i]);
    return strangers;
}

static size_t line_start(const struct sg_plain *plain, size_t at)
{
    while (at && plain->text[at - 1] != '\n')
        at--;
    return at;
}

static size_t line_end(const struct sg_plain *plain, size_t at)
{
    const char *end = memchr(plain->text + at, '\n', plain->length - at);
    return end ? (size_t)(end - plain->text) : plain->length;
}

/* Returns whether the text names AWS as the one that answered. */
static bool has_aws(const struct sg_plain *plain, size_t from, size_t to)
{
    return sg_diagnose_has_piece("amazonaws.com", plain, from, to) || sg_diagnose_has_piece("arn:aws", plain, from, to);
}

/* A phrase with a word in it is that of an address, which can be one of AWS. */
static bool begins_at(const struct sg_strings *phrases, const struct sg_plain *plain, size_t at)
{
    struct sg_found found;
    for (size_t i = 0; i < phrases->count; i++)
        if (sg_diagnose_phrase_at(phrases->items[i], plain, at, &found) &&
            !(found.count && has_aws(plain, found.captures[0].start, found.captures[0].end)))
            return true;
    return false;
}

bool sg_diagnose_is_of_stranger(const struct sg_strangers *strangers, const struct sg_plain *plain,
                                const struct sg_found *found)
{
    size_t from = found->start > REACH ? found->start - REACH : 0, to = found->end + REACH;
    to = to < plain->length ? to : plain->length;
    for (size_t at = from; at < to; at++) {
        const struct sg_strings *phrases = &strangers->starting[letter_of(plain->text[at])];
        bool begins = !at || !sg_is_alnum(plain->text[at]) || !sg_is_alnum(plain->text[at - 1]);
        if (phrases->count && begins && begins_at(phrases, plain, at))
            return !has_aws(plain, line_start(plain, found->start), line_end(plain, found->end));
    }
    return false;
}
