#ifndef SG_VALUE_SPEC_H
#define SG_VALUE_SPEC_H

#include "value/request.h"
#include "yaml/portion.h"
#include "yaml/shape.h"

#define SG_SPEC_LIST "functions" /* the key of the list */

/* A spec: what each function of a project asks for. */
struct sg_spec {
    struct sg_asked *functions;
    size_t count;
};

/*
 * Reads a spec and reports every fault of shape and naming at its place. Option values may be intrinsics, so they stay
 * nodes; sg_read_use checks them later, also of what is in `spec` after a fault. False when anything was reported.
 */
bool sg_read_spec(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_source *source,
                  struct sg_findings *findings, struct sg_spec *spec);

/*
 * The same function by function, of a spec or of a portion of it (NULL: all). `asked` lives until the next call: with
 * an arena of its own, `passing`, the functions take the memory of one. The end is false when anything was reported;
 * where the text is not YAML it takes back what was reported about functions before.
 */
struct sg_spec_reader *sg_spec_begin(struct sg_arena *a, struct sg_arena *passing, struct sg_catalog *catalog,
                                     const struct sg_source *source, struct sg_yaml_portion *portion,
                                     struct sg_findings *findings);
bool sg_spec_next(struct sg_spec_reader *reader, struct sg_asked *asked);
bool sg_spec_end(struct sg_spec_reader *reader);

/* Reads the list `expect` of a function. Returns false after reporting each fault. */
bool sg_spec_read_expectations(struct sg_arena *a, const struct sg_source *source, struct sg_findings *findings,
                               const struct sg_node *list, struct sg_asked *asked);

/* The keys of a function, for whoever describes a spec. */
const struct sg_field *sg_spec_function_keys(void);

#define SG_SPEC_NAME_PATTERN \
    "^[A-Za-z0-9_-]{1,255}$" /* of a function: a logical id of CloudFormation, or a name like one */

/* The key under which an option that repeats takes a list: prefix, prefixes. */
const char *sg_plural(struct sg_arena *a, const char *name);

#endif
