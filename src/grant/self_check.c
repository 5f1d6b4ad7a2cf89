#include "grant/self_check.h"

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

#define SHAPE_MOST 1024 /* statements with a longer shape are checked each time */

/* Appends a number in letters. */
static char *add_number(char *p, size_t number)
{
    for (; number; number >>= 4)
        *p++ = (char)('A' + (number & 0xF));
    return p;
}

/* Letters, digits and what else names are made of. */
static const bool is_of_name[256] = {
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,
    ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1,
    ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1,
    ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1,
    ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1,
    ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1,
    ['y'] = 1, ['z'] = 1, ['_'] = 1, ['.'] = 1, ['-'] = 1,
};

/*
 * The statement with every run of letters and digits as one 'x'. Where the actions are the same list of the catalog,
 * which has its own copy of the first one, the words between the names are the same too, so statements of one shape are
 * all right or all wrong. False: it has no shape, or a long one.
 */
static bool shape_of(const struct sg_statement *s, char shape[SHAPE_MOST])
{
    static const char start[] = "self-check ";
    char *p = shape + sizeof start - 1, *end = shape + SHAPE_MOST - 2;
    if (!s->actions.count)
        return false;
    memcpy(shape, start, sizeof start - 1);
    p = add_number(p, (size_t)s->actions.items[0]);
    *p++ = ' ';
    p = add_number(p, s->actions.count);
    for (size_t r = 0; r < s->resources.count; r++) {
        *p++ = ' ';
        for (const char *text = s->resources.items[r]; *text && p < end;) {
            *p++ = is_of_name[(unsigned char)*text] ? 'x' : *text;
            for (bool name = is_of_name[(unsigned char)*text++]; name && is_of_name[(unsigned char)*text];)
                text++;
        }
        if (p == end)
            return false;
    }
    *p = '\0';
    return true;
}

bool sg_grant_self_check(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *use,
                         const struct sg_statements *statements)
{
    bool ok = true;
    for (size_t i = 0; i < statements->count; i++) {
        struct check c = {.scope = scope, .catalog = catalog, .use = use, .statement = &statements->items[i]};
        char shape[SHAPE_MOST];
        bool has_shape = shape_of(c.statement, shape);
        if (has_shape && sg_catalog_kept(catalog, shape))
            continue;
        c.actions = sg_new_array(scope->arena, const struct sg_action *, c.statement->actions.count);
        find_actions(&c);
        bool right = check_actions(&c) && check_resources(&c) && check_nesting(&c);
        if (right && has_shape)
            sg_catalog_keep(catalog, shape, use->grant);
        ok = right && ok;
    }
    return ok;
}
