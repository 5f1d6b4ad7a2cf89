#ifndef TESTS_WITH_CATALOG_H
#define TESTS_WITH_CATALOG_H

#include "catalog/catalog.h"
#include "support.h"

/* The catalog that is built in, read anew in the arena of each test. */
extern struct sg_catalog *catalog;

int make_catalog(void **state);

/* A test of its own that uses the catalog. */
#define WITH_CATALOG(function) cmocka_unit_test_setup_teardown(function, make_catalog, drop_arena)

/* A row for run_rows. */
struct grant_row {
    const char *name;
    const struct sg_grant *grant;
};

/*
 * Runs the test for each grant of the catalog that writes statements, with one catalog for all. Returns how many
 * failed.
 */
int run_grants(const char *group, void (*test)(void **));

#endif
