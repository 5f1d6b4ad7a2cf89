#ifndef TESTS_WORLD_H
#define TESTS_WORLD_H

#include "catalog/catalog.h"

#include <jansson.h>

/* What CloudFormation knows when it puts a stack up: where the stack is, and what each id or export stands for. */
#define PARTITION "aws"
#define REGION "us-east-1"
#define ACCOUNT "123456789012"

#define THINGS_MOST 64

struct thing {
    const char *id;             /* of a resource or parameter, or the name of an export */
    const struct sg_kind *kind; /* of a resource; NULL: `name` is the value itself */
    const char *name, *arn;
};

struct world {
    struct sg_arena *arena;
    struct sg_catalog *catalog;
    struct thing things[THINGS_MOST];
    size_t count;
};

void add_thing(struct world *w, struct thing thing);

/* What CloudFormation makes of a text or an intrinsic; fails the test when there is no such id or attribute. */
const char *resolve(const struct world *w, const json_t *value);

/*
 * The statements of a {"Policies": [...]} that samgen printed as JSON: SAM policy templates and managed policies
 * expanded from the catalog, intrinsics resolved. `*managed` counts the managed policies.
 */
struct sg_statements read_policies(const struct world *w, const char *json, size_t *managed);

#endif
