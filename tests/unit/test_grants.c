#include "requests.h"
#include "support.h"
#include "trial.h"
#include "universe.h"

#include <stdio.h>
#include <string.h>

#define SHOWN_MOST 12 /* failures of one grant that are printed */

/* Every grant of the built-in catalog is tested in these ways, one test each. */
struct row {
    char name[96];
    const struct sg_grant *grant;
    void (*test)(const struct row *row);
};

static struct sg_arena *catalog_arena;
static struct sg_catalog *catalog;
static size_t checks;

/* What a check of one trial carries along. */
struct judge {
    const struct trial *trial;
    struct sg_statements needs;          /* of the trial */
    const struct sg_statements *allowed; /* what may be allowed */
    const char *what;                    /* is being checked */
    size_t failures;
};

static void fail_trial(struct judge *j, const char *what, const char *detail)
{
    if (j->failures++ < SHOWN_MOST)
        print_message("%s\n    %s: %s\n", j->trial->command, what, detail);
}

/* Whether the call came to what it must; true when there is a policy to judge. */
static bool judge_status(struct judge *j, const struct trial *t)
{
    bool senseless = is_senseless(&t->oracle), arn_alone = false;
    for (size_t i = 0; i < t->oracle.count; i++)
        arn_alone = arn_alone || t->oracle.samples[i].arn_alone;
    j->trial = t;
    checks++;
    if (t->status == SAMGEN_OK && senseless)
        fail_trial(j, "accepted, though an option changes nothing", "");
    else if (t->status != SAMGEN_OK && !senseless && !(arn_alone && strstr(t->message, "tells the ARN only")))
        fail_trial(j, "refused", t->message);
    if (t->status != SAMGEN_OK || senseless)
        return false;
    j->needs = needs_of(&t->oracle);
    return true;
}

static void must_allow(const struct request *request, void *context)
{
    struct judge *j = context;
    checks++;
    if (!allows(&j->trial->policy, request))
        fail_trial(j, "denies what is needed", show_request(arena, request));
}

static void must_not_allow_more(const struct request *request, void *context)
{
    struct judge *j = context;
    checks++;
    if (allows(&j->trial->policy, request) && !allows(j->allowed, request))
        fail_trial(j, j->what, show_request(arena, request));
}

static void allows_needs(const struct trial *t, void *context)
{
    struct judge *j = context;
    if (!judge_status(j, t))
        return;
    if (j->needs.count == 0)
        fail_trial(j, "needs nothing", "");
    for (size_t i = 0; i < j->needs.count; i++)
        for (size_t a = 0; a < j->needs.items[i].actions.count; a++)
            each_request(arena, &j->needs.items[i], j->needs.items[i].actions.items[a], must_allow, j);
}

static struct sg_strings changed_values(const struct sg_strings *from, const struct sg_strings *to)
{
    struct sg_strings changed = {0};
    for (size_t i = 0; i < to->count; i++)
        if (strcmp(from->items[i], to->items[i]) != 0)
            sg_push(arena, &changed, to->items[i]);
    return changed;
}

/* Whether a statement speaks of another resource; its conditions then keep only the values that are other. */
static bool speaks_of_another(const struct sg_statement *from, struct sg_statement *to)
{
    bool other = changed_values(&from->resources, &to->resources).count > 0;
    for (size_t c = 0; c < to->conditions.count; c++) {
        struct sg_strings changed = changed_values(&from->conditions.items[c].values, &to->conditions.items[c].values);
        if (changed.count)
            to->conditions.items[c].values = changed;
        other = other || changed.count > 0;
    }
    return other;
}

/* What the neighbour's needs would be is denied, unless a statement that does not name it allows it to all. */
static void deny_neighbour(struct judge *j, const struct oracle *neighbour)
{
    struct sg_mark mark = sg_arena_mark(arena);
    struct sg_statements others = needs_of(neighbour), common = {0};
    assert_int_equal(j->needs.count, others.count);
    common.items = sg_new_array(arena, struct sg_statement, others.count);
    bool *other = sg_new_array(arena, bool, others.count);
    for (size_t i = 0; i < others.count; i++) {
        other[i] = speaks_of_another(&j->needs.items[i], &others.items[i]);
        if (!other[i])
            common.items[common.count++] = j->needs.items[i];
    }
    j->allowed = &common;
    j->what = "allows a neighbour";
    for (size_t i = 0; i < others.count; i++)
        for (size_t a = 0; other[i] && a < others.items[i].actions.count; a++)
            each_request(arena, &others.items[i], others.items[i].actions.items[a], must_not_allow_more, j);
    sg_arena_rewind(arena, mark);
}

static void deny_neighbours(struct judge *j)
{
    struct oracle *neighbour = sg_new(arena, struct oracle);
    for (size_t i = 0; i < j->trial->oracle.count; i++)
        for (size_t way = 0; way < NEIGHBOURS; way++) {
            *neighbour = j->trial->oracle;
            if (make_neighbour(arena, &neighbour->samples[i], way))
                deny_neighbour(j, neighbour);
        }
    *neighbour = j->trial->oracle;
    neighbour->region = "ap-south-1";
    deny_neighbour(j, neighbour);
    *neighbour = j->trial->oracle;
    neighbour->account = "999999999999";
    deny_neighbour(j, neighbour);
}

/* A need without a condition on the key may allow it; one with the condition may not. */
static struct sg_statements without_condition(const struct sg_statements *needs, const char *key)
{
    struct sg_statements free_ones = {.items = sg_new_array(arena, struct sg_statement, needs->count)};
    for (size_t i = 0; i < needs->count; i++) {
        bool has = false;
        for (size_t c = 0; c < needs->items[i].conditions.count; c++)
            has = has || strcmp(needs->items[i].conditions.items[c].key, key) == 0;
        if (!has)
            free_ones.items[free_ones.count++] = needs->items[i];
    }
    return free_ones;
}

struct wrong {
    struct judge *judge;
    const struct sg_statement *need;
};

static void deny_wrong_context(const struct request *right, void *context)
{
    const struct wrong *w = context;
    each_wrong_context(arena, w->need, right, must_not_allow_more, w->judge);
}

static void deny_without_context(struct judge *j)
{
    const struct sg_statements *needs = &j->needs;
    for (size_t i = 0; i < needs->count; i++) {
        struct wrong wrong = {.judge = j, .need = &needs->items[i]};
        if (!needs->items[i].conditions.count)
            continue;
        j->allowed = needs;
        j->what = "allows a wrong context";
        each_request(arena, wrong.need, wrong.need->actions.items[0], deny_wrong_context, &wrong);
        for (size_t c = 0; c < wrong.need->conditions.count; c++) {
            struct sg_statements free_ones = without_condition(needs, wrong.need->conditions.items[c].key);
            struct request bare = {.action = wrong.need->actions.items[0],
                                   .resource = example_of(arena, wrong.need->resources.items[0])};
            j->allowed = &free_ones;
            must_not_allow_more(&bare, j);
        }
    }
}

/* Every action of the services on every resource of the needs, what is inside it, and what it is inside of. */
static void deny_other_actions(const struct request *right, void *context)
{
    struct judge *j = context;
    const struct sg_strings *actions = actions_of_service(catalog, right->action);
    const char *end = strrchr(right->resource, '/');
    const char *const resources[] = {
        right->resource, sg_format(arena, "%s/more", right->resource), sg_format(arena, "%s:more", right->resource),
        end ? sg_copy_bytes(arena, right->resource, (size_t)(end - right->resource)) : "*"};
    for (size_t r = 0; r < sizeof resources / sizeof *resources; r++)
        for (size_t i = 0; i < actions->count; i++) {
            struct request other = *right;
            other.action = actions->items[i];
            other.resource = resources[r];
            must_not_allow_more(&other, j);
            other.count = 0;
            must_not_allow_more(&other, j);
        }
}

static void allows_nothing_else(const struct trial *t, void *context)
{
    struct judge *j = context;
    if (!judge_status(j, t))
        return;
    deny_neighbours(j);
    deny_without_context(j);
    j->allowed = &j->needs;
    j->what = "allows more than is needed";
    for (size_t i = 0; i < j->needs.count; i++)
        each_request(arena, &j->needs.items[i], j->needs.items[i].actions.items[0], deny_other_actions, j);
}

static void stays_on_named_resources(const struct trial *t, void *context)
{
    struct judge *j = context;
    if (judge_status(j, t) && !t->managed)
        deny_neighbours(j);
}

static void run(const struct row *row, enum samgen_style style, trial_fn *check)
{
    struct judge j = {0};
    each_trial(arena, catalog, row->grant, style, check, &j);
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

int main(void)
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
