#include "judge.h"

#include "requests.h"
#include "support.h"
#include "universe.h"

#include <string.h>

#define SHOWN_MOST 12 /* failures of one test that are printed */

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
    j->checks++;
    if (t->status == SAMGEN_OK && senseless)
        fail_trial(j, "accepted, though an option changes nothing", "");
    else if (t->status != SAMGEN_OK && !senseless && !(arn_alone && strstr(t->message, "tells the ARN only")))
        fail_trial(j, "refused", t->message);
    if (t->status != SAMGEN_OK || senseless)
        return false;
    j->needs = needs_of(&t->oracle);
    j->policy = policy_from(arena, &t->policy);
    return true;
}

static void must_allow(const struct request *request, void *context)
{
    struct judge *j = context;
    j->checks++;
    if (!allows(j->policy, request))
        fail_trial(j, "denies what is needed", show_request(arena, request));
}

static void may_allow(struct judge *j, struct sg_statements more, const char *what)
{
    j->more = more;
    j->allowed = NULL;
    j->what = what;
}

static void must_not_allow_more(const struct request *request, void *context)
{
    struct judge *j = context;
    j->checks++;
    if (!allows(j->policy, request))
        return;
    if (!j->allowed)
        j->allowed = policy_from(arena, &j->more);
    if (!allows(j->allowed, request))
        fail_trial(j, j->what, show_request(arena, request));
}

void allows_needs(const struct trial *t, void *context)
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
static bool deny_neighbour(struct judge *j, const struct oracle *neighbour)
{
    bool any = false;
    struct sg_mark mark = sg_arena_mark(arena);
    struct sg_statements others = needs_of(neighbour), common = {0};
    assert_int_equal(j->needs.count, others.count);
    common.items = sg_new_array(arena, struct sg_statement, others.count);
    bool *other = sg_new_array(arena, bool, others.count);
    for (size_t i = 0; i < others.count; i++) {
        other[i] = speaks_of_another(&j->needs.items[i], &others.items[i]);
        any = any || other[i];
        if (!other[i])
            common.items[common.count++] = j->needs.items[i];
    }
    may_allow(j, common, "allows a neighbour");
    for (size_t i = 0; i < others.count; i++)
        for (size_t a = 0; other[i] && a < others.items[i].actions.count; a++)
            each_request(arena, &others.items[i], others.items[i].actions.items[a], must_not_allow_more, j);
    sg_arena_rewind(arena, mark);
    return any;
}

static void deny_neighbours(struct judge *j)
{
    struct oracle *neighbour = sg_new(arena, struct oracle);
    for (size_t i = 0; i < j->trial->oracle.count; i++) {
        bool matters = !j->trial->oracle.samples[i].name;
        for (size_t way = 0; way < NEIGHBOURS; way++) {
            *neighbour = j->trial->oracle;
            if (make_neighbour(arena, &neighbour->samples[i], way))
                matters = deny_neighbour(j, neighbour) || matters;
        }
        if (!matters)
            fail_trial(j, "no need tells the value from another", j->trial->oracle.samples[i].option->name);
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
        may_allow(j, *needs, "allows a wrong context");
        each_request(arena, wrong.need, wrong.need->actions.items[0], deny_wrong_context, &wrong);
        for (size_t c = 0; c < wrong.need->conditions.count; c++) {
            struct sg_statements free_ones = without_condition(needs, wrong.need->conditions.items[c].key);
            struct request bare = {.action = wrong.need->actions.items[0],
                                   .resource = example_of(arena, wrong.need->resources.items[0])};
            may_allow(j, free_ones, "allows a wrong context");
            must_not_allow_more(&bare, j);
        }
    }
}

/* Every action of the services on every resource of the needs, what is inside it, and what it is inside of. */
static void deny_other_actions(const struct request *right, void *context)
{
    struct judge *j = context;
    const struct sg_strings *actions = actions_of_service(j->trial->world.catalog, right->action);
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

void allows_nothing_else(const struct trial *t, void *context)
{
    struct judge *j = context;
    if (!judge_status(j, t))
        return;
    deny_neighbours(j);
    deny_without_context(j);
    may_allow(j, j->needs, "allows more than is needed");
    for (size_t i = 0; i < j->needs.count; i++)
        each_request(arena, &j->needs.items[i], j->needs.items[i].actions.items[0], deny_other_actions, j);
}

void stays_on_named_resources(const struct trial *t, void *context)
{
    struct judge *j = context;
    if (judge_status(j, t) && !t->managed)
        deny_neighbours(j);
}
