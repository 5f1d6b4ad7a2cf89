#ifndef SG_API_H
#define SG_API_H

#include <samgen/samgen.h>

#include "catalog/catalog.h"

/* The context behind the public functions of api.c and api_catalog.c. It lives in its own arena. */
struct samgen {
    struct sg_arena *arena;
    struct sg_catalog *catalog;
};

/* Puts findings into a result: places as lines and columns, sorted by place, notes once. */
void sg_publish(struct samgen *samgen, const struct sg_findings *findings, struct samgen_result *result);

#endif
