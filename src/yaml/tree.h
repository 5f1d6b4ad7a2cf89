#ifndef SG_YAML_TREE_H
#define SG_YAML_TREE_H

#include "base/finding.h"

#include <stdint.h>

/*
 * YAML as a tree. Nodes read from a text know their bytes: text[start, end). For nodes that samgen made, start == end.
 * The children of a map alternate: key, value, key, value. Scalars never contain a NUL.
 */
enum sg_node_type { SG_SCALAR, SG_LIST, SG_MAP };

/* 64 bytes, since there are many; what is read most comes first, in one line of the processor's cache. */
struct sg_node {
    unsigned char type;  /* enum sg_node_type */
    bool plain;          /* a scalar that is written without quotes */
    bool flow;           /* a list or map that is written in one line: [a, b] */
    uint32_t start, end; /* no text has more than UINT32_MAX */
    uint32_t count;      /* children: items of a list, keys and values of a map */
    const char *text;    /* of a scalar */
    struct sg_node *next, *first, *last;
    const char *tag;     /* "!Ref", or NULL */
    const char *comment; /* lines to write before it, when it is an item of a list */
};

/* Make a node; texts are not copied. */
struct sg_node *sg_scalar(struct sg_arena *a, const char *text);
struct sg_node *sg_tagged(struct sg_arena *a, const char *tag, const char *text);
struct sg_node *sg_list(struct sg_arena *a);
struct sg_node *sg_map(struct sg_arena *a);

/* Returns a deep copy of the node without its siblings; texts are shared. */
struct sg_node *sg_copy_node(struct sg_arena *a, const struct sg_node *node);

/* Add an item to a list, or a key and its value to a map. A node has one parent only. */
void sg_append(struct sg_node *list, struct sg_node *item);
void sg_put(struct sg_arena *a, struct sg_node *map, const char *key, struct sg_node *value);

/*
 * Add values to a map that will be written as JSON: a text (NULL becomes null), a word that is written without quotes
 * (true, null, 3), a number, a list of texts. Bytes that are not UTF-8 are replaced.
 */
void sg_put_text(struct sg_arena *a, struct sg_node *map, const char *key, const char *text);
void sg_put_plain(struct sg_arena *a, struct sg_node *map, const char *key, const char *word);
void sg_put_number(struct sg_arena *a, struct sg_node *map, const char *key, size_t number);
void sg_put_texts(struct sg_arena *a, struct sg_node *map, const char *key, const char *const *texts, size_t count);

/* Returns the value of a key, or NULL. `map` may be NULL or a node of another type. */
struct sg_node *sg_get(const struct sg_node *map, const char *key);
/* Returns the text of an untagged scalar under a key, or NULL. */
const char *sg_get_text(const struct sg_node *map, const char *key);
/* Returns whether an earlier key of the map has the same text as this one. */
bool sg_is_second_key(const struct sg_node *map, const struct sg_node *key);

/* Returns whether both have the same shape, tags and texts; positions, styles and comments do not count. */
bool sg_same(const struct sg_node *x, const struct sg_node *y);
/* Returns whether a list has an item that is the same. */
bool sg_list_has(const struct sg_node *list, const struct sg_node *item);

#endif
