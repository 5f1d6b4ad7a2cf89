#ifndef SG_DIAGNOSE_PHRASE_INTERNAL_H
#define SG_DIAGNOSE_PHRASE_INTERNAL_H

#include "diagnose/plain.h"

/*
 * A phrase as it stands in templates/denials.yaml: words, whose case does not count, and {name} for a word of the text.
 * A blank stands for any gap (sg_diagnose_is_gap), also for none next to a sign.
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

/* Where the gaps at `at` end. */
size_t sg_diagnose_skip_gaps(const struct sg_plain *plain, size_t at);

/* Whether the phrase begins at `at`. A line end within a word of it does not count. */
bool sg_diagnose_phrase_at(const char *phrase, const struct sg_plain *plain, size_t at, struct sg_found *found);

/* Whether the phrase stands around `hit`, where what begins `piece` bytes into it does. */
bool sg_diagnose_phrase_around(const char *phrase, size_t piece, const struct sg_plain *plain, size_t hit,
                               struct sg_found *found);

/* The first one that begins within [from, to), or the last; not of a phrase that begins with {name}. */
bool sg_diagnose_first_phrase(const char *phrase, const struct sg_plain *plain, size_t from, size_t to,
                              struct sg_found *found);
bool sg_diagnose_last_phrase(const char *phrase, const struct sg_plain *plain, size_t from, size_t to,
                             struct sg_found *found);

/* Whether a piece of text stands at `at`; a blank in it is any one gap, and case does not count. */
bool sg_diagnose_piece_at(const char *piece, const struct sg_plain *plain, size_t at);

/* Whether a piece of text, whose case does not count, begins within [from, to). */
bool sg_diagnose_has_piece(const char *piece, const struct sg_plain *plain, size_t from, size_t to);

/* The text that {name} stands for, without what ends sentences; NULL when the phrase has no such word. */
const char *sg_diagnose_captured(struct sg_arena *a, const struct sg_plain *plain, const struct sg_found *found,
                                 const char *name);

#endif
