#include "apply/already_internal.h"

#include "base/list.h"
#include "iam/decide.h"
#include "sam/intrinsic.h"
#include "sam/long_form.h"
#include "grant/allow.h"
#include "grant/block.h"
#include "grant/needs.h"
#include "grant/sam_template.h"

#include <string.h>

#define KEYS_MOST 8 /* condition keys of one need; those of the catalog have at most two */

/* Returns whether the policy exists whenever the user does: it has no condition, or that of the user. */
static bool always_holds(const struct sg_resource *user, const char *when)
{
    const char *condition = sg_get_text(user->body, "Condition");
    return !when || (condition && sg_starts_with(when, "if ") && strcmp(when + strlen("if "), condition) == 0);
}

/* What NotResource allows depends on names, which are unknown before deployment. */
static bool names_resources(const struct sg_iam_policy *policy)
{
    for (size_t i = 0; i < policy->count; i++)
        if (policy->statements[i].effect != SG_DENY && policy->statements[i].not_resource)
            return false;
    return true;
}

bool sg_apply_read_already(const struct sg_template *t, const struct sg_role *role, const struct sg_resource *user,
                           struct sg_already *already)
{
    struct sg_findings before = *t->findings;
    struct sg_template_role r = {
        .template = t, .role = role, .resolver = {.template = t, .all_branches = true, .unknown_apart = true}};
    bool ok = sg_explain_read_role(&r);
    sg_forget_since(t->findings, &before);
    *already = (struct sg_already){.resolver = r.resolver, .session = r.session};
    if (!ok)
        return false;
    const struct sg_iam_policy **items = sg_new_array(t->arena, const struct sg_iam_policy *, r.granted.count);
    for (size_t i = 0; i < r.granted.count; i++) {
        const struct sg_granted *granted = &r.granted.items[i];
        if (granted->policy && always_holds(user ? user : role->resource, granted->when) &&
            names_resources(granted->policy))
            items[already->policies.count++] = granted->policy;
    }
    already->policies.items = items;
    return true;
}

/* The text as IAM sees it; NULL if unknown. */
static const char *final_text(struct sg_already *already, struct sg_scope *scope, const char *text)
{
    struct sg_node *node = sg_text_node(scope, text);
    size_t unknown = already->resolver.unknown;
    sg_long_form(scope->arena, already->resolver.template->source, node, scope->findings);
    const struct sg_node *value = sg_resolve(&already->resolver, node);
    bool known = value && value->type == SG_SCALAR && already->resolver.unknown == unknown;
    return known && !strstr(value->text, "${") ? value->text : NULL;
}

/* A request that a need is about. */
struct question {
    struct sg_already *already;
    struct sg_scope *scope;
    const struct sg_statement *need;
    struct sg_iam_request request;
    struct samgen_context keys[KEYS_MOST];
    const char *values[KEYS_MOST];
};

static bool decide(const struct question *q)
{
    const struct sg_iam_situation situation = {.principal = q->already->session,
                                               .resource_account = sg_example_account(&q->already->resolver),
                                               .identity = q->already->policies};
    return sg_iam_decide(&situation, &q->request).result == SAMGEN_ALLOWED;
}

static bool set_value(struct question *q, size_t key, const char *value)
{
    q->values[key] = final_text(q->already, q->scope, value);
    return q->values[key] != NULL;
}

/* Tries every value of every condition, while the other conditions have their first value. */
static bool is_allowed_under_conditions(struct question *q)
{
    size_t count = q->need->conditions.count;
    if (count == 0)
        return decide(q);
    for (size_t k = 0; k < count; k++)
        if (!set_value(q, k, q->need->conditions.items[k].values.items[0]))
            return false;
    for (size_t k = 0; k < count; k++) {
        const struct sg_strings *values = &q->need->conditions.items[k].values;
        for (size_t i = 0; i < values->count; i++)
            if (!set_value(q, k, values->items[i]) || !decide(q))
                return false;
        set_value(q, k, values->items[0]);
    }
    return true;
}

static bool read_keys(struct question *q)
{
    size_t count = q->need->conditions.count;
    if (count > KEYS_MOST)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!q->need->conditions.items[i].values.count)
            return false;
        q->keys[i] =
            (struct samgen_context){.key = q->need->conditions.items[i].key, .values = &q->values[i], .value_count = 1};
    }
    q->request.keys = q->keys;
    q->request.key_count = count;
    return true;
}

static bool is_statement_allowed(struct sg_already *already, struct sg_scope *scope, const struct sg_statement *need)
{
    struct question q = {.already = already, .scope = scope, .need = need, .request = {.asks = SG_ASKS_ALL}};
    if (!read_keys(&q))
        return false;
    for (size_t r = 0; r < need->resources.count; r++) {
        q.request.resource = final_text(already, scope, need->resources.items[r]);
        for (size_t a = 0; a < need->actions.count; a++) {
            q.request.action = need->actions.items[a];
            if (!q.request.resource || strpbrk(q.request.action, "*?") || !is_allowed_under_conditions(&q))
                return false;
        }
    }
    return need->resources.count && need->actions.count;
}

static bool are_allowed(struct sg_already *already, struct sg_scope *scope, const struct sg_statements *needs)
{
    for (size_t i = 0; i < needs->count; i++)
        if (!is_statement_allowed(already, scope, &needs->items[i]))
            return false;
    return true;
}

static enum sg_allowed is_grant_allowed(struct sg_already *already, struct sg_scope *scope, const struct sg_use *use)
{
    struct sg_statements needs = {0}, keys = {0};
    if (!sg_grant_needs(scope, use, SG_ARN_SHORTEST, &needs) || !sg_grant_key_needs(scope, use, &keys) ||
        !needs.count || !are_allowed(already, scope, &needs))
        return SG_ALLOWED_NOT;
    return are_allowed(already, scope, &keys) ? SG_ALLOWED_ALL : SG_ALLOWED_BUT_KEY;
}

/* Faults of the use are reported when it is written. */
enum sg_allowed sg_apply_is_already_allowed(struct sg_already *already, struct sg_scope *scope,
                                            const struct sg_use *use)
{
    struct sg_findings *template = already->resolver.template->findings, before = *template;
    struct sg_hush hush;
    struct sg_statement made;
    enum sg_allowed allowed = SG_ALLOWED_NOT;
    sg_hush(&hush, &scope->findings);
    if (strcmp(use->grant->name, SG_ALLOW) == 0) {
        if (sg_grant_allow(scope, already->resolver.template->catalog, use, &made) &&
            is_statement_allowed(already, scope, &made))
            allowed = SG_ALLOWED_ALL;
    } else if (strcmp(use->grant->name, SG_SAM_TEMPLATE) != 0) {
        allowed = is_grant_allowed(already, scope, use);
    }
    sg_unhush(&hush);
    sg_forget_since(template, &before);
    return allowed;
}

/* ---- Policies that are already written in the template ---- */

static bool has_statement(const struct sg_node *policies, const struct sg_node *statement)
{
    for (const struct sg_node *policy = policies->first; policy; policy = policy->next) {
        const struct sg_node *list = sg_get(policy, "Statement");
        bool many = list && list->type == SG_LIST;
        for (const struct sg_node *one = many ? list->first : list; one; one = many ? one->next : NULL)
            if (sg_grant_same_statement(statement, one))
                return true;
    }
    return false;
}

/* Returns whether the resource is a policy that refers to the role and exists whenever the role does. */
static bool is_attached(const struct sg_resource *resource, const struct sg_role *role)
{
    const char *condition = sg_get_text(resource->body, "Condition");
    const struct sg_node *roles = sg_get(resource->properties, "Roles");
    const struct sg_node *one = roles && roles->type == SG_LIST ? roles->first : NULL;
    const char *reference = sg_get_text(one, "Ref");
    return sg_has_type(resource, "AWS::IAM::Policy") && reference && strcmp(reference, role->id) == 0 &&
           (!condition || sg_same_text(condition, sg_get_text(role->resource->body, "Condition")));
}

struct sg_node *sg_apply_known_policies(const struct sg_template *t, const struct sg_role *role)
{
    const struct sg_node *policies = role->own ? NULL : sg_get(role->resource->properties, "Policies");
    struct sg_node *known = sg_list(t->arena);
    if (policies && policies->type != SG_LIST)
        sg_append(known, sg_shared(t->arena, policies));
    else if (policies)
        for (const struct sg_node *entry = policies->first; entry; entry = entry->next)
            sg_append(known, sg_shared(t->arena, entry));
    for (size_t i = 0; i < t->count; i++) {
        const struct sg_node *document = sg_get(t->resources[i].properties, "PolicyDocument");
        if (document && is_attached(&t->resources[i], role))
            sg_append(known, sg_shared(t->arena, document));
    }
    return known;
}

struct sg_node *sg_apply_unknown_part(const struct sg_template *t, const struct sg_node *known,
                                      const struct sg_node *entry, bool in_long_form)
{
    struct sg_node *short_form = sg_copy_node(t->arena, entry), *long_form = sg_copy_node(t->arena, entry);
    struct sg_node *left = sg_list(t->arena), *made = in_long_form ? long_form : short_form;
    sg_long_form(t->arena, t->source, long_form, t->findings);
    struct sg_node *statements = sg_get(made, "Statement"), *next = statements ? statements->first : NULL;
    if (!statements)
        return sg_list_has(known, long_form) ? NULL : made;
    for (const struct sg_node *one = sg_get(long_form, "Statement")->first, *after; one; one = after) {
        struct sg_node *item = next;
        after = one->next;
        next = item->next;
        item->next = NULL;
        if (!has_statement(known, one))
            sg_append(left, item);
    }
    statements->first = left->first;
    statements->last = left->last;
    statements->count = left->count;
    return left->count ? made : NULL;
}
