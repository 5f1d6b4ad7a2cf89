#include "place/resource_policy.h"

#include "base/text.h"
#include "grant/allow.h"
#include "place/resource_policy_internal.h"
#include "grant/needs.h"
#include "place/place.h"
#include "grant/sam_template.h"

#include <string.h>

/* ---- From grants ---- */

/* Returns whether the pattern is an ARN of the option's value: its first placeholder names the option. */
static bool belongs_to(const char *pattern, const char *option)
{
    const char *open = strchr(pattern, '{');
    size_t n = strlen(option);
    return open && strncmp(open + 1, option, n) == 0 && strchr(".:}", open[1 + n]);
}

/* A copy of the use in which the option has only this value. */
static struct sg_use with_value(struct sg_arena *a, const struct sg_use *use, size_t option, size_t value)
{
    struct sg_use one = *use;
    one.given = sg_new_array(a, struct sg_given, use->count);
    memcpy(one.given, use->given, use->count * sizeof *one.given);
    one.given[option].values = &use->given[option].values[value];
    one.given[option].count = 1;
    return one;
}

/* Collects the patterns of a need that belong to the option; returns the policy that allows them, or NULL. */
static const struct sg_policy_row *own_patterns(const struct sg_policy_list *list, const struct sg_statement *need,
                                                const struct sg_option *option, struct sg_strings *patterns)
{
    const struct sg_policy_row *row = NULL;
    for (size_t i = 0; i < need->resources.count; i++) {
        const char *pattern = need->resources.items[i];
        if (!belongs_to(pattern, option->name))
            continue;
        row = sg_place_policy_of(list, option->kind, need->actions.items[0], pattern);
        sg_push(list->scope->arena, patterns, pattern);
    }
    return row;
}

/* An access point stands for a bucket, but its policy is its own. */
static bool is_another_resource(const struct sg_value *value)
{
    return value->form && (value->form->inside || value->form->apart);
}

static bool refuse_form(struct sg_policy_list *list, const struct sg_value *given)
{
    return sg_fail(list->scope->findings, given->origin, "%s has a policy of its own, which samgen does not write",
                   given->form->title);
}

static bool add_of_form(struct sg_policy_list *list, const struct sg_value *given, const struct sg_statement *made)
{
    struct sg_value *value = sg_new(list->scope->arena, struct sg_value);
    const struct sg_policy_row *row =
        sg_place_policy_of_arn(list, made->actions.items[0], made->resources.items[0], value);
    if (!row)
        return refuse_form(list, given);
    value->origin = given->origin;
    value->given = given->given;
    sg_place_add_policy(list, row, value, made);
    return true;
}

static bool add_need(struct sg_policy_list *list, const struct sg_use *use, size_t option,
                     const struct sg_statement *need)
{
    struct sg_statement own = *need, made;
    const struct sg_given *given = &use->given[option];
    own.resources = (struct sg_strings){0};
    own.actions = sg_grant_inline_actions(list->scope->arena, need);
    const struct sg_policy_row *row = own_patterns(list, need, given->option, &own.resources);
    const struct sg_filling filling = {.scope = list->scope, .use = use, .statement = &own, .style = SG_ARN_SHORTEST};
    if (!row)
        return !own.resources.count || !is_another_resource(&given->values[0]) || refuse_form(list, &given->values[0]);
    if (!sg_grant_fill_need(&filling, &made))
        return false;
    if (is_another_resource(&given->values[0]))
        return add_of_form(list, &given->values[0], &made);
    sg_place_add_policy(list, row, &given->values[0], &made);
    return true;
}

/* Keeps the actions of a need for which no resource has a policy. */
static void note_left(struct sg_policy_list *list, const struct sg_use *use, const struct sg_statement *need)
{
    for (size_t g = 0; g < use->count; g++) {
        struct sg_strings patterns = {0};
        if (own_patterns(list, need, use->given[g].option, &patterns))
            return;
    }
    for (size_t i = 0; i < need->actions.count; i++)
        sg_push_once(list->scope->arena, &list->left, need->actions.items[i]);
}

static bool add_key(struct sg_policy_list *list, const struct sg_use *use)
{
    struct sg_statements needs;
    const struct sg_given *keys = sg_given(use, SG_KEY_OPTION, strlen(SG_KEY_OPTION));
    if (!sg_grant_key_needs(list->scope, use, &needs))
        return false;
    for (size_t i = 0; i < needs.count; i++) {
        const struct sg_policy_row *row =
            sg_place_policy_of(list, keys->values[i].kind, needs.items[i].actions.items[0], "");
        if (row)
            sg_place_add_policy(list, row, &keys->values[i], &needs.items[i]);
    }
    return true;
}

static bool add_use(struct sg_policy_list *list, const struct sg_use *use)
{
    const struct sg_statements *needs = &use->grant->needs;
    bool ok = sg_grant_check_effect(list->scope, use);
    for (size_t g = 0; ok && g < use->count; g++)
        for (size_t v = 0; ok && v < use->given[g].count; v++) {
            const struct sg_use one = with_value(list->scope->arena, use, g, v);
            for (size_t n = 0; ok && n < needs->count; n++)
                ok = !sg_grant_statement_applies(&one, &needs->items[n]) || add_need(list, &one, g, &needs->items[n]);
        }
    for (size_t n = 0; ok && n < needs->count; n++)
        if (sg_grant_statement_applies(use, &needs->items[n]))
            note_left(list, use, &needs->items[n]);
    return ok && add_key(list, use);
}

/* ---- From ARNs ---- */

static bool add_arn(struct sg_policy_list *list, const struct sg_statement *statement, const char *action,
                    const char *arn)
{
    struct sg_value *value = sg_new(list->scope->arena, struct sg_value);
    const struct sg_policy_row *row = sg_place_policy_of_arn(list, action, arn, value);
    struct sg_statement one = {.sid = statement->sid, .actions = statement->actions};
    if (!row)
        return false;
    one.conditions = statement->conditions;
    sg_push(list->scope->arena, &one.resources, arn);
    sg_place_add_policy(list, row, value, &one);
    return true;
}

/*
 * Returns false after a finding: without the template nobody knows which kind of resource has the ARN "${Jobs.Arn}",
 * and a name that no resource can have is a mistake, not a service without policies.
 */
static bool may_be_left(struct sg_policy_list *list, const struct sg_use *use, const char *action, const char *resource)
{
    static const char option[] = "resource";
    struct sg_origin origin = sg_given(use, option, strlen(option))->values[0].origin;
    if (list->scope->names || !sg_starts_with(resource, "${"))
        return !sg_place_refuse_arn(list, action, resource, origin);
    return sg_fail(list->scope->findings, origin,
                   "%s does not show what kind of resource it is; add --template TEMPLATE, or write its ARN, such as "
                   "arn:aws:sqs:us-east-1:123456789012:jobs",
                   resource);
}

/* `allow` names its resources by ARN. */
static bool add_allow(struct sg_policy_list *list, const struct sg_use *use)
{
    struct sg_statement statement;
    bool ok = sg_grant_allow(list->scope, list->catalog, use, &statement);
    for (size_t i = 0; ok && i < statement.resources.count; i++) {
        const char *resource = statement.resources.items[i], *action = statement.actions.items[0];
        if (add_arn(list, &statement, action, resource))
            continue;
        ok = may_be_left(list, use, action, resource);
        for (size_t n = 0; ok && n < statement.actions.count; n++)
            sg_push_once(list->scope->arena, &list->left, statement.actions.items[n]);
    }
    return ok;
}

/* ---- Results ---- */

static bool collect(struct sg_policy_list *list, const struct sg_use *uses, size_t count)
{
    bool ok = true;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(uses[i].grant->name, SG_SAM_TEMPLATE) == 0)
            ok = sg_fail(list->scope->findings, uses[i].origin,
                         "a SAM policy template does not say which resources are needed; use a grant instead");
        else
            ok = (strcmp(uses[i].grant->name, SG_ALLOW) == 0 ? add_allow : add_use)(list, &uses[i]) && ok;
    }
    return ok;
}

static struct sg_node *write_all(const struct sg_policy_list *list, const struct sg_policy_access *access)
{
    struct sg_node *to = access->bare ? sg_list(list->scope->arena) : sg_map(list->scope->arena);
    bool ok = true;
    for (size_t i = 0; i < list->count; i++) {
        ok = sg_place_write_policy(list->scope, &list->items[i], access, to) && ok;
        if (ok && !access->quiet)
            sg_place_say_need(list->scope, &list->items[i], access);
    }
    return ok ? to : NULL;
}

static void report_left(const struct sg_policy_list *list)
{
    const char *actions = sg_join(list->scope->arena, &list->left, ", ");
    if (list->left.count && list->count)
        sg_report(list->scope->findings, SAMGEN_NOTE, (struct sg_origin){0},
                  "no resource policy can allow %s; grant them to a role in the account of the resource", actions);
    else if (list->left.count)
        sg_fail(list->scope->findings, (struct sg_origin){0},
                "no resource policy can allow %s; across accounts, the function must assume a role that has the grant "
                "in the other account (samgen sts-assume-role)",
                actions);
    else if (!list->count)
        sg_fail(list->scope->findings, (struct sg_origin){0},
                "none of these grants names a resource that can have a policy");
}

struct sg_node *sg_place_resource_policy(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *uses,
                                         size_t count, const struct sg_policy_access *access)
{
    size_t errors = scope->findings->errors;
    struct sg_policy_list list = sg_place_policies_new(scope, catalog);
    if (!collect(&list, uses, count) || errors != scope->findings->errors)
        return NULL;
    report_left(&list);
    for (size_t i = 0; i < list.count; i++)
        sg_place_check_policy(scope, catalog, &list.items[i], access);
    return errors == scope->findings->errors ? write_all(&list, access) : NULL;
}

struct sg_node *sg_place_resource_policy_elsewhere(struct sg_scope *scope, struct sg_catalog *catalog,
                                                   const struct sg_use *uses, size_t count,
                                                   const struct sg_policy_access *access)
{
    struct sg_policy_list list = sg_place_policies_new(scope, catalog);
    struct sg_node *accounts = sg_map(scope->arena);
    bool ok = collect(&list, uses, count);
    for (size_t i = 0; ok && i < list.count; i++) {
        const char *account = list.items[i].value->account;
        if (!account || strstr(account, "${"))
            continue;
        if (!sg_get(accounts, account))
            sg_put(scope->arena, accounts, account, sg_map(scope->arena));
        ok = sg_place_write_policy(scope, &list.items[i], access, sg_get(accounts, account));
    }
    return ok ? accounts : NULL;
}

struct sg_node *sg_place_resource_policy_for(struct sg_scope *scope, struct sg_catalog *catalog, const char *resource,
                                             const char *action, const struct sg_policy_access *access)
{
    struct sg_policy_list list = sg_place_policies_new(scope, catalog);
    struct sg_statement statement = {0};
    const char *name = strchr(action, ':');
    statement.sid = sg_format(scope->arena, "Allow%s", sg_camel_case(scope->arena, name ? name + 1 : action));
    sg_push(scope->arena, &statement.actions, action);
    if (!add_arn(&list, &statement, action, resource))
        return NULL;
    struct sg_hush hush;
    sg_hush(&hush, &scope->findings);
    bool possible = sg_place_check_policy(scope, catalog, &list.items[0], access);
    sg_unhush(&hush);
    return possible ? write_all(&list, access) : NULL;
}
