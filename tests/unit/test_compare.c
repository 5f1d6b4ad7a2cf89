#include "compare/role_difference.h"

#include "base/buffer.h"
#include "iam.h"
#include "support.h"

#include <string.h>

/*
 * diff says that something was added or widened exactly when a request is allowed by NEW and not by OLD, and the other
 * way round. Random policies of a few words, and all requests of these words, show it.
 */
static const char *const actions[] = {"a:Get", "a:GetAll", "a:G*", "a:*", "*", "b:Put", "a:?et", "A:PUT*"};
static const char *const resources[] = {
    "arn:aws:a:::x",     "arn:aws:a:::x/y", "arn:aws:a:::x/*", "arn:aws:a:::*",     "*",
    "arn:aws:a:r:1:x",   "arn:aws:a:*:1:*", "arn:aws:a:::?/y", "arn:aws:a:::x/*/z", "arn:aws:a",
    "arn:aws:a:::${k}/y"};
static const char *const conditions[] = {
    "",
    "",
    "",
    ", Condition: {StringEquals: {k: a}}",
    ", Condition: {StringEquals: {k: [a, b]}}",
    ", Condition: {StringLike: {k: 'a*'}}",
    ", Condition: {StringNotEquals: {k: a}}",
    ", Condition: {'Null': {k: 'true'}}",
    ", Condition: {StringEquals: {k: b}, Bool: {t: 'true'}}",
    ", Condition: {NumericLessThan: {n: '5'}}",
    ", Condition: {NumericLessThanEquals: {n: '4'}}",
    ", Condition: {IpAddress: {i: 10.0.0.0/8}}",
};
static const char *const asked_actions[] = {"a:Get", "a:GetAll", "a:Got", "a:Set", "a:Put", "b:Put", "c:X", "a:putx"};
static const char *const asked_resources[] = {"arn:aws:a:::x",     "arn:aws:a:::x/y", "arn:aws:a:::x/q/z",
                                              "arn:aws:a:::w/y",   "arn:aws:a:r:1:x", "arn:aws:a:r:1:q",
                                              "arn:aws:b:::other", "arn:aws:a:::x/"};
static const char *const contexts[] = {"",       "k=a", "k=b", "k=ab",     "k=z",        "k=b; t=true",
                                       "t=true", "n=4", "n=5", "n=3; k=a", "i=10.1.1.1", "i=11.1.1.1; k=a"};

static unsigned long seed;

static size_t any(size_t count)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (size_t)(seed >> 33) % count;
}

#define ONE_OF(list) list[any(sizeof list / sizeof *list)]

static const char *statement(void)
{
    const char *effect = any(5) ? "Allow" : "Deny";
    const char *not_action = any(9) ? "" : "Not", *not_resource = any(9) ? "" : "Not";
    return sg_format(arena, "{Effect: %s, %sAction: ['%s', '%s'], %sResource: ['%s', '%s']%s}", effect, not_action,
                     ONE_OF(actions), ONE_OF(actions), not_resource, ONE_OF(resources), ONE_OF(resources),
                     ONE_OF(conditions));
}

#define STATEMENTS_MOST 4

struct statements {
    const char *items[STATEMENTS_MOST + 1];
    size_t count;
};

static struct sg_compared_role role_of(const struct statements *s)
{
    struct sg_buffer text = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_add(&text, "{Version: '2012-10-17', Statement: [");
    for (size_t i = 0; i < s->count; i++)
        sg_add_format(&text, "%s%s", i ? ", " : "", s->items[i]);
    sg_add(&text, "]}");
    struct sg_compared_policy *policy = sg_new(arena, struct sg_compared_policy);
    *policy = (struct sg_compared_policy){.policy = policy_of(text.text, SG_IDENTITY_POLICY)};
    return (struct sg_compared_role){.identity = {.items = policy, .count = 1}};
}

static bool says(const struct sg_differences *d, bool in_new)
{
    for (size_t i = 0; i < d->count; i++)
        if (d->items[i].in_new == in_new)
            return true;
    return false;
}

/* Whether one side allows a request that the other does not, among all requests of the words of these policies. */
static bool differ_somewhere(const struct sg_iam_policy *allows, const struct sg_iam_policy *other)
{
    static const char *const more_actions[] = {"a:Get", "a:GetAll", "a:Got", "a:Get1", "a:Set", "a:Put", "a:putx",
                                               "a:Z",   "b:Put",    "b:X",   "c:X",    "a:GZ",  "a:PUTx"};
    static const char *const more_resources[] = {
        "arn:aws:a:::x",    "arn:aws:a:::x/y",   "arn:aws:a:::x/q/z", "arn:aws:a:::w/y",   "arn:aws:a:r:1:x",
        "arn:aws:a:r:1:q",  "arn:aws:b:::other", "arn:aws:a:::x/",    "arn:aws:a:::a/y",   "arn:aws:a:::b/y",
        "arn:aws:a:::ab/y", "arn:aws:a:::z/y",   "arn:aws:a:::q",     "arn:aws:a:r:1:x/y", "arn:aws:a:r:1:a/y",
        "arn:aws:a:r:2:x",  "arn:aws:a:::x/y/z", "arn:aws:a:::x/q",   "arn:aws:a:r:2:w/y", "arn:aws:b:r:1:x"};
    static const char *const keys[] = {"", "k=a; ", "k=b; ", "k=ab; ", "k=z; "};
    static const char *const flags[] = {"", "t=true; ", "t=false; "};
    static const char *const numbers[] = {"", "n=3; ", "n=4; ", "n=5; "};
    static const char *const addresses[] = {"", "i=10.1.1.1", "i=11.1.1.1"};
    const size_t most = 5 * 3 * 4 * 3;
    for (size_t c = 0; c < most; c++) {
        const char *context =
            sg_format(arena, "%s%s%s%s", keys[c % 5], flags[c / 5 % 3], numbers[c / 15 % 4], addresses[c / 60]);
        struct sg_iam_request request = {0};
        context_of(context, &request);
        for (size_t i = 0; i < sizeof more_actions / sizeof *more_actions; i++)
            for (size_t k = 0; k < sizeof more_resources / sizeof *more_resources; k++) {
                request.action = more_actions[i];
                request.resource = more_resources[k];
                if (decide_alone(allows, &request) == SAMGEN_ALLOWED && decide_alone(other, &request) != SAMGEN_ALLOWED)
                    return true;
            }
    }
    return false;
}

static void check_pair(const struct statements *before, const struct statements *after)
{
    struct sg_compared_role older = role_of(before), newer = role_of(after);
    struct sg_differences differences;
    bool gained = false, lost = false;
    sg_compare_roles(arena, NULL, &older, &newer, &differences);
    assert_false(differences.in_part);
    for (size_t i = 0; i < sizeof asked_actions / sizeof *asked_actions; i++)
        for (size_t k = 0; k < sizeof asked_resources / sizeof *asked_resources; k++)
            for (size_t c = 0; c < sizeof contexts / sizeof *contexts; c++) {
                struct sg_iam_request request = {.action = asked_actions[i], .resource = asked_resources[k]};
                context_of(contexts[c], &request);
                bool was = decide_alone(older.identity.items->policy, &request) == SAMGEN_ALLOWED;
                bool is = decide_alone(newer.identity.items->policy, &request) == SAMGEN_ALLOWED;
                if ((is && !was && !says(&differences, true)) || (was && !is && !says(&differences, false)))
                    fail_msg("seed %lu: %s %s (%s) was %d and is %d, but that is not said", seed, request.action,
                             request.resource, contexts[c], was, is);
                gained = gained || (is && !was);
                lost = lost || (was && !is);
            }
    const struct sg_iam_policy *old = older.identity.items->policy, *new = newer.identity.items->policy;
    if (says(&differences, true) && !gained && !differ_somewhere(new, old))
        fail_msg("seed %lu: something is said to be added, but no request is", seed);
    if (says(&differences, false) && !lost && !differ_somewhere(old, new))
        fail_msg("seed %lu: something is said to be removed, but no request is", seed);
}

static void what_changes_is_said(void **state)
{
    (void)state;
    for (size_t round = 0; round < 400; round++) {
        struct statements before = {.count = 1 + any(STATEMENTS_MOST)}, after;
        seed = round * 7919 + 1;
        for (size_t i = 0; i < before.count; i++)
            before.items[i] = statement();
        after = before;
        after.items[any(after.count)] = statement();
        check_pair(&before, &after);
    }
}

/* A variable in a resource has the value that a condition gives its key. */
static void variables_have_the_values_of_conditions(void **state)
{
    (void)state;
    static const char *const statement =
        "{Effect: Allow, Action: a:Get, Resource: 'arn:aws:a:::${aws:PrincipalTag/t}/*', Condition: {StringEquals: "
        "{aws:PrincipalTag/t: sales}}}";
    const struct statements nothing = {.items = {"{Effect: Allow, Action: b:Put, Resource: '*'}"}, .count = 1},
                            some = {.items = {statement}, .count = 1};
    const struct sg_compared_role older = role_of(&some), newer = role_of(&nothing);
    struct sg_differences differences;
    sg_compare_roles(arena, NULL, &older, &newer, &differences);
    assert_true(says(&differences, false));
    assert_true(says(&differences, true));
}

/* Order, splitting and merging say nothing. */
static void what_only_moves_is_not_said(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"{Effect: Allow, Action: [a:Get, b:Put], Resource: '*'}",
         "{Sid: S, Effect: Allow, Action: b:Put, Resource: '*'}, {Effect: Allow, Action: a:Get, Resource: '*'}"},
        {"{Effect: Allow, Action: a:*, Resource: 'arn:aws:a:::*'}",
         "{Effect: Allow, Action: [a:*, A:Get], Resource: ['arn:aws:a:::*', 'arn:aws:a:::x']}"},
        {"{Effect: Allow, Action: a:Get, Resource: '*', Condition: {StringEquals: {k: [a, b]}}}",
         "{Effect: Allow, Action: a:Get, Resource: '*', Condition: {StringEquals: {k: a}}}, "
         "{Effect: Allow, Action: a:Get, Resource: '*', Condition: {StringEquals: {k: b}}}"},
        {"{Effect: Allow, Action: a:Get, Resource: '*'}, {Effect: Deny, Action: a:Get, Resource: 'arn:aws:a:::x'}",
         "{Effect: Allow, Action: a:Get, NotResource: 'arn:aws:a:::x'}"},
        {"{Effect: Allow, Action: a:Get, Resource: '*', Condition: {NumericLessThan: {n: '5'}}}, "
         "{Effect: Allow, Action: a:Get, Resource: '*', Condition: {NumericGreaterThanEquals: {n: '5'}}}",
         "{Effect: Allow, Action: a:Get, Resource: '*', Condition: {'Null': {n: 'false'}}}"},
        {"{Effect: Allow, Action: a:Get, Resource: 'arn:aws:a:::${aws:username}/*'}",
         "{Effect: Allow, Action: a:Get, Resource: ['arn:aws:a:::${aws:username}/*', "
         "'arn:aws:a:::${aws:username}/x']}"},
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        const struct statements before = {.items = {same[i][0]}, .count = 1},
                                after = {.items = {same[i][1]}, .count = 1};
        const struct sg_compared_role older = role_of(&before), newer = role_of(&after);
        struct sg_differences differences;
        sg_compare_roles(arena, NULL, &older, &newer, &differences);
        if (differences.count || differences.in_part)
            fail_msg("row %zu: %zu differences, the first is %s", i, differences.count,
                     differences.count ? differences.items[0].action : "none");
    }
}

SUITE(compare)
{
    static const struct CMUnitTest tests[] = {TEST(what_changes_is_said), TEST(what_only_moves_is_not_said),
                                              TEST(variables_have_the_values_of_conditions)};
    return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
