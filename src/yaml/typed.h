#ifndef SG_YAML_TYPED_H
#define SG_YAML_TYPED_H

#include "yaml/load.h"
#include "yaml/shape.h"

/*
 * Compares a tree with a shape and reports, each at its position, what libcyaml would misread or refuse without a
 * position: unknown, doubled and missing keys, wrong types, tags, words that are not booleans. Reports all faults; true
 * for none. `name` is what messages call the node: a key, or "the file".
 */
bool sg_schema_walk(const struct sg_source *source, const char *name, const struct sg_node *node, sg_shape_fn *shapes,
                    unsigned shape, struct sg_findings *findings);

/*
 * YAML into the struct of a shape, in three steps: the text passes the gate, the walk above reports every fault, and
 * libcyaml fills the struct. All memory comes from the arena, which must outlive `*data`. Returns the tree, or NULL
 * after reporting.
 */
struct sg_node *sg_typed_load(struct sg_arena *a, const struct sg_source *source, sg_shape_fn *shapes, unsigned shape,
                              void **data, struct sg_findings *findings);

/* libcyaml's realloc over an arena. `context` is the arena. */
void *sg_arena_cyaml_mem(void *context, void *memory, size_t size);

#endif
