#include "grant/self_check.h"

#include "base/buffer.h"
#include "base/text.h"
#include "catalog/action.h"

#include <string.h>

struct check {
    struct sg_scope *scope;
    struct sg_catalog *catalog;
    const struct sg_use *use;
    const struct sg_statement *statement;
    const struct sg_action **actions; /* of the statement; NULL: nothing is known of it */
};

static bool works(const struct sg_action *action, const char *resource)
{
    return sg_action_on(action, resource) <= SG_RESOURCE_WIDE;
}

static bool refuse(const struct check *c, const char *action, const char *resource)
{
    return sg_fail(c->scope->findings, c->use->origin,
                   "%s: %s does not work on %s, so this permission would never apply", c->use->grant->name, action,
                   resource);
}

static void find_actions(const struct check *c)
{
    const struct sg_strings *names = &c->statement->actions;
    for (size_t i = 0; i < names->count; i++) {
        c->actions[i] = sg_action_alone(c->catalog, names->items[i], c->scope->findings);
        if (!c->actions[i])
            sg_report(c->scope->findings, SAMGEN_NOTE, c->use->origin,
                      "%s: nothing is known of %s, so samgen cannot tell whether it works on these resources",
                      c->use->grant->name, names->items[i]);
    }
}

static bool check_actions(const struct check *c)
{
    const struct sg_strings *resources = &c->statement->resources;
    for (size_t i = 0; i < c->statement->actions.count; i++) {
        bool found = !c->actions[i];
        for (size_t r = 0; r < resources->count && !found; r++)
            found = works(c->actions[i], resources->items[r]);
        if (!found)
            return refuse(c, c->statement->actions.items[i], sg_join(c->scope->arena, resources, " or "));
    }
    return true;
}

/* A name of which nobody knows whether it begins with '/' is granted both ways, and one of them is right. */
static bool is_written_both_ways(const struct sg_use *use)
{
    for (size_t g = 0; g < use->count; g++)
        for (size_t i = 0; i < use->given[g].count; i++)
            if (use->given[g].values[i].slash_unknown)
                return true;
    return false;
}

static bool check_resources(const struct check *c)
{
    const struct sg_statement *s = c->statement;
    for (size_t r = 0; r < s->resources.count && !is_written_both_ways(c->use); r++) {
        bool found = false;
        for (size_t i = 0; i < s->actions.count && !found; i++)
            found = !c->actions[i] || works(c->actions[i], s->resources.items[r]);
        if (!found)
            return refuse(c, sg_join(c->scope->arena, &s->actions, " or "), s->resources.items[r]);
    }
    return true;
}

/* No ARN has another one in it: "arn:aws:lambda:...:function:${F.Arn}" matches nothing. */
static bool check_nesting(const struct check *c)
{
    for (size_t r = 0; r < c->statement->resources.count; r++) {
        const char *resource = c->statement->resources.items[r];
        for (const char *p = strstr(resource, "${"), *end; p; p = strstr(p + 2, "${")) {
            end = sg_substitution_end(p);
            bool arn = end && end - p > 4 && memchr(p, '.', (size_t)(end - p)) &&
                       (memcmp(end - 4, "Arn", 3) == 0 || memcmp(end - 4, "ARN", 3) == 0);
            if (p != resource && arn)
                return sg_fail(c->scope->findings, c->use->origin,
                               "%s: %s has an ARN inside an ARN, which matches nothing", c->use->grant->name, resource);
        }
    }
    return true;
}

#define SHAPE_MOST 65536

/*
 * The statement with every run of letters and digits as one 'x'. Where the actions are the same list of the catalog, the
 * words between the names are too, so statements of one shape are all right or all wrong.
 */
static const char *shape_of(const struct sg_scope *scope, const struct sg_statement *s)
{
    struct sg_buffer b = sg_buffer_sized(scope->arena, SHAPE_MOST, 256);
    sg_add_format(&b, "self-check %p", (const void *)s->actions.items);
    for (size_t r = 0; r < s->resources.count; r++) {
        sg_add_char(&b, ' ');
        bool in_name = false;
        for (const char *p = s->resources.items[r]; *p; p++) {
            bool name = sg_is_alnum(*p) || *p == '_' || *p == '.' || *p == '-';
            if (!name || !in_name)
                sg_add_char(&b, name ? 'x' : *p);
            in_name = name;
        }
    }
    return b.full ? NULL : b.text;
}

bool sg_grant_self_check(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *use,
                         const struct sg_statements *statements)
{
    bool ok = true;
    for (size_t i = 0; i < statements->count; i++) {
        struct check c = {.scope = scope, .catalog = catalog, .use = use, .statement = &statements->items[i]};
        const char *shape = shape_of(scope, c.statement);
        if (shape && sg_catalog_kept(catalog, shape))
            continue;
        c.actions = sg_new_array(scope->arena, const struct sg_action *, c.statement->actions.count);
        find_actions(&c);
        bool right = check_actions(&c) && check_resources(&c) && check_nesting(&c);
        if (right && shape)
            sg_catalog_keep(catalog, shape, use->grant);
        ok = right && ok;
    }
    return ok;
}
