#include "with_catalog.h"

struct sg_catalog *catalog;

int make_catalog(void **state)
{
    make_arena(state);
    catalog = sg_catalog_new(arena);
    return 0;
}

int run_grants(const char *group, void (*test)(void **))
{
    struct sg_arena *a = sg_arena_new();
    struct sg_findings faults = {.arena = a};
    struct sg_strings names = {0};
    catalog = sg_catalog_new(a);
    sg_grant_names(catalog, &names, &faults);
    struct grant_row *rows = sg_new_array(a, struct grant_row, names.count);
    size_t count = 0;
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_grant *grant = sg_find_grant(catalog, names.items[i], &faults);
        if (grant && grant->needs.count)
            rows[count++] = (struct grant_row){names.items[i], grant};
    }
    int failed = run_rows(group, rows, count, sizeof *rows, test);
    sg_arena_free(a);
    return failed || faults.count || !count;
}
