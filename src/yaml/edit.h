#ifndef SG_YAML_EDIT_H
#define SG_YAML_EDIT_H

#include "yaml/tree.h"
#include "yaml/write.h"

/*
 * Changes to a YAML or JSON text that leave every other byte as it is: new text is spliced in at the places that the
 * tree's nodes have, in the style of what stands around it.
 */
struct sg_splice {
    size_t start, end; /* the bytes that go; none where they are equal */
    const char *text;  /* what comes instead */
    size_t order;      /* of those at one place */
};

struct sg_edit {
    struct sg_arena *arena;
    const struct sg_source *source;
    bool json, tabs;         /* tabs: JSON that is indented with them, one a step */
    const char *line_end;    /* "\n" or "\r\n" */
    struct sg_layout layout; /* how the file indents */
    struct sg_splice *items;
    size_t count, capacity;
};

/* `root` is the tree of the source; the edit learns from it how the file is written. */
struct sg_edit sg_edit_new(struct sg_arena *a, const struct sg_source *source, const struct sg_node *root);

/* Replaces bytes. No two splices may overlap. */
void sg_edit_splice(struct sg_edit *e, size_t start, size_t end, const char *text);

/* What stands around a value: the map or list it is in, and of a map its key. */
struct sg_around {
    const struct sg_node *parent, *key; /* key: NULL in a list */
};

/*
 * Adds a key to a map that is not empty: behind another key, or (NULL) behind the last whose value is one line, else at the
 * end. In a map in one line it is always the end. Returns the key that the new one stands behind.
 */
struct sg_node *sg_edit_put(struct sg_edit *e, struct sg_node *map, struct sg_node *behind, const char *key,
                            const struct sg_node *value);

/* Replaces a value: with an empty one, what "key:" alone gives, nothing is taken away. */
void sg_edit_replace(struct sg_edit *e, struct sg_around around, const struct sg_node *old,
                     const struct sg_node *value);

/* Adds items at the end of a list; an empty one is replaced. */
void sg_edit_append(struct sg_edit *e, struct sg_around around, const struct sg_node *list,
                    const struct sg_node *items);

/* Makes a value that is no list the first item of one, with further items behind it. */
void sg_edit_enlist(struct sg_edit *e, struct sg_around around, const struct sg_node *value,
                    const struct sg_node *items);

/* The new text, in the arena. */
struct sg_source sg_edit_finish(struct sg_edit *e);

#endif
