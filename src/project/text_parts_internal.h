#ifndef SG_PROJECT_TEXT_PARTS_INTERNAL_H
#define SG_PROJECT_TEXT_PARTS_INTERNAL_H

#include "base/buffer.h"
#include "catalog/function.h"

/* What the placeholders of a passage stand for; a word with a text is "given" to `when` and `unless`. */
struct sg_word {
    const char *name, *text;
};

struct sg_words {
    struct sg_word *items;
    size_t count, capacity;
};

/* A second text of a word replaces the first. */
void sg_project_set_word(struct sg_arena *a, struct sg_words *words, const char *name, const char *text);
const char *sg_project_get_word(const struct sg_words *words, const char *name); /* "" when there is none */

/*
 * The text of a passage. {word} in a line is replaced; a line that is {word} alone gives way to all lines of the word's
 * text, indented as it is, and to nothing when there is none. What no word is called stays as it stands.
 */
const char *sg_project_fill_parts(struct sg_arena *a, const struct sg_passage *passage, const struct sg_words *words);

/* The same of a text without parts. */
const char *sg_project_fill_text(struct sg_arena *a, const char *text, const struct sg_words *words);

/* Whether what sg_project_fill_parts would write has the placeholder {name}. */
bool sg_project_parts_use(const struct sg_passage *passage, const struct sg_words *words, const char *name);

#endif
