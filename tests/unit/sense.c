#include "sense.h"

#include "catalog/action.h"
#include "support.h"

static size_t fault(const char *what, const char *how, const char *which)
{
    print_message("%s\n    %s: %s\n", what, how, which);
    return 1;
}

static bool works_on_some(const struct sg_action *action, const struct sg_strings *resources)
{
    for (size_t i = 0; i < resources->count; i++)
        if (sg_action_on(action, resources->items[i]) == SG_RESOURCE_FITS)
            return true;
    return false;
}

static bool some_works_on(struct sg_catalog *catalog, const struct sg_strings *actions, const char *resource)
{
    for (size_t i = 0; i < actions->count; i++) {
        const struct sg_action *action = sg_find_action(catalog, actions->items[i], &findings);
        if (action && sg_action_on(action, resource) == SG_RESOURCE_FITS)
            return true;
    }
    return false;
}

static size_t check_statement(struct sg_catalog *catalog, const struct sg_statement *s, const char *what,
                              bool some_dead)
{
    size_t faults = 0;
    for (size_t i = 0; i < s->actions.count; i++) {
        const struct sg_action *action = sg_find_action(catalog, s->actions.items[i], &findings);
        if (!action)
            faults += fault(what, "no such action", s->actions.items[i]);
        else if (!works_on_some(action, &s->resources))
            faults += fault(what, "works on none of the resources", s->actions.items[i]);
        for (size_t c = 0; action && c < s->conditions.count; c++)
            if (sg_action_key(catalog, action, s->conditions.items[c].key, NULL, &findings) == SG_KEY_UNKNOWN)
                faults += fault(what, s->conditions.items[c].key, "no condition key of the action");
    }
    for (size_t r = 0; r < s->resources.count; r++)
        if (!some_dead && !some_works_on(catalog, &s->actions, s->resources.items[r]))
            faults += fault(what, "no action works on it", s->resources.items[r]);
    return faults;
}

size_t count_senseless(struct sg_catalog *catalog, const struct sg_statements *policy, const char *what, bool some_dead)
{
    size_t faults = 0;
    for (size_t i = 0; i < policy->count; i++)
        faults += check_statement(catalog, &policy->items[i], what, some_dead);
    return faults;
}
