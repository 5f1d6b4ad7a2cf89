#ifndef TOOLS_TABLES_H
#define TOOLS_TABLES_H

#include "base/buffer.h"
#include "yaml/tree.h"

#include <stdio.h>

/* Writes the tables that src/catalog/table_internal.h describes. */
struct packer {
    struct sg_arena *arena;
    struct sg_buffer bytes;
    const char *file; /* that is being packed */
    size_t depth;     /* of the map that is being packed; that of the file has 1 */
    FILE *rows;       /* what of the tables a test may leave out or garble; or NULL */
};

/* Adds the map of a tree that passed the schema walk. */
void pack_file(struct packer *p, const struct sg_node *root, unsigned shape);

/* Compares two structs of a shape with all that they point to. */
bool same_structs(unsigned shape, const void *x, const void *y);

#endif
