#ifndef SG_DIAGNOSE_PHRASE_INTERNAL_H
#define SG_DIAGNOSE_PHRASE_INTERNAL_H

#include "base/list.h"
#include "base/text.h"
#include "diagnose/plain.h"

/*
 * A phrase of templates/denials.yaml: words, whose case does not count, and {name} for one word of the text. A blank
 * stands for any gap (sg_diagnose_is_gap); next to a punctuation mark the gap may be missing.
 */
#define SG_CAPTURES_MOST 8

struct sg_capture {
    const char *name; /* points into the phrase, up to its brace */
    size_t start, end;
};

struct sg_found {
    size_t start, end;
    struct sg_capture captures[SG_CAPTURES_MOST];
    size_t count;
};

/* A bit for a letter, the same for its capital. */
static inline uint32_t sg_diagnose_letter(char c)
{
    return (uint32_t)1 << (c & 0x1f);
}

/* How the phrases of a list begin: by a first letter the set of second ones. It shows where none of them begins. */
struct sg_beginnings {
    uint32_t seconds[32];
};

/* Returns whether the second letter of a phrase, whose first one is at `at`, fits the text. */
static inline bool sg_diagnose_goes_on(const char *phrase, const struct sg_plain *plain, size_t at)
{
    bool letters = sg_is_alnum(phrase[0]) && sg_is_alnum(phrase[1]);
    char next = plain->small[at + 1];
    return !letters || next == sg_small_letter(phrase[1]) || next == '\n';
}

void sg_diagnose_add_beginning(struct sg_beginnings *beginnings, const char *phrase);

static inline bool sg_diagnose_may_begin(const struct sg_beginnings *beginnings, const struct sg_plain *plain,
                                         size_t at)
{
    uint32_t seconds = beginnings->seconds[plain->small[at] & 0x1f];
    return seconds && (seconds & sg_diagnose_letter(plain->small[at + 1]) || plain->small[at + 1] == '\n');
}

/* The end of the gaps at `at`. */
size_t sg_diagnose_skip_gaps(const struct sg_plain *plain, size_t at);

/* Returns whether the phrase begins at `at`. A line end within a word does not count. */
bool sg_diagnose_phrase_at(const char *phrase, const struct sg_plain *plain, size_t at, struct sg_found *found);

/* Returns whether the phrase is around `hit`, with its byte `piece` at `hit`. */
bool sg_diagnose_phrase_around(const char *phrase, size_t piece, const struct sg_plain *plain, size_t hit,
                               struct sg_found *found);

/* Finds the first or last phrase that begins within [from, to). It must not begin with {name}. */
bool sg_diagnose_first_phrase(const char *phrase, const struct sg_plain *plain, size_t from, size_t to,
                              struct sg_found *found);

/* Returns whether one of the phrases begins in [from, to). */
bool sg_diagnose_has_any_phrase(const struct sg_strings *phrases, const struct sg_plain *plain, size_t from, size_t to);
bool sg_diagnose_last_phrase(const char *phrase, const struct sg_plain *plain, size_t from, size_t to,
                             struct sg_found *found);

/* Returns whether the piece is at `at`. A blank in it is one gap, and case does not count. */
bool sg_diagnose_piece_at(const char *piece, const struct sg_plain *plain, size_t at);

/* Finds the first piece that begins within [from, to). Case does not count. */
bool sg_diagnose_find_piece(const char *piece, const struct sg_plain *plain, size_t from, size_t to, size_t *at);
bool sg_diagnose_has_piece(const char *piece, const struct sg_plain *plain, size_t from, size_t to);

/* The text of {name}, without punctuation at its end; NULL when the phrase has no such word. */
const char *sg_diagnose_captured(struct sg_arena *a, const struct sg_plain *plain, const struct sg_found *found,
                                 const char *name);

#endif
