#ifndef SG_YAML_WRITE_H
#define SG_YAML_WRITE_H

#include "base/buffer.h"
#include "yaml/tree.h"

/* Spaces before the first line, and how far what is nested stands in: SG_STEP unless a file has its own way. */
#define SG_STEP 2
struct sg_layout {
    size_t indent;
    size_t step;      /* of a map within a map */
    size_t list_step; /* of a list within a map; 0: its dashes stand below the key */
};

/*
 * Writes a tree as block YAML, lists indented under their key, every line shifted by `indent`. What comes out parses back
 * to the same tree. Scalars are texts, but for what was read as a number, boolean or null. Keys are at most SG_KEY_MOST
 * bytes: libyaml gives up on longer ones.
 */
#define SG_KEY_MOST 256
void sg_write_yaml(struct sg_buffer *b, const struct sg_node *node, size_t indent);
void sg_write_yaml_as(struct sg_buffer *b, const struct sg_node *node, struct sg_layout layout);

/* The same in one line, without a line end: [a, {b: c}]. */
void sg_write_flow(struct sg_buffer *b, const struct sg_node *node);

/* The same tree as JSON: short tags become their long forms ({"Ref": "X"}, {"Fn::Sub": "..."}). */
void sg_write_json(struct sg_buffer *b, const struct sg_node *node, size_t indent);
/* Without spaces before the first line and without a line end, to stand behind a key. */
void sg_write_json_value(struct sg_buffer *b, const struct sg_node *node, struct sg_layout layout);

/* The whole of it as a text. */
const char *sg_yaml_text(struct sg_arena *a, const struct sg_node *node);
const char *sg_json_text(struct sg_arena *a, const struct sg_node *node);

/* A text in quotes, escaped. UTF-8. */
void sg_add_json_text(struct sg_buffer *b, const char *text);

#endif
