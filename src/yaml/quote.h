#ifndef SG_YAML_QUOTE_H
#define SG_YAML_QUOTE_H

#include "base/buffer.h"

enum sg_context { SG_BLOCK, SG_FLOW };

/* Whether a text must be quoted so that every YAML 1.1 and 1.2 reader takes it for this very text. */
bool sg_needs_quotes(const char *text, enum sg_context context);

/* Adds the text as a scalar: plain where that is safe, else in double quotes. UTF-8 without NUL. */
void sg_add_scalar(struct sg_buffer *b, const char *text, enum sg_context context);

#endif
