#ifndef SG_API_H
#define SG_API_H

#include "catalog/catalog.h"

/* The context behind the public functions of api.c and api_catalog.c. It lives in its own arena. */
struct samgen {
    struct sg_arena *arena;
    struct sg_catalog *catalog;
};

#endif
