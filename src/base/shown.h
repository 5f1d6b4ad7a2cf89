#ifndef SG_BASE_SHOWN_H
#define SG_BASE_SHOWN_H

#include "base/buffer.h"

/*
 * Text from outside as a terminal can show it. What sg_is_unprintable names is written as YAML escapes it: \n, \x1B,
 * \u202E or \U000E0041, and a byte that is not UTF-8 as \xFF. So it can neither forge a line, nor reorder, hide or
 * drive anything.
 */

/* Pass the text on in pieces: a line, or a page, whose newlines and tabs stay. */
void sg_show(const char *text, size_t length, void (*put)(void *context, const char *bytes, size_t length),
             void *context);
void sg_show_page(const char *text, size_t length, void (*put)(void *context, const char *bytes, size_t length),
                  void *context);

void sg_add_shown(struct sg_buffer *b, const char *text, size_t length);

/* Returns the text itself when there is nothing to escape. */
const char *sg_shown(struct sg_arena *a, const char *text);

#endif
