#ifndef SG_YAML_TYPED_H
#define SG_YAML_TYPED_H

#include "yaml/load.h"

#include <stdbool.h>

#include <cyaml/cyaml.h>

/*
 * YAML into structs, by a libcyaml schema whose top value is a mapping with CYAML_FLAG_POINTER. The text passes the
 * gate, then the walk below reports every fault at its place, then libcyaml fills the structs. All memory comes from
 * the arena, which must outlive `*data`. Returns the tree, or NULL after reporting.
 */
struct sg_node *sg_typed_load(struct sg_arena *a, const struct sg_source *source, const cyaml_schema_value_t *schema,
                              void **data, struct sg_findings *findings);

/*
 * Compares a tree with a schema and reports, each at its place, what libcyaml would misread or refuse without a place:
 * unknown, doubled and missing keys, wrong shapes, tags, words that are no boolean. Reports all faults; true for none.
 */
bool sg_schema_walk(const struct sg_source *source, const struct sg_node *node, const cyaml_schema_value_t *schema,
                    struct sg_findings *findings);

/* The last of the three steps, for texts that passed the other two. False after reporting. */
bool sg_typed_fill(struct sg_arena *a, const struct sg_source *source, const cyaml_schema_value_t *schema, void **data,
                   struct sg_findings *findings);

/* libcyaml's realloc over an arena. `context` is the arena. */
void *sg_arena_cyaml_mem(void *context, void *memory, size_t size);

#endif
