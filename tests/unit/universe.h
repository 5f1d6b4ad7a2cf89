#ifndef TESTS_UNIVERSE_H
#define TESTS_UNIVERSE_H

#include "catalog/catalog.h"

/*
 * All actions known of the service of `action` ("s3:GetObject"): those of grants, SAM policy templates and managed
 * policies, and some that none of them has. Kept in the catalog's arena.
 */
const struct sg_strings *actions_of_service(struct sg_catalog *catalog, const char *action);

#endif
