#include "place/resource_policy.h"

#include "grant/allow.h"
#include "place/resource_policy_list_internal.h"
#include "grant/needs.h"
#include "place/place.h"
#include "grant/sam_template.h"

#include <string.h>

/* ---- From grants ---- */

/* The option that the first placeholder of a pattern names: whose resource it is. */
static bool belongs_to(const char *pattern, const char *option)
{
    const char *open = strchr(pattern, '{');
    size_t n = strlen(option);
    return open && strncmp(open + 1, option, n) == 0 && strchr(".:}", open[1 + n]);
}

/* The use with one value of one option. */
static struct sg_use with_value(struct sg_arena *a, const struct sg_use *use, size_t option, size_t value)
{
    struct sg_use one = *use;
    one.given = sg_new_array(a, struct sg_given, use->count);
    memcpy(one.given, use->given, use->count * sizeof *one.given);
    one.given[option].values = &use->given[option].values[value];
    one.given[option].count = 1;
    return one;
}

/* The patterns of a need that are about the option, all of one callee. */
static const struct sg_callee *own_patterns(const struct sg_policies_written *c, const struct sg_statement *need,
                                            const struct sg_option *option, struct sg_strings *patterns)
{
    const struct sg_callee *callee = NULL;
    for (size_t i = 0; i < need->resources.count; i++) {
        const char *pattern = need->resources.items[i];
        if (!belongs_to(pattern, option->name))
            continue;
        callee = sg_place_policy_of(c, option->kind, need->actions.items[0], pattern);
        sg_push(c->scope->arena, patterns, pattern);
    }
    return callee;
}

static bool add_need(struct sg_policies_written *c, const struct sg_use *use, size_t option,
                     const struct sg_statement *need)
{
    struct sg_statement own = *need, made;
    const struct sg_given *given = &use->given[option];
    own.resources = (struct sg_strings){0};
    const struct sg_callee *callee = own_patterns(c, need, given->option, &own.resources);
    const struct sg_filling filling = {.scope = c->scope, .use = use, .statement = &own, .style = SG_ARN_SHORTEST};
    if (!callee)
        return true;
    if (!sg_grant_fill_need(&filling, &made))
        return false;
    sg_place_add_policy(c, callee, &given->values[0], &made);
    return true;
}

/* Actions that no policy of a resource gives. */
static void note_left(struct sg_policies_written *c, const struct sg_use *use, const struct sg_statement *need)
{
    for (size_t g = 0; g < use->count; g++) {
        struct sg_strings patterns = {0};
        if (own_patterns(c, need, use->given[g].option, &patterns))
            return;
    }
    for (size_t i = 0; i < need->actions.count; i++)
        sg_push_once(c->scope->arena, &c->left, need->actions.items[i]);
}

static bool add_key(struct sg_policies_written *c, const struct sg_use *use)
{
    struct sg_statements needs;
    const struct sg_given *keys = sg_given(use, SG_KEY_OPTION, strlen(SG_KEY_OPTION));
    if (!sg_grant_key_needs(c->scope, use, &needs))
        return false;
    for (size_t i = 0; i < needs.count; i++) {
        const struct sg_callee *callee =
            sg_place_policy_of(c, keys->values[i].kind, needs.items[i].actions.items[0], "");
        if (callee)
            sg_place_add_policy(c, callee, &keys->values[i], &needs.items[i]);
    }
    return true;
}

static bool add_use(struct sg_policies_written *c, const struct sg_use *use)
{
    const struct sg_statements *needs = &use->grant->needs;
    bool ok = sg_grant_check_effect(c->scope, use);
    for (size_t g = 0; ok && g < use->count; g++)
        for (size_t v = 0; ok && v < use->given[g].count; v++) {
            const struct sg_use one = with_value(c->scope->arena, use, g, v);
            for (size_t n = 0; ok && n < needs->count; n++)
                ok = !sg_grant_statement_applies(&one, &needs->items[n]) || add_need(c, &one, g, &needs->items[n]);
        }
    for (size_t n = 0; n < needs->count; n++)
        if (sg_grant_statement_applies(use, &needs->items[n]))
            note_left(c, use, &needs->items[n]);
    return ok && add_key(c, use);
}

/* ---- From ARNs ---- */

static bool add_arn(struct sg_policies_written *c, const struct sg_statement *statement, const char *action,
                    const char *arn)
{
    struct sg_value *value = sg_new(c->scope->arena, struct sg_value);
    const struct sg_callee *callee = sg_place_policy_of_arn(c, action, arn, value);
    struct sg_statement one = {.sid = statement->sid, .actions = statement->actions};
    if (!callee)
        return false;
    one.conditions = statement->conditions;
    sg_push(c->scope->arena, &one.resources, arn);
    sg_place_add_policy(c, callee, value, &one);
    return true;
}

/* `allow` names actions and resources as they are. */
static bool add_allow(struct sg_policies_written *c, const struct sg_use *use)
{
    struct sg_statement statement;
    if (!sg_grant_allow(c->scope, c->catalog, use, &statement))
        return false;
    for (size_t i = 0; i < statement.resources.count; i++)
        if (!add_arn(c, &statement, statement.actions.items[0], statement.resources.items[i]))
            for (size_t n = 0; n < statement.actions.count; n++)
                sg_push_once(c->scope->arena, &c->left, statement.actions.items[n]);
    return true;
}

/* ---- Results ---- */

static bool collect(struct sg_policies_written *c, const struct sg_use *uses, size_t count)
{
    bool ok = true;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(uses[i].grant->name, SG_SAM_TEMPLATE) == 0)
            ok = sg_fail(c->scope->findings, uses[i].origin,
                         "sam-template names no resources; give the grant that says what is needed");
        else
            ok = (strcmp(uses[i].grant->name, SG_ALLOW) == 0 ? add_allow : add_use)(c, &uses[i]) && ok;
    }
    return ok;
}

static struct sg_node *write_all(const struct sg_policies_written *c, const struct sg_callee_access *access)
{
    struct sg_node *to = access->bare ? sg_list(c->scope->arena) : sg_map(c->scope->arena);
    bool ok = true;
    for (size_t i = 0; i < c->count; i++) {
        ok = sg_place_write_policy(c->scope, &c->items[i], access, to) && ok;
        if (ok && !access->quiet)
            sg_place_say_need(c->scope, &c->items[i], access);
    }
    return ok ? to : NULL;
}

static void tell_left(const struct sg_policies_written *c)
{
    const char *actions = sg_join(c->scope->arena, &c->left, ", ");
    if (c->left.count && c->count)
        sg_report(c->scope->findings, SAMGEN_NOTE, (struct sg_origin){0},
                  "no policy of a resource gives %s; they need the grant in a role of the resource's account", actions);
    else if (c->left.count)
        sg_fail(c->scope->findings, (struct sg_origin){0},
                "no policy of a resource gives %s; across accounts the function assumes a role of the other account, "
                "which has the grant (samgen sts-assume-role)",
                actions);
    else if (!c->count)
        sg_fail(c->scope->findings, (struct sg_origin){0}, "these grants are about no resource that has a policy");
}

struct sg_node *sg_place_resource_policy(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *uses,
                                         size_t count, const struct sg_callee_access *access)
{
    size_t errors = scope->findings->errors;
    struct sg_policies_written c = sg_place_policies_new(scope, catalog);
    if (!collect(&c, uses, count) || errors != scope->findings->errors)
        return NULL;
    tell_left(&c);
    for (size_t i = 0; i < c.count; i++)
        sg_place_check_policy(scope, catalog, &c.items[i], access);
    return errors == scope->findings->errors ? write_all(&c, access) : NULL;
}

struct sg_node *sg_place_resource_policy_elsewhere(struct sg_scope *scope, struct sg_catalog *catalog,
                                                   const struct sg_use *uses, size_t count,
                                                   const struct sg_callee_access *access)
{
    struct sg_policies_written c = sg_place_policies_new(scope, catalog);
    struct sg_node *accounts = sg_map(scope->arena);
    bool ok = collect(&c, uses, count);
    for (size_t i = 0; ok && i < c.count; i++) {
        const char *account = c.items[i].value->account;
        if (!account || strstr(account, "${"))
            continue;
        if (!sg_get(accounts, account))
            sg_put(scope->arena, accounts, account, sg_map(scope->arena));
        ok = sg_place_write_policy(scope, &c.items[i], access, sg_get(accounts, account));
    }
    return ok ? accounts : NULL;
}

struct sg_node *sg_place_resource_policy_for(struct sg_scope *scope, struct sg_catalog *catalog, const char *resource,
                                             const char *action, const struct sg_callee_access *access)
{
    struct sg_policies_written c = sg_place_policies_new(scope, catalog);
    struct sg_statement statement = {0};
    const char *name = strchr(action, ':');
    statement.sid = sg_format(scope->arena, "Allow%s", sg_camel_case(scope->arena, name ? name + 1 : action));
    sg_push(scope->arena, &statement.actions, action);
    if (!add_arn(&c, &statement, action, resource))
        return NULL;
    struct sg_hush hush;
    sg_hush(&hush, &scope->findings);
    bool possible = sg_place_check_policy(scope, catalog, &c.items[0], access);
    sg_unhush(&hush);
    return possible ? write_all(&c, access) : NULL;
}
