#ifndef SG_PROJECT_TEXT_PARTS_INTERNAL_H
#define SG_PROJECT_TEXT_PARTS_INTERNAL_H

#include "base/buffer.h"
#include "catalog/function.h"

/* The text of a placeholder {name}. `when` and `unless` count a word as given if its text is not empty. */
struct sg_word {
    const char *name, *text;
};

struct sg_words {
    struct sg_word *items;
    size_t count, capacity;
};

/* Sets a word, or replaces its text. */
void sg_project_set_word(struct sg_arena *a, struct sg_words *words, const char *name, const char *text);
const char *sg_project_get_word(const struct sg_words *words, const char *name); /* "" if it is not set */

/*
 * The text of a passage. Replaces {word} in a line; replaces a line with only {word} by all lines of the word's text
 * with the same indentation, and removes it if the text is empty. Placeholders without a word stay.
 */
const char *sg_project_fill_parts(struct sg_arena *a, const struct sg_passage *passage, const struct sg_words *words);

/* The same for one text. */
const char *sg_project_fill_text(struct sg_arena *a, const char *text, const struct sg_words *words);

/* Returns whether the parts that sg_project_fill_parts writes contain {name}. */
bool sg_project_parts_use(const struct sg_passage *passage, const struct sg_words *words, const char *name);

#endif
