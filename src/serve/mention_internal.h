#ifndef SG_SERVE_MENTION_INTERNAL_H
#define SG_SERVE_MENTION_INTERNAL_H

#include "serve/spot_internal.h"

/* A place in the text that names a resource, parameter or condition of the template. */
struct sg_id_place {
    const char *id;
    size_t start, end;
    bool defines; /* it is the key of it */
};

/* All such places in a tree, in the order of the text. */
struct sg_id_places {
    struct sg_id_place *items;
    size_t count, capacity;
};

void sg_find_ids(struct sg_arena *a, const struct sg_node *root, struct sg_text text, struct sg_id_places *places);

/* The place that has this byte, or NULL. */
const struct sg_id_place *sg_id_at(const struct sg_id_places *places, size_t offset);

/* The id that the scalar at the cursor names, whole or in ${}, or NULL. */
const char *sg_spot_id(struct sg_arena *a, const struct sg_spot *spot);

#endif
