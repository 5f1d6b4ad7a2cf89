#ifndef SG_YAML_WRITE_H
#define SG_YAML_WRITE_H

#include "base/buffer.h"
#include "yaml/tree.h"

/*
 * Writes a tree as block YAML, two spaces a level, lists indented under their key, every line shifted by `indent`.
 * What comes out parses back to the same tree. Scalars are texts, but for what was read as a number, boolean or null. Keys are at most SG_KEY_MOST bytes: libyaml
 * gives up on longer ones.
 */
#define SG_KEY_MOST 256
void sg_write_yaml(struct sg_buffer *b, const struct sg_node *node, size_t indent);

/* The same tree as JSON: short tags become their long forms ({"Ref": "X"}, {"Fn::Sub": "..."}). */
void sg_write_json(struct sg_buffer *b, const struct sg_node *node, size_t indent);
/* A text in quotes, escaped. UTF-8. */
void sg_add_json_text(struct sg_buffer *b, const char *text);

#endif
