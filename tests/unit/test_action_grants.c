#include "catalog/action.h"
#include "support.h"
#include "trial.h"

#include <string.h>

/* Every statement that a grant of the catalog writes is one that AWS's own reference makes sense of. */
struct row {
    const char *name;
    const struct sg_grant *grant;
};

static struct sg_catalog *catalog;

struct tally {
    size_t statements, faults;
};

static void fault(struct tally *tally, const struct trial *t, const char *what, const char *which)
{
    print_message("%s\n    %s: %s\n", t->command, what, which);
    tally->faults++;
}

static bool works_on_some(const struct sg_action *action, const struct sg_strings *resources)
{
    for (size_t i = 0; i < resources->count; i++)
        if (sg_action_on(action, resources->items[i]) == SG_RESOURCE_FITS)
            return true;
    return false;
}

static bool some_works_on(const struct sg_strings *actions, const char *resource)
{
    for (size_t i = 0; i < actions->count; i++) {
        const struct sg_action *action = sg_find_action(catalog, actions->items[i], &findings);
        if (action && sg_action_on(action, resource) == SG_RESOURCE_FITS)
            return true;
    }
    return false;
}

/* A parameter whose name may or may not begin with '/' is granted both ways, and one of them is no ARN. */
static bool writes_both_ways(const struct sg_grant *grant)
{
    for (size_t i = 0; i < grant->options.count; i++)
        if (grant->options.items[i].kind->drop)
            return true;
    return false;
}

static void check_statement(const struct trial *t, const struct sg_statement *s, struct tally *tally)
{
    tally->statements++;
    for (size_t i = 0; i < s->actions.count; i++) {
        const struct sg_action *action = sg_find_action(catalog, s->actions.items[i], &findings);
        if (!action)
            fault(tally, t, "no such action", s->actions.items[i]);
        else if (!works_on_some(action, &s->resources))
            fault(tally, t, "works on none of the resources", s->actions.items[i]);
        for (size_t c = 0; action && c < s->conditions.count; c++)
            if (sg_action_key(catalog, action, s->conditions.items[c].key, NULL, &findings) == SG_KEY_UNKNOWN)
                fault(tally, t, s->conditions.items[c].key, "no condition key of the action");
    }
    for (size_t r = 0; r < s->resources.count; r++)
        if (!writes_both_ways(t->oracle.grant) && !some_works_on(&s->actions, s->resources.items[r]))
            fault(tally, t, "no action works on it", s->resources.items[r]);
}

static void check_trial(const struct trial *t, void *context)
{
    for (size_t i = 0; t->status == SAMGEN_OK && i < t->policy.count; i++)
        check_statement(t, &t->policy.items[i], context);
}

static void what_it_writes_makes_sense(void **state)
{
    const struct row *row = *state;
    struct tally tally = {0};
    each_trial(arena, catalog, row->grant, SAMGEN_STYLE_INLINE, check_trial, &tally);
    assert_int_equal(tally.faults, 0);
    assert_true(tally.statements > 0 || !row->grant->needs.count);
}

SUITE(action_grants)
{
    struct sg_arena *a = sg_arena_new();
    struct sg_findings faults = {.arena = a};
    struct sg_strings names = {0};
    catalog = sg_catalog_new(a);
    sg_grant_names(catalog, &names, &faults);
    struct row *rows = sg_new_array(a, struct row, names.count);
    size_t count = 0;
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_grant *grant = sg_find_grant(catalog, names.items[i], &faults);
        if (grant && grant->needs.count)
            rows[count++] = (struct row){names.items[i], grant};
    }
    int failed = run_rows("every grant", rows, count, sizeof *rows, what_it_writes_makes_sense);
    sg_arena_free(a);
    return failed || faults.count || !count;
}
