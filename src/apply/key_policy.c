#include "apply/key_policy.h"

#include "grant/cover.h"

#include <string.h>

/* A list as it is, and a single value as a list of it. */
static const struct sg_node *first_of(const struct sg_node *node, bool *list)
{
    *list = node && node->type == SG_LIST;
    return *list ? node->first : node;
}

/* Returns whether a principal is the role: its ARN by Fn::GetAtt, or an ARN that ends in its name. */
static bool is_role(struct sg_arena *a, const struct sg_node *principal, const char *role)
{
    const struct sg_node *list = sg_get(principal, "Fn::GetAtt");
    const char *sub = sg_get_text(principal, "Fn::Sub");
    if (list && list->type == SG_LIST && list->count == 2)
        return sg_same_text(list->first->text, role) && sg_same_text(list->last->text, "Arn");
    return sub &&
           (strcmp(sub, sg_format(a, "${%s.Arn}", role)) == 0 || sg_ends_with(sub, sg_format(a, ":role/${%s}", role)));
}

static bool names_role(struct sg_arena *a, const struct sg_node *statement, const char *role)
{
    bool list;
    for (const struct sg_node *one = first_of(sg_get(sg_get(statement, "Principal"), "AWS"), &list); one;
         one = list ? one->next : NULL)
        if (is_role(a, one, role))
            return true;
    return false;
}

/* Adds the actions that an unconditional statement allows. */
static void add_actions(struct sg_arena *a, const struct sg_node *statement, struct sg_strings *actions)
{
    bool list;
    if (sg_get(statement, "Condition"))
        return;
    for (const struct sg_node *one = first_of(sg_get(statement, "Action"), &list); one; one = list ? one->next : NULL)
        if (one->type == SG_SCALAR)
            sg_push(a, actions, one->text);
}

/* Returns whether the policy allows the role all these actions; not if it denies anything, whoever that is for. */
static bool lets(struct sg_arena *a, const struct sg_node *policy, const char *role, const struct sg_strings *actions)
{
    struct sg_statement allowed = {0};
    const struct sg_statements all = {.items = &allowed, .count = 1};
    bool list;
    for (const struct sg_node *one = first_of(sg_get(policy, "Statement"), &list); one; one = list ? one->next : NULL) {
        if (!sg_same_text(sg_get_text(one, "Effect"), "Allow"))
            return false;
        if (names_role(a, one, role))
            add_actions(a, one, &allowed.actions);
    }
    for (size_t i = 0; i < actions->count; i++)
        if (!sg_grant_allows_action(&all, actions->items[i]))
            return false;
    return actions->count > 0;
}

/* The resource of a key that the template says by ${Id}, or NULL. */
static const struct sg_resource *key_of(struct sg_arena *a, const struct sg_template *t,
                                        const struct sg_asked_option *option)
{
    const char *text = option->found && option->node ? option->node->text : NULL;
    if (!text || !sg_starts_with(text, "${") || !sg_ends_with(text, "}"))
        return NULL;
    return sg_find_resource(t, sg_copy_bytes(a, text + 2, strlen(text) - 3));
}

static void leave_out(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_template *t, const char *role,
                      struct sg_asked_grant *grant)
{
    const struct sg_grant *known = sg_find_grant(catalog, grant->name, NULL);
    size_t count = 0;
    for (size_t i = 0; known && known->kms && i < grant->count; i++) {
        const struct sg_asked_option *option = &grant->options[i];
        const struct sg_resource *key = key_of(scope->arena, t, option);
        if (key && lets(scope->arena, sg_get(key->properties, "KeyPolicy"), role, &known->kms->actions))
            sg_report(scope->findings, SAMGEN_NOTE, option->origin,
                      "the policy of %s lets %s use it, so nothing is added for the key", key->id, role);
        else
            grant->options[count++] = *option;
    }
    grant->count = known && known->kms ? count : grant->count;
}

void sg_apply_leave_out_keys(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_template *template,
                             const struct sg_roles *roles, struct sg_asked *asked)
{
    struct sg_resolver resolver = {.template = template};
    const struct sg_resource *function = asked->function ? sg_find_resource(template, asked->function) : NULL;
    const struct sg_role *role =
        function && sg_runs_with_role(template, function) ? sg_own_role_of(&resolver, roles, function) : NULL;
    for (size_t i = 0; role && i < asked->count; i++)
        leave_out(scope, catalog, template, role->id, &asked->grants[i]);
}
