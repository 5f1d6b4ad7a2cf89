#include "suggest/suggest_internal.h"

#include "base/text.h"
#include "catalog/needs.h"
#include "catalog/target.h"
#include "iam/pattern.h"
#include "sam/apart.h"
#include "sam/intrinsic.h"

#include <string.h>

/* A policy of the role that is being compared with the code of all functions that have the role. */
struct comparing {
    struct sg_suggesting *all;
    struct sg_suggestion *own;
    const struct sg_suggestion **users; /* of the role */
    size_t user_count;
    bool complete; /* all of their code is known */
    const struct sg_granted *granted;
};

/* ---- The code of the role ---- */

static bool has_role(const struct sg_suggestion *s, const struct sg_role *role)
{
    const struct sg_role_uses *uses = &s->role.role->uses;
    for (size_t i = 0; i < uses->count; i++)
        if (uses->items[i].role == role)
            return true;
    return false;
}

/* Other resources that use the role may need what no function does. */
static bool is_of_functions_alone(const struct sg_suggesting *all, const struct sg_role *role, size_t functions)
{
    size_t uses = 0;
    for (size_t i = 0; i < all->uses.count; i++)
        uses += all->uses.items[i].role == role;
    return uses == functions;
}

/* Finds all functions that have the role of this one. Returns false when something else may have it too. */
static bool find_users(struct comparing *c)
{
    const struct sg_role_uses *uses = &c->own->role.role->uses;
    if (uses->count != 1 || !uses->items[0].role)
        return false;
    c->complete = true;
    c->users = sg_new_array(c->all->arena, const struct sg_suggestion *, c->all->count);
    for (size_t i = 0; i < c->all->count; i++) {
        const struct sg_suggestion *s = &c->all->items[i];
        if (!has_role(s, uses->items[0].role))
            continue;
        c->complete = c->complete && !s->handler.unread && s->facts.complete;
        c->users[c->user_count++] = s;
    }
    return is_of_functions_alone(c->all, uses->items[0].role, c->user_count);
}

/* The first need of the code that the pattern of an action allows, from `*user` and `*index` on; NULL. */
static const struct sg_code_need *next_need(const struct comparing *c, const char *pattern, size_t *user, size_t *index)
{
    for (; *user < c->user_count; (*user)++, *index = 0)
        while (*index < c->users[*user]->needs.count) {
            const struct sg_code_need *need = &c->users[*user]->needs.items[(*index)++];
            if (sg_iam_glob_action(pattern, need->action))
                return need;
        }
    return NULL;
}

/* ---- Reasons beside the code ---- */

static const struct sg_node *first_event(const struct sg_resource *function)
{
    const struct sg_node *events = sg_get(function->properties, "Events");
    return events && events->type == SG_MAP ? events->first : NULL;
}

static bool has_property(const struct sg_resource *function, const char *name)
{
    bool has = sg_get(function->properties, name) != NULL;
    for (const struct sg_node *key = first_event(function); key && !has; key = key->next->next)
        has = sg_get(sg_get(key->next, "Properties"), name) != NULL;
    return has;
}

static bool has_event(const struct sg_resource *function, const char *type)
{
    bool has = false;
    for (const struct sg_node *key = first_event(function); key && !has; key = key->next->next)
        has = sg_same_text(sg_get_text(key->next, "Type"), type);
    return has;
}

/* Whether the function has one of them; true when there are none. */
static bool has_any(const struct sg_resource *function, const struct sg_strings *names,
                    bool (*has)(const struct sg_resource *function, const char *name))
{
    for (size_t i = 0; i < names->count; i++)
        if (has(function, names->items[i]))
            return true;
    return !names->count;
}

static bool polls(const struct sg_suggesting *all, const struct sg_resource *function, const char *action)
{
    const struct sg_kinds *kinds = sg_all_kinds(all->template->catalog, all->template->findings);
    for (const struct sg_node *key = first_event(function); key; key = key->next->next)
        for (size_t i = 0; kinds && i < kinds->count; i++) {
            const struct sg_polled *polled = kinds->items[i].polled;
            const char *type = sg_get_text(key->next, "Type");
            size_t service = polled ? strcspn(polled->action, ":") + 1 : 0;
            if (polled && type && strcmp(type, polled->event) == 0 && strncmp(action, polled->action, service) == 0)
                return true;
        }
    return false;
}

static bool has_mapping(const struct sg_suggesting *all)
{
    for (size_t i = 0; i < all->template->count; i++)
        if (sg_has_type(&all->template->resources[i], "AWS::Lambda::EventSourceMapping"))
            return true;
    return false;
}

/* Whether the code needs one of the actions; true when there are none. */
static bool calls(const struct comparing *c, const struct sg_strings *actions)
{
    size_t user = 0, index = 0;
    for (size_t i = 0; i < actions->count; i++, user = index = 0)
        if (next_need(c, actions->items[i], &user, &index))
            return true;
    return !actions->count;
}

/* Whether the row is about some functions only. */
static bool is_conditional(const struct sg_beside_code *row)
{
    return row->properties.count || row->events.count || row->calls.count;
}

/* Whether something other than a call in the code may need the action. `unused`: no call needs any of the pattern. */
static bool is_beside_code(const struct comparing *c, const char *action, bool unused)
{
    const struct sg_needs *needs = sg_catalog_needs(c->all->template->catalog, c->all->template->findings);
    if (has_mapping(c->all))
        return true;
    for (size_t u = 0; u < c->user_count; u++) {
        const struct sg_resource *function = c->users[u]->function;
        if (polls(c->all, function, action))
            return true;
        for (size_t i = 0; needs && i < needs->beside_code.count; i++) {
            const struct sg_beside_code *row = &needs->beside_code.items[i];
            bool counts = has_any(function, &row->properties, has_property) &&
                          has_any(function, &row->events, has_event) && calls(c, &row->calls);
            for (size_t k = 0; counts && k < row->actions.count; k++)
                if (sg_iam_glob_action(row->actions.items[k], action) || /* "sqs:SendMessage" and "sqs:SendMessage*" */
                    (unused && is_conditional(row) && sg_iam_glob_action(action, row->actions.items[k])))
                    return true;
        }
    }
    return false;
}

/* ---- One statement ---- */

static size_t line_of(const struct comparing *c, const struct sg_iam_statement *statement)
{
    const struct sg_template *t = c->all->template;
    bool whole = c->granted->type != SG_DOCUMENT_ENTRY;
    return sg_locate(t->source, whole ? c->granted->entry->start : statement->offset).line;
}

/* Whether the trail has records of all users, in which the action would be. */
static bool is_recorded(const struct comparing *c, const char *action)
{
    for (size_t i = 0; i < c->user_count; i++)
        if (!sg_suggest_records(c->all, c->users[i], action))
            return false;
    return c->user_count > 0;
}

/* "no call found"; NULL: neither the code nor the trail tells. */
static const char *unused_because(const struct comparing *c, const char *action)
{
    const struct sg_trail *trail = c->all->settings->trail;
    bool recorded = is_recorded(c, action);
    if (!recorded)
        return c->complete ? "no call found" : NULL;
    return sg_format(c->all->arena, "%sno record from %s to %s", c->complete ? "no call found, and " : "", trail->first,
                     trail->last);
}

/* The SAM policy template or managed policy that the entry names; NULL: it is a document. */
static const char *policy_name(const struct comparing *c)
{
    const struct sg_granted *granted = c->granted;
    if (granted->type == SG_TEMPLATE_ENTRY && granted->entry->type == SG_MAP && granted->entry->first)
        return granted->entry->first->text;
    return granted->type == SG_DOCUMENT_ENTRY ? NULL : granted->name;
}

static void add_unused(struct comparing *c, const struct sg_iam_statement *statement, const char *action)
{
    const char *why = unused_because(c, action);
    if (!why)
        return;
    struct sg_code_excesses *list = &c->own->unused;
    size_t line = line_of(c, statement);
    struct sg_code_excess *last = list->count ? &list->items[list->count - 1] : NULL;
    if (!last || last->line != line || !sg_same_text(last->policy, policy_name(c)) || !sg_same_text(last->text, why)) {
        sg_grow(c->all->arena, list->items, list->count, list->capacity);
        last = &list->items[list->count++];
        *last = (struct sg_code_excess){.policy = policy_name(c), .line = line, .text = why};
    }
    sg_push_once(c->all->arena, &last->actions, action);
}

static void add_wide(struct comparing *c, const struct sg_iam_statement *statement, const char *action,
                     const char *resource, const char *text, const struct sg_code_need *need)
{
    struct sg_code_excesses *list = &c->own->wide;
    sg_grow(c->all->arena, list->items, list->count, list->capacity);
    struct sg_code_excess *wide = &list->items[list->count++];
    *wide = (struct sg_code_excess){
        .policy = policy_name(c), .line = line_of(c, statement), .resource = resource, .text = text, .need = need};
    sg_push(c->all->arena, &wide->actions, action);
}

/* "dynamodb:Query and dynamodb:PutItem" that the code uses of a pattern; NULL: none. */
static const char *used_actions(const struct comparing *c, const char *pattern)
{
    struct sg_strings used = {0};
    size_t user = 0, index = 0;
    for (const struct sg_code_need *need; (need = next_need(c, pattern, &user, &index));)
        sg_push_once(c->all->arena, &used, need->action);
    return used.count ? sg_join(c->all->arena, &used, ", ") : NULL;
}

/* What all calls of an action are for, "orders and parts"; NULL: that of one of them is not known. */
static const char *used_resources(const struct comparing *c, const char *action, const struct sg_code_need **first)
{
    struct sg_strings used = {0};
    size_t user = 0, index = 0;
    *first = NULL;
    for (const struct sg_code_need *need; (need = next_need(c, action, &user, &index));) {
        if (need->used.type == SG_USED_UNKNOWN || need->used.type == SG_USED_NONE || !need->call->sure)
            return NULL;
        *first = *first ? *first : need;
        sg_push_once(c->all->arena, &used, sg_code_need_resource(c->all->arena, need));
    }
    return used.count ? sg_join(c->all->arena, &used, ", ") : NULL;
}

static const char *resources_of(const struct comparing *c, const struct sg_iam_statement *statement)
{
    struct sg_strings texts = {0};
    for (size_t i = 0; i < statement->resource_count; i++)
        sg_push(c->all->arena, &texts, sg_apart_shown(c->all->arena, statement->resources[i].text));
    return sg_join(c->all->arena, &texts, ", ");
}

static bool is_on_all(const struct sg_iam_statement *statement)
{
    for (size_t i = 0; i < statement->resource_count; i++)
        if (strcmp(statement->resources[i].text, "*") == 0)
            return !statement->not_resource;
    return false;
}

/* Whether the code uses all actions that the pattern allows: sqs:SendMessage* is one action. */
static bool uses_all(const struct comparing *c, const char *pattern)
{
    struct sg_findings *f = c->all->template->findings;
    const struct sg_actions *service = sg_find_actions(c->all->template->catalog, pattern, f);
    const struct sg_action *action = NULL;
    bool all = service != NULL;
    while (all && (action = sg_next_action(service, pattern, action)))
        all = used_actions(c, sg_action_name(c->all->arena, action)) != NULL;
    return all;
}

/* An action that works on no resource is not wide on "*". */
static bool has_resources(const struct comparing *c, const char *action)
{
    const struct sg_action *found = sg_find_action(c->all->template->catalog, action, c->all->template->findings);
    return found && found->type_count && !found->on_all;
}

static void compare_action(struct comparing *c, const struct sg_iam_statement *statement, const char *action)
{
    struct sg_arena *a = c->all->arena;
    const struct sg_code_need *first;
    const char *used = used_actions(c, action), *named;
    bool pattern = strpbrk(action, "*?") && !uses_all(c, action);
    if (is_beside_code(c, action, !used))
        return;
    if (!used && !pattern) {
        add_unused(c, statement, action);
    } else if (pattern && strcmp(action, "*") != 0) {
        size_t user = 0, index = 0;
        if (used && c->complete)
            add_wide(c, statement, action, resources_of(c, statement), sg_format(a, "the code uses only %s", used),
                     next_need(c, action, &user, &index));
        else if (!used)
            add_unused(c, statement, action);
    } else if (used && c->complete && is_on_all(statement) && has_resources(c, action) &&
               (named = used_resources(c, action, &first))) {
        add_wide(c, statement, action, "*", sg_format(a, "the code uses only %s", named), first);
    }
}

static void compare_policy(struct comparing *c)
{
    const struct sg_iam_policy *policy = c->granted->policy;
    bool managed = c->granted->type != SG_DOCUMENT_ENTRY && c->granted->type != SG_TEMPLATE_ENTRY;
    for (size_t i = 0; policy && !managed && i < policy->count; i++) {
        const struct sg_iam_statement *s = &policy->statements[i];
        for (size_t k = 0; s->effect == SG_ALLOW && !s->not_action && k < s->action_count; k++)
            compare_action(c, s, s->actions[k].text);
    }
}

void sg_suggest_excess(struct sg_suggesting *all, struct sg_suggestion *s)
{
    struct comparing c = {.all = all, .own = s};
    if (!find_users(&c))
        return;
    s->compared = c.complete;
    const struct sg_granted_list *granted = &s->role.role->granted;
    for (size_t i = 0; i < granted->count; i++) {
        c.granted = &granted->items[i];
        if (!c.granted->because)
            compare_policy(&c);
    }
}
