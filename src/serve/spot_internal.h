#ifndef SG_SERVE_SPOT_INTERNAL_H
#define SG_SERVE_SPOT_INTERNAL_H

#include "serve/document_internal.h"

/* What is deeper is not told apart. */
#define SG_SPOT_STEPS_MOST 64

/* One step of the way from the root to a place: a key of a map, or an item of a list. */
struct sg_spot_step {
    const char *key; /* NULL: an item of a list, or within { } a map whose key is not written yet */
    size_t column;   /* where it begins; of lines without brackets */
    char bracket;    /* '{' or '[' for what is within brackets; 0: block style */
    size_t index;    /* of an item */
};

/*
 * Where in the document the cursor is. It is found from the text before it alone, so that it is known while the text is
 * broken: from the indentation, or from the brackets.
 */
struct sg_spot {
    struct sg_spot_step steps[SG_SPOT_STEPS_MOST];
    size_t count;
    bool may_be_key; /* what is being written can be a key */
    bool in_comment;
    bool json;         /* texts need quotes */
    char quote;        /* of the scalar; 0: plain */
    const char *tag;   /* "!Ref" before it, or NULL */
    size_t start, end; /* the bytes of the scalar, without quotes and tag */
    size_t cursor;
    const char *word;  /* the scalar */
    const char *typed; /* of it, what is before the cursor */
    size_t indent;     /* the spaces before the line */
};

/* Reads the text up to `offset`. */
void sg_spot_find(struct sg_arena *a, struct sg_text text, size_t offset, struct sg_spot *spot);

/* The key `up` steps above the innermost one (0), items of lists not counted; "" when there is none. */
const char *sg_spot_key(const struct sg_spot *spot, size_t up);

/* How many keys the way has. */
size_t sg_spot_depth(const struct sg_spot *spot);

/*
 * Follows the way in a tree, but for the innermost `less` keys and the items in them. Returns the node, or NULL where
 * the tree is different.
 */
const struct sg_node *sg_spot_node(const struct sg_spot *spot, const struct sg_node *root, size_t less);

#endif
