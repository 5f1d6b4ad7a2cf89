#ifndef SG_YAML_WRITE_H
#define SG_YAML_WRITE_H

#include "base/buffer.h"
#include "yaml/tree.h"

/* The spaces before the first line, and the indentation of what is nested: SG_STEP unless a file has its own style. */
#define SG_STEP 2
struct sg_layout {
    size_t indent;
    size_t step;      /* of a map within a map */
    size_t list_step; /* of a list within a map; 0: its dashes are below the key */
    bool one_line;    /* JSON without spaces and line ends */
};

/*
 * Adds a tree as block YAML, lists indented under their key, every line shifted by `indent`. It parses back to the same
 * tree. Scalars are written as texts, except those that were read as a number, boolean or null. A key has at most
 * SG_KEY_MOST bytes, because libyaml refuses longer ones.
 */
#define SG_KEY_MOST 256
void sg_write_yaml(struct sg_buffer *b, const struct sg_node *node, size_t indent);
void sg_write_yaml_as(struct sg_buffer *b, const struct sg_node *node, struct sg_layout layout);

/* Adds the tree in one line, without a line end: [a, {b: c}]. */
void sg_write_flow(struct sg_buffer *b, const struct sg_node *node);

/* Adds the tree as JSON: short tags become long forms ({"Ref": "X"}, {"Fn::Sub": "..."}). */
void sg_write_json(struct sg_buffer *b, const struct sg_node *node, size_t indent);
/* The same as the value of a key: without spaces before the first line and without a line end. */
void sg_write_json_value(struct sg_buffer *b, const struct sg_node *node, struct sg_layout layout);

/* Return the whole tree as a text. */
const char *sg_yaml_text(struct sg_arena *a, const struct sg_node *node);
const char *sg_json_text(struct sg_arena *a, const struct sg_node *node);

/* Adds a text in quotes, with escapes. It must be UTF-8. */
void sg_add_json_text(struct sg_buffer *b, const char *text);

#endif
