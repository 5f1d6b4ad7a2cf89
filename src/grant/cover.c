#include "grant/cover.h"

#include "base/list.h"
#include "iam/pattern.h"

#include <string.h>
#include <strings.h>

static bool allows_resource(const struct sg_statement *s, const char *resource)
{
    for (size_t i = 0; i < s->resources.count; i++)
        if (sg_iam_glob(s->resources.items[i], resource))
            return true;
    return false;
}

static bool allows_action(const struct sg_statement *s, const char *action)
{
    for (size_t i = 0; i < s->actions.count; i++)
        if (sg_iam_glob_action(s->actions.items[i], action))
            return true;
    return false;
}

static bool has_condition(const struct sg_statement *s, const struct sg_condition *wanted)
{
    for (size_t i = 0; i < s->conditions.count; i++) {
        const struct sg_condition *c = &s->conditions.items[i];
        if (strcmp(c->name, wanted->name) == 0 && strcasecmp(c->key, wanted->key) == 0 &&
            sg_strings_equal(&c->values, &wanted->values))
            return true;
    }
    return false;
}

/* Returns whether the statement allows something, under no condition that `need` does not have; NULL: under none. */
static bool allows_under(const struct sg_statement *s, const struct sg_statement *need)
{
    bool ok = !s->effect || strcmp(s->effect, "Allow") == 0;
    for (size_t i = 0; ok && i < s->conditions.count; i++)
        ok = need && has_condition(need, &s->conditions.items[i]);
    return ok;
}

static bool allows(const struct sg_statements *allowed, const char *action, const char *resource,
                   const struct sg_statement *need)
{
    for (size_t i = 0; i < allowed->count; i++) {
        const struct sg_statement *s = &allowed->items[i];
        if (allows_under(s, need) && allows_action(s, action) && allows_resource(s, resource))
            return true;
    }
    return false;
}

static bool has_all_actions(const struct sg_statement *s, const struct sg_statement *need)
{
    for (size_t a = 0; a < need->actions.count; a++)
        if (!allows_action(s, need->actions.items[a]))
            return false;
    return true;
}

/* Returns whether one statement allows the resources of a need, which is quicker to see than that several do. */
static bool has_all_resources(const struct sg_statement *s, const struct sg_statement *need)
{
    bool all = allows_under(s, need);
    for (size_t r = 0; all && r < need->resources.count; r++)
        all = allows_resource(s, need->resources.items[r]);
    return all;
}

static bool covers(const struct sg_statements *allowed, const struct sg_statement *need,
                   const struct sg_compared_actions *compared)
{
    for (size_t i = 0; i < allowed->count; i++)
        if ((!compared || compared->all[i]) && has_all_resources(&allowed->items[i], need) &&
            (compared || has_all_actions(&allowed->items[i], need)))
            return true;
    for (size_t a = 0; a < need->actions.count; a++)
        for (size_t r = 0; r < need->resources.count; r++)
            if (!allows(allowed, need->actions.items[a], need->resources.items[r], need))
                return false;
    return true;
}

bool sg_grant_covers(const struct sg_statements *allowed, const struct sg_statements *needs,
                     const struct sg_compared_actions *compared)
{
    for (size_t i = 0; i < needs->count; i++)
        if (!covers(allowed, &needs->items[i], compared))
            return false;
    return true;
}

bool sg_grant_allows_action(const struct sg_statements *allowed, const char *action)
{
    for (size_t i = 0; i < allowed->count; i++)
        if (allows_action(&allowed->items[i], action))
            return true;
    return false;
}

bool sg_grant_lacks_condition(const struct sg_statements *allowed, const struct sg_statements *needs)
{
    bool lacks = false;
    for (size_t n = 0; n < needs->count; n++)
        for (size_t c = 0; c < needs->items[n].conditions.count; c++)
            for (size_t i = 0; i < allowed->count; i++)
                lacks = lacks || !has_condition(&allowed->items[i], &needs->items[n].conditions.items[c]);
    return lacks;
}

static const struct sg_strings *expansion(const struct sg_policy *policy, const char *action)
{
    for (size_t i = 0; i < policy->expands.count; i++)
        if (strcmp(policy->expands.items[i].action, action) == 0)
            return &policy->expands.items[i].to;
    return NULL;
}

static void add_excess(struct sg_arena *a, const struct sg_policy *policy, const struct sg_statements *needs,
                       const char *action, struct sg_strings *actions)
{
    if (!sg_grant_allows_action(needs, action) && !sg_strings_have(&policy->dead, action))
        sg_push_once(a, actions, action);
}

void sg_grant_excess_actions(struct sg_arena *a, const struct sg_policy *policy, const struct sg_statements *needs,
                             struct sg_strings *actions)
{
    for (size_t i = 0; i < policy->statements.count; i++) {
        const struct sg_strings *from = &policy->statements.items[i].actions;
        for (size_t j = 0; j < from->count; j++) {
            const struct sg_strings *to = expansion(policy, from->items[j]);
            if (!to)
                add_excess(a, policy, needs, from->items[j], actions);
            for (size_t k = 0; to && k < to->count; k++)
                add_excess(a, policy, needs, to->items[k], actions);
        }
    }
}

bool sg_grant_excess_writes(const struct sg_policy *policy, const struct sg_strings *excess)
{
    for (size_t i = 0; i < excess->count; i++)
        if (!sg_strings_have(&policy->reads, excess->items[i]))
            return true;
    return false;
}

const struct sg_compared_actions *sg_grant_compare_actions(struct sg_catalog *catalog, const struct sg_policy *policy,
                                                           const struct sg_statements *needs)
{
    if (needs->count != 1 || !needs->items[0].actions.count)
        return NULL;
    const void *actions = needs->items[0].actions.items; /* of the catalog */
    const struct sg_compared_actions *before = sg_catalog_kept_pair(catalog, policy, actions);
    if (before)
        return before;
    struct sg_arena *a = sg_catalog_arena(catalog);
    struct sg_compared_actions *made = sg_new(a, struct sg_compared_actions);
    made->all = sg_new_array(a, bool, policy->statements.count);
    for (size_t i = 0; i < policy->statements.count; i++)
        made->all[i] = has_all_actions(&policy->statements.items[i], &needs->items[0]);
    sg_grant_excess_actions(a, policy, needs, &made->excess);
    made->writes = sg_grant_excess_writes(policy, &made->excess);
    return sg_catalog_keep_pair(catalog, policy, actions, made);
}

/* The text after a named resource: "/index/x" of table/orders/index/x, "" of itself, NULL of table/orders2. */
static const char *part_of(const struct sg_strings *named, const char *resource)
{
    for (size_t i = 0; i < named->count; i++) {
        size_t n = strlen(named->items[i]);
        if (strncmp(resource, named->items[i], n) == 0 && strchr("/:", resource[n]))
            return resource + n;
    }
    return NULL;
}

static bool is_needed_resource(const struct sg_statements *needs, const char *resource)
{
    for (size_t i = 0; i < needs->count; i++)
        if (allows_resource(&needs->items[i], resource))
            return true;
    return false;
}

void sg_grant_excess_resources(struct sg_arena *a, const struct sg_statements *allowed,
                               const struct sg_statements *needs, const struct sg_strings *named,
                               struct sg_strings *resources)
{
    for (size_t i = 0; i < allowed->count; i++)
        for (size_t r = 0; r < allowed->items[i].resources.count; r++) {
            const char *resource = allowed->items[i].resources.items[r];
            if (!part_of(named, resource) && !is_needed_resource(needs, resource))
                sg_push_once(a, resources, resource);
        }
}

struct comparison {
    struct sg_scope *scope;
    struct sg_catalog *catalog;
    const struct sg_statements *needs;
    struct sg_strings *parts;
};

static void add_part(const struct comparison *c, const char *action, const char *resource, const char *part)
{
    const struct sg_action *known = sg_find_action(c->catalog, action, c->scope->findings);
    bool needed_there = allows(c->needs, action, resource, NULL) || !sg_grant_allows_action(c->needs, action);
    if (known && !needed_there && sg_action_on(known, resource) == SG_RESOURCE_FITS)
        sg_push_once(c->scope->arena, c->parts, sg_format(c->scope->arena, "%s (%s)", action, part));
}

void sg_grant_excess_parts(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_policy *policy,
                           const struct sg_statements *allowed, const struct sg_statements *needs,
                           const struct sg_strings *named, struct sg_strings *parts)
{
    const struct comparison c = {.scope = scope, .catalog = catalog, .needs = needs, .parts = parts};
    for (size_t i = 0; i < allowed->count; i++)
        for (size_t r = 0; r < allowed->items[i].resources.count; r++) {
            const char *resource = allowed->items[i].resources.items[r], *part = part_of(named, resource);
            for (size_t a = 0; part && *part && a < allowed->items[i].actions.count; a++) {
                const char *action = allowed->items[i].actions.items[a];
                const struct sg_strings one = {.items = &action, .count = 1}, *to = expansion(policy, action);
                for (size_t k = 0; k < (to ? to : &one)->count; k++)
                    add_part(&c, (to ? to : &one)->items[k], resource, part);
            }
        }
}
