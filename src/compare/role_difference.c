#include "compare/role_difference.h"

#include "base/buffer.h"
#include "base/set.h"
#include "compare/differing_internal.h"
#include "compare/universe_internal.h"
#include "compare/when_internal.h"
#include "iam/condition.h"
#include "sam/apart.h"

#include <string.h>

#define REQUESTS_MOST 400000 /* of a pair of roles */
#define CONTEXTS_MOST 2000   /* of an action on a resource */
#define BRANCHES_MOST 8      /* conditions of the templates that are varied for one request */
#define KEYS_MOST 32

enum { OLDER, NEWER, SIDES };

/* How often a statement of one side allows requests, by action and resource of it. */
struct tally {
    size_t alone, both;                /* the other side denies them; allows them too */
    struct sg_map alone_for, both_for; /* kinds of actions */
};

struct comparison {
    struct sg_arena *arena;
    struct sg_catalog *catalog;
    const struct sg_compared_role *roles[SIDES];
    struct sg_differences *result;
    struct sg_strings branches; /* names of the templates' conditions that decide about the present request */
    unsigned branch_values;     /* of this moment: a bit for each of them */
    struct sg_strings actions;  /* one of each kind */
    struct sg_map tallies;      /* by statement, action and resource */
    struct sg_strings keys;     /* of the tallies, in the order of the result */
    size_t requests;
    const struct sg_universe_statements *differing; /* only requests for which one of these speaks; NULL: all */
};

/* ---- Conditions of the templates ---- */

static const char *branch_in(const struct sg_compared_policies *policies, const struct sg_iam_statement *s)
{
    for (size_t i = 0; i < policies->count; i++) {
        const struct sg_iam_policy *p = policies->items[i].policy;
        if (s->index < p->count && &p->statements[s->index] == s)
            return policies->items[i].when;
    }
    return NULL;
}

/* Boundaries count as a whole, so all of them decide. */
static void find_branches(struct comparison *c, const struct sg_iam_statement *const *statements, size_t count)
{
    c->branches.count = 0;
    for (int side = 0; side < SIDES; side++) {
        for (size_t i = 0; i < count; i++)
            sg_when_add(c->arena, branch_in(&c->roles[side]->identity, statements[i]), &c->branches);
        for (size_t i = 0; i < c->roles[side]->boundaries.count; i++)
            sg_when_add(c->arena, c->roles[side]->boundaries.items[i].when, &c->branches);
    }
    if (c->branches.count > BRANCHES_MOST)
        c->branches.count = BRANCHES_MOST, c->result->in_part = true;
}

/* ---- Decisions ---- */

struct answer {
    bool allowed;
    const struct sg_compared_policy *policy;
    const struct sg_iam_statement *statement;
};

static struct answer decide(const struct comparison *c, int side, const struct sg_iam_request *request)
{
    const struct sg_compared_role *role = c->roles[side];
    const struct sg_iam_policy *policies[256];
    struct sg_iam_situation situation = {.identity = {.items = policies}};
    for (size_t i = 0; i < role->identity.count && situation.identity.count < sizeof policies / sizeof *policies; i++)
        if (sg_when_holds(&c->branches, c->branch_values, role->identity.items[i].when))
            policies[situation.identity.count++] = role->identity.items[i].policy;
    for (size_t i = 0; i < role->boundaries.count && !situation.boundary; i++)
        if (sg_when_holds(&c->branches, c->branch_values, role->boundaries.items[i].when))
            situation.boundary = role->boundaries.items[i].policy;
    const struct sg_iam_decision decision = sg_iam_decide(&situation, request);
    struct answer answer = {.allowed = decision.result == SAMGEN_ALLOWED, .statement = decision.statement};
    for (size_t i = 0; i < role->identity.count && answer.allowed; i++)
        if (role->identity.items[i].policy == decision.policy)
            answer.policy = &role->identity.items[i];
    return answer;
}

/* ---- Counting ---- */

/* The first pattern of a statement that matches; 0 for NotAction and NotResource. */
static size_t action_of(const struct sg_iam_statement *s, const char *action)
{
    for (size_t i = 0; i < s->action_count && !s->not_action; i++)
        if (sg_iam_glob_action(s->actions[i].text, action))
            return i;
    return 0;
}

static size_t resource_of(const struct sg_iam_statement *s, const struct sg_iam_request *request)
{
    struct sg_iam_text arn;
    sg_iam_arn_text(request->resource, &arn);
    for (size_t i = 0; i < s->resource_count && !s->not_resource; i++)
        if (sg_iam_resource_match(&s->resources[i], &arn, SG_REACHES, request) == SG_MATCHES)
            return i;
    return 0;
}

static void count(struct comparison *c, int side, const struct answer *answer, const struct sg_iam_request *request,
                  bool both)
{
    const struct sg_iam_statement *s = answer->statement;
    size_t action = action_of(s, request->action), resource = resource_of(s, request);
    const char *key = sg_format(c->arena, "%p %zu %zu", (const void *)s, action, resource);
    void **found = sg_map_at(c->arena, &c->tallies, key);
    if (!*found) {
        struct sg_differences *d = c->result;
        struct tally *tally = sg_new(c->arena, struct tally);
        *tally = (struct tally){0};
        *found = tally;
        sg_grow(c->arena, d->items, d->count, d->capacity);
        d->items[d->count++] = (struct sg_difference){.in_new = side == NEWER,
                                                      .policy = answer->policy,
                                                      .statement = s,
                                                      .action = s->action_count ? s->actions[action].text : "*",
                                                      .resource = s->resource_count ? s->resources[resource].text : "*",
                                                      .not_action = s->not_action,
                                                      .not_resource = s->not_resource};
        sg_push(c->arena, &c->keys, key);
    }
    struct tally *tally = *found;
    *(both ? &tally->both : &tally->alone) += 1;
    sg_set_add(c->arena, both ? &tally->both_for : &tally->alone_for, request->action);
}

static void compare_request(struct comparison *c, const struct sg_iam_request *request)
{
    struct answer answers[SIDES];
    for (int side = 0; side < SIDES; side++)
        answers[side] = decide(c, side, request);
    for (int side = 0; side < SIDES; side++)
        if (answers[side].allowed && answers[side].policy)
            count(c, side, &answers[side], request, answers[!side].allowed);
    c->requests++;
}

/* ---- Requests ---- */

static void add_statements(struct comparison *c, const struct sg_compared_policies *policies,
                           struct sg_universe_statements *all)
{
    for (size_t i = 0; i < policies->count; i++)
        for (size_t k = 0; k < policies->items[i].policy->count; k++) {
            sg_grow(c->arena, all->items, all->count, all->capacity);
            all->items[all->count++] = &policies->items[i].policy->statements[k];
        }
}

static struct sg_universe_statements all_statements(struct comparison *c)
{
    struct sg_universe_statements all = {0};
    for (int side = 0; side < SIDES; side++) {
        add_statements(c, &c->roles[side]->identity, &all);
        add_statements(c, &c->roles[side]->boundaries, &all);
    }
    return all;
}

static struct sg_universe_statements that_concern(struct comparison *c, const struct sg_universe_statements *all,
                                                  const char *action)
{
    const struct sg_iam_request request = {.action = action, .resource = "*"};
    struct sg_universe_statements some = {0};
    for (size_t i = 0; i < all->count; i++)
        if (sg_iam_concerns(all->items[i], &request)) {
            sg_grow(c->arena, some.items, some.count, some.capacity);
            some.items[some.count++] = all->items[i];
        }
    return some;
}

static bool has_variables(const struct sg_iam_statement *s)
{
    for (size_t i = 0; i < s->resource_count; i++)
        if (s->resources[i].variables)
            return true;
    return false;
}

static bool matches_resource(const struct sg_iam_statement *s, const struct sg_iam_request *request)
{
    struct sg_iam_text arn;
    sg_iam_arn_text(request->resource, &arn);
    bool matched = s->any_resource;
    for (size_t i = 0; i < s->resource_count && !matched; i++)
        matched = sg_iam_resource_match(&s->resources[i], &arn, SG_REACHES, request) != SG_DIFFERS;
    return matched != s->not_resource || has_variables(s); /* these depend on the context */
}

/* Sets the next combination: each key has no value, or one of its values. Returns false after the last one. */
static bool next_choice(const struct sg_universe_keys *keys, size_t *choice)
{
    for (size_t i = 0; i < keys->count; i++) {
        if (choice[i]++ < keys->items[i].values.count)
            return true;
        choice[i] = 0;
    }
    return false;
}

static size_t fill_context(const struct sg_universe_keys *keys, const size_t *choice, struct samgen_context *context)
{
    size_t count = 0;
    for (size_t i = 0; i < keys->count; i++)
        if (choice[i])
            context[count++] = (struct samgen_context){
                .key = keys->items[i].name, .values = &keys->items[i].values.items[choice[i] - 1], .value_count = 1};
    return count;
}

static void compare_contexts(struct comparison *c, const struct sg_universe_statements *statements,
                             struct sg_iam_request *request)
{
    struct sg_universe_keys keys = {0};
    size_t choice[KEYS_MOST] = {0}, done = 0;
    struct samgen_context context[KEYS_MOST];
    bool whole = sg_universe_values(c->arena, statements, &keys);
    find_branches(c, statements->items, statements->count);
    if (keys.count > KEYS_MOST)
        keys.count = KEYS_MOST, whole = false;
    do {
        request->keys = context;
        request->key_count = fill_context(&keys, choice, context);
        for (c->branch_values = 0; c->branch_values < 1U << c->branches.count; c->branch_values++)
            compare_request(c, request);
        whole = whole && ++done < CONTEXTS_MOST && c->requests < REQUESTS_MOST;
    } while (whole && next_choice(&keys, choice));
    c->result->in_part = c->result->in_part || !whole;
}

static bool has_differing(const struct comparison *c, const struct sg_universe_statements *statements)
{
    bool any = !c->differing;
    for (size_t i = 0; i < statements->count && !any; i++)
        any = sg_is_among(c->differing, statements->items[i]);
    return any;
}

static void compare_action(struct comparison *c, const struct sg_universe_statements *all, const char *action)
{
    const struct sg_universe_statements concerned = that_concern(c, all, action);
    struct sg_strings resources = {0};
    if (!concerned.count || !has_differing(c, &concerned))
        return;
    if (!sg_universe_resources(c->arena, &concerned, NULL, &resources))
        c->result->in_part = true;
    for (size_t i = 0; i < resources.count; i++) {
        struct sg_iam_request request = {.action = action, .resource = resources.items[i], .asks = SG_ASKS_EXACT};
        struct sg_universe_statements matched = {0};
        for (size_t k = 0; k < concerned.count; k++)
            if (matches_resource(concerned.items[k], &request)) {
                sg_grow(c->arena, matched.items, matched.count, matched.capacity);
                matched.items[matched.count++] = concerned.items[k];
            }
        if (matched.count && has_differing(c, &matched))
            compare_contexts(c, &matched, &request);
    }
}

/* ---- The result ---- */

static bool are_alike(const struct sg_universe_statements *all, const char *x, const char *y)
{
    for (size_t k = 0; k < all->count; k++)
        for (size_t p = 0; p < all->items[k]->action_count; p++)
            if (sg_iam_glob_action(all->items[k]->actions[p].text, x) !=
                sg_iam_glob_action(all->items[k]->actions[p].text, y))
                return false;
    return true;
}

/*
 * The actions of the catalog that the pattern matches, that work on the resource, and that the other side allows
 * nowhere.
 */
static void name_actions(struct comparison *c, const struct sg_universe_statements *all, const struct tally *tally,
                         struct sg_difference *d)
{
    const struct sg_actions *service = c->catalog ? sg_find_actions(c->catalog, d->action, NULL) : NULL;
    const char *resource = sg_apart_shown(c->arena, d->resource);
    for (const struct sg_action *action = service ? sg_next_action(service, d->action, NULL) : NULL; action;
         action = sg_next_action(service, d->action, action)) {
        const char *name = sg_action_name(c->arena, action);
        if (!d->not_resource && sg_action_on(action, resource) > SG_RESOURCE_WIDE)
            continue;
        for (size_t i = 0; i < c->actions.count; i++)
            if (sg_set_has(&tally->alone_for, c->actions.items[i]) &&
                !sg_set_has(&tally->both_for, c->actions.items[i]) && are_alike(all, name, c->actions.items[i]))
                sg_push(c->arena, &d->actions, name);
    }
}

static void keep_differences(struct comparison *c, const struct sg_universe_statements *all)
{
    struct sg_differences *d = c->result;
    size_t kept = 0;
    for (size_t i = 0; i < d->count; i++) {
        const struct tally *tally = sg_map_get(&c->tallies, c->keys.items[i]);
        if (!tally->alone)
            continue;
        struct sg_difference *row = &d->items[kept++];
        *row = d->items[i];
        row->partial = tally->both > 0;
        if (tally->both && strpbrk(row->action, "*?") && !row->not_action)
            name_actions(c, all, tally, row);
    }
    d->count = kept;
}

/* ---- Two passes ---- */

static void compare_all(struct comparison *c)
{
    const struct sg_universe_statements all = all_statements(c);
    struct sg_universe_statements meeting = {0};
    if (c->differing)
        sg_meeting_statements(c->arena, &all, c->differing, &meeting);
    const struct sg_universe_statements *asked = c->differing ? &meeting : &all;
    if (!sg_universe_actions(c->arena, asked, NULL, &c->actions))
        c->result->in_part = true;
    for (size_t i = 0; i < c->actions.count; i++)
        compare_action(c, asked, c->actions.items[i]);
    keep_differences(c, asked);
}

/* Whether a statement that both sides have allows what is new: of its other requests only a full comparison tells. */
static bool is_of_common_statement(const struct comparison *c)
{
    for (size_t i = 0; i < c->result->count; i++)
        if (!sg_is_among(c->differing, c->result->items[i].statement))
            return true;
    return false;
}

/* The result outlives the arena of the comparison. */
static void keep_result(struct sg_arena *a, const struct sg_differences *made, struct sg_differences *differences)
{
    *differences = (struct sg_differences){.in_part = made->in_part};
    for (size_t i = 0; i < made->count; i++) {
        struct sg_difference d = made->items[i];
        d.actions = (struct sg_strings){0};
        for (size_t k = 0; k < made->items[i].actions.count; k++)
            sg_push(a, &d.actions, sg_copy(a, made->items[i].actions.items[k]));
        sg_grow(a, differences->items, differences->count, differences->capacity);
        differences->items[differences->count++] = d;
    }
}

void sg_compare_roles(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_compared_role *older,
                      const struct sg_compared_role *newer, struct sg_differences *differences)
{
    struct sg_arena *passing = sg_arena_new();
    struct sg_differences made = {0};
    struct sg_universe_statements differing = {0};
    const struct comparison begun = {.arena = passing, .catalog = catalog, .roles = {older, newer}, .result = &made};
    struct comparison c = begun;
    bool same_boundaries = sg_differing_statements(passing, older, newer, &differing);
    if (differing.count || !same_boundaries) {
        c.differing = same_boundaries ? &differing : NULL;
        compare_all(&c);
    }
    if (c.differing && is_of_common_statement(&c)) {
        c = begun;
        made = (struct sg_differences){0};
        compare_all(&c);
    }
    keep_result(a, &made, differences);
    sg_arena_free(passing);
}
