#ifndef SG_YAML_JSON_LOAD_H
#define SG_YAML_JSON_LOAD_H

#include "yaml/tree.h"

#define SG_JSON_DEPTH_MOST 64
#define SG_JSON_KEYS_MOST 1000 /* in one object: each is compared with those before it */

/* What is wrong with a text, and at which byte. */
struct sg_json_fault {
    const char *message;
    size_t offset;
};

/*
 * Reads a JSON text (RFC 8259) as a tree, much faster than the YAML reader, and strictly: no duplicate key, no NUL, no
 * lone surrogate, only UTF-8. Texts become scalars; numbers, true, false and null become plain scalars, as written.
 * Returns NULL with the first fault, whose message is a constant.
 */
struct sg_node *sg_json_load(struct sg_arena *a, const char *bytes, size_t length, struct sg_json_fault *fault);

#endif
