#include "sense.h"
#include "trial.h"
#include "with_catalog.h"

/* Every statement that a grant of the catalog writes is one that AWS's own reference makes sense of. */
struct tally {
    size_t statements, faults;
};

/* A parameter whose name may or may not begin with '/' is granted both ways, and one of them is no ARN. */
static bool writes_both_ways(const struct sg_grant *grant)
{
    for (size_t i = 0; i < grant->options.count; i++)
        if (grant->options.items[i].kind->drop)
            return true;
    return false;
}

static void check_trial(const struct trial *t, void *context)
{
    struct tally *tally = context;
    if (t->status != SAMGEN_OK)
        return;
    tally->statements += t->policy.count;
    tally->faults += count_senseless(catalog, &t->policy, t->command, writes_both_ways(t->oracle.grant));
}

static void what_it_writes_makes_sense(void **state)
{
    const struct grant_row *row = *state;
    struct tally tally = {0};
    each_trial(arena, catalog, row->grant, SAMGEN_STYLE_INLINE, check_trial, &tally);
    assert_int_equal(tally.faults, 0);
    assert_true(tally.statements > 0 || !row->grant->needs.count);
}

SUITE(action_grants)
{
    return run_grants("every grant", what_it_writes_makes_sense);
}
