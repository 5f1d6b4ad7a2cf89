#ifndef SG_YAML_QUOTE_H
#define SG_YAML_QUOTE_H

#include "base/buffer.h"

enum sg_context { SG_BLOCK, SG_FLOW };

/* Returns whether the text needs quotes, so that every YAML 1.1 and 1.2 reader reads it as exactly this text. */
bool sg_needs_quotes(const char *text, enum sg_context context);

/* Adds the text as a scalar, in double quotes only when it needs them. It must be UTF-8. */
void sg_add_scalar(struct sg_buffer *b, const char *text, enum sg_context context);

#endif
