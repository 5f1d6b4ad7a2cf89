#ifndef SG_CODE_ESCAPE_INTERNAL_H
#define SG_CODE_ESCAPE_INTERNAL_H

#include "base/buffer.h"

/*
 * Adds the content of a literal as it is at run time: its escapes replaced. Those that are not known keep the
 * backslash.
 */
void sg_python_unescape(struct sg_buffer *out, const char *text, size_t length);

/* The same in JavaScript, where they lose it. */
void sg_script_unescape(struct sg_buffer *out, const char *text, size_t length);

#endif
