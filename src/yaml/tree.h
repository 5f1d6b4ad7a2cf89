#ifndef SG_YAML_TREE_H
#define SG_YAML_TREE_H

#include "base/finding.h"

/*
 * YAML as a tree. Nodes read from a text know their bytes: text[start, end). Nodes that we make have start == end.
 * A map's children alternate: key, value, key, value. Scalars never hold a NUL.
 */
enum sg_node_type { SG_SCALAR, SG_LIST, SG_MAP };

struct sg_node {
    enum sg_node_type type;
    bool plain;          /* a scalar that was written without quotes */
    bool flow;           /* a list or map that was, or is to be, written in one line: [a, b] */
    const char *tag;     /* "!Ref", or NULL */
    const char *text;    /* of a scalar */
    const char *comment; /* lines to write before it, when it is an item of a list */
    size_t start, end;
    struct sg_node *first, *last, *next;
    size_t count; /* children: items of a list, keys and values of a map */
};

struct sg_node *sg_scalar(struct sg_arena *a, const char *text);
struct sg_node *sg_tagged(struct sg_arena *a, const char *tag, const char *text);
struct sg_node *sg_list(struct sg_arena *a);
struct sg_node *sg_map(struct sg_arena *a);

/* A copy whose nodes stand nowhere else; texts are shared. */
struct sg_node *sg_copy_node(struct sg_arena *a, const struct sg_node *node);

/* Adds an item to a list, or a key's value to a map. A node stands in one place only. */
void sg_append(struct sg_node *list, struct sg_node *item);
void sg_put(struct sg_arena *a, struct sg_node *map, const char *key, struct sg_node *value);

/* The value of a key, or NULL. `map` may be NULL or no map. */
struct sg_node *sg_get(const struct sg_node *map, const char *key);
/* Whether an earlier key of the map has the same text as this one. */
bool sg_is_second_key(const struct sg_node *map, const struct sg_node *key);
/* The text of an untagged scalar under a key, or NULL. */
const char *sg_get_text(const struct sg_node *map, const char *key);

/* Same shape, tags and texts; places, styles and comments do not count. */
bool sg_same(const struct sg_node *x, const struct sg_node *y);

#endif
