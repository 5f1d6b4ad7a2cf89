#include "judge.h"
#include "support.h"

#include <stdio.h>

/* Every grant of the built-in catalog is tested in these ways, one test each. */
struct row {
    char name[96];
    const struct sg_grant *grant;
    void (*test)(const struct row *row);
};

static struct sg_arena *catalog_arena;
static struct sg_catalog *catalog;
static size_t checks;

static void run(const struct row *row, enum samgen_style style, trial_fn *check)
{
    struct judge j = {0};
    each_trial(arena, catalog, row->grant, style, check, &j);
    checks += j.checks;
    if (j.failures)
        fail_msg("%zu failures", j.failures);
}

static void needs_in_every_form(const struct row *row)
{
    for (enum samgen_style style = SAMGEN_STYLE_AUTO; style <= SAMGEN_STYLE_INLINE; style++)
        run(row, style, allows_needs);
}

static void nothing_else_inline(const struct row *row)
{
    run(row, SAMGEN_STYLE_INLINE, allows_nothing_else);
}

static void no_neighbour_in_auto(const struct row *row)
{
    run(row, SAMGEN_STYLE_AUTO, stays_on_named_resources);
}

static void test_row(void **state)
{
    const struct row *row = *state;
    row->test(row);
}

static const struct {
    const char *sentence;
    void (*test)(const struct row *);
} ways[] = {
    {"allows its needs in every form", needs_in_every_form},
    {"allows nothing else inline", nothing_else_inline},
    {"reaches no neighbour by choice", no_neighbour_in_auto},
};
#define WAYS (sizeof ways / sizeof *ways)

static size_t add_rows(const struct sg_grant *grant, struct CMUnitTest *tests)
{
    size_t count = 0;
    for (size_t w = 0; w < WAYS && grant->needs.count; w++) {
        struct row *row = sg_new(catalog_arena, struct row);
        *row = (struct row){.grant = grant, .test = ways[w].test};
        snprintf(row->name, sizeof row->name, "%s %s", grant->name, ways[w].sentence);
        tests[count++] = (struct CMUnitTest){row->name, test_row, make_arena, drop_arena, row};
    }
    return count;
}

SUITE(grants)
{
    catalog_arena = sg_arena_new();
    catalog = sg_catalog_new(catalog_arena);
    struct sg_findings faults = {.arena = catalog_arena};
    struct sg_strings names = {0};
    sg_grant_names(catalog, &names, &faults);
    struct CMUnitTest *tests = sg_new_array(catalog_arena, struct CMUnitTest, names.count * WAYS);
    size_t count = 0;
    for (size_t i = 0; i < names.count; i++)
        count += add_rows(sg_find_grant(catalog, names.items[i], &faults), tests + count);
    int failed = _cmocka_run_group_tests("every grant", tests, count, NULL, NULL);
    print_message("%zu checks of %zu grants\n", checks, names.count);
    sg_arena_free(catalog_arena);
    return failed || faults.count || !count;
}
