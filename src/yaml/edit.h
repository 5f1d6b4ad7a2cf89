#ifndef SG_YAML_EDIT_H
#define SG_YAML_EDIT_H

#include "yaml/tree.h"
#include "yaml/write.h"

/*
 * Edits of a YAML or JSON text that leave every other byte as it is: new text is spliced in at the offsets of the
 * tree's nodes, in the style of the text around it.
 */
struct sg_splice {
    size_t start, end; /* the bytes that are removed; none when they are equal */
    const char *text;  /* what is inserted instead */
    size_t order;      /* among the splices at one offset */
};

struct sg_edit {
    struct sg_arena *arena;
    const struct sg_source *source;
    bool json, tabs;         /* tabs: JSON that is indented with one tab a level */
    const char *line_end;    /* "\n" or "\r\n" */
    struct sg_layout layout; /* how the file is indented */
    struct sg_splice *items;
    size_t count, capacity;
};

/* Starts an edit. `root` is the tree of the source; the edit learns from it how the file is written. */
struct sg_edit sg_edit_new(struct sg_arena *a, const struct sg_source *source, const struct sg_node *root);

/* Replaces bytes. No two splices may overlap. */
void sg_edit_splice(struct sg_edit *e, size_t start, size_t end, const char *text);

/* The map or list that contains a value, and in a map its key. */
struct sg_around {
    const struct sg_node *parent, *key; /* key: NULL in a list */
};

/*
 * Adds a key to a map that is not empty, after the key `after`. If `after` is NULL, it is the last key whose entry is
 * one line, or the last of all. In a flow map the new key always comes last. Returns the key that precedes the new one.
 */
struct sg_node *sg_edit_put(struct sg_edit *e, struct sg_node *map, struct sg_node *after, const char *key,
                            const struct sg_node *value);

/* Replaces a value, also the empty one that "key:" alone has. */
void sg_edit_replace(struct sg_edit *e, struct sg_around around, const struct sg_node *old,
                     const struct sg_node *value);

/* Adds items at the end of a list; an empty list is replaced. */
void sg_edit_append(struct sg_edit *e, struct sg_around around, const struct sg_node *list,
                    const struct sg_node *items);

/* Makes a value that is not a list the first item of a new list, followed by further items. */
void sg_edit_enlist(struct sg_edit *e, struct sg_around around, const struct sg_node *value,
                    const struct sg_node *items);

/* Returns one splice that does what all of them do; there must be one. */
struct sg_splice sg_edit_joined(struct sg_edit *e);

/* Applies the splices. Returns the new text, in the arena. */
struct sg_source sg_edit_finish(struct sg_edit *e);

#endif
