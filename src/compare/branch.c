#include "compare/compare_internal.h"

#include "iam/pattern.h"
#include "sam/apart.h"
#include "sam/intrinsic.h"

#include <string.h>

#define CONDITIONS_MOST 4 /* that are varied in one value; of further ones both branches count as one unknown text */

/* ---- Values ---- */

struct branching {
    struct sg_resolver *resolver;
    struct sg_arena *arena;
    const struct sg_node *value;
    struct sg_strings holding, failing;
    struct sg_branches *branches;
};

static const char *in_children(const struct branching *b, const struct sg_node *node);

/* The condition of the first Fn::If that is not decided yet, or NULL. */
static const char *open_condition(const struct branching *b, const struct sg_node *node)
{
    struct sg_if items;
    if (!sg_if_items(node, &items) || items.condition->type != SG_SCALAR)
        return in_children(b, node);
    const char *name = items.condition->text;
    if (sg_strings_have(&b->holding, name))
        return open_condition(b, items.yes);
    return sg_strings_have(&b->failing, name) ? open_condition(b, items.no) : name;
}

static const char *in_children(const struct branching *b, const struct sg_node *node)
{
    const char *found = NULL;
    for (const struct sg_node *child = node->first; child && !found; child = child->next)
        found = open_condition(b, child);
    return found;
}

/* The condition in a text of the resolved value: a name to which the value refers depends on it. */
static const char *hidden_condition(struct sg_arena *a, const struct sg_node *node)
{
    const char *found = node->type == SG_SCALAR ? sg_apart_condition(a, node->text) : NULL;
    for (const struct sg_node *child = node->first; child && !found; child = child->next)
        found = hidden_condition(a, child);
    return found;
}

static const struct sg_node *resolve_branch(struct branching *b)
{
    struct sg_resolver *r = b->resolver, one = *r;
    if (!b->holding.count && !b->failing.count)
        return sg_resolve(r, b->value);
    one.holding = &b->holding;
    one.failing = &b->failing;
    one.names = NULL; /* what is kept of other branches */
    one.values = NULL;
    one.resolved = NULL;
    const struct sg_node *resolved = sg_resolve(&one, b->value);
    r->steps = one.steps;
    r->exhausted = one.exhausted;
    r->unknown = one.unknown;
    return resolved;
}

static const char *joined(struct sg_arena *a, const char *outer, const char *word, const char *condition)
{
    return outer ? sg_format(a, "%s and %s %s", outer, word, condition) : sg_format(a, "%s %s", word, condition);
}

static void add_branches(struct branching *b, const char *when)
{
    struct sg_arena *a = b->arena;
    const struct sg_node *resolved = resolve_branch(b);
    const char *condition = open_condition(b, b->value);
    condition = !condition && resolved ? hidden_condition(a, resolved) : condition;
    if (!condition || b->holding.count + b->failing.count == CONDITIONS_MOST) {
        if (!resolved)
            return;
        sg_grow(a, b->branches->items, b->branches->count, b->branches->capacity);
        b->branches->items[b->branches->count++] = (struct sg_branch){.value = resolved, .when = when};
        return;
    }
    sg_push(a, &b->holding, condition);
    add_branches(b, joined(a, when, "if", condition));
    b->holding.count--;
    sg_push(a, &b->failing, condition);
    add_branches(b, joined(a, when, "unless", condition));
    b->failing.count--;
}

void sg_compare_branches(struct sg_resolver *r, const struct sg_node *value, const char *outer,
                         struct sg_branches *branches)
{
    struct branching b = {.resolver = r, .arena = r->template->arena, .value = value, .branches = branches};
    add_branches(&b, outer);
}

/* ---- Policies ---- */

static bool begins_unknown(const struct sg_iam_pattern *resource)
{
    return resource->text[0] == '~';
}

static void complete_resources(struct sg_arena *a, const struct sg_iam_policy *policy, struct sg_iam_statement *s)
{
    struct sg_iam_pattern *resources = sg_new_array(a, struct sg_iam_pattern, s->resource_count);
    for (size_t i = 0; i < s->resource_count; i++) {
        resources[i] = s->resources[i];
        if (begins_unknown(&resources[i]))
            sg_iam_resource_pattern(a, sg_concat(a, SG_COMPARE_UNKNOWN_ARN, resources[i].text), policy->has_variables,
                                    &resources[i]);
    }
    s->resources = resources;
}

/* Returns the policy with ARNs in place of unknown resources, which no request names as they are. */
static const struct sg_iam_policy *with_arns(struct sg_arena *a, const struct sg_iam_policy *policy)
{
    struct sg_iam_policy *copy = NULL;
    for (size_t i = 0; i < policy->count; i++) {
        bool unknown = false;
        for (size_t k = 0; k < policy->statements[i].resource_count; k++)
            unknown = unknown || begins_unknown(&policy->statements[i].resources[k]);
        if (!unknown)
            continue;
        if (!copy) {
            copy = sg_new(a, struct sg_iam_policy);
            *copy = *policy;
            copy->statements = sg_new_array(a, struct sg_iam_statement, policy->count);
            memcpy(copy->statements, policy->statements, policy->count * sizeof *policy->statements);
        }
        complete_resources(a, policy, &copy->statements[i]);
    }
    return copy ? copy : policy;
}

static void add_policy(struct sg_arena *a, const struct sg_granted *granted, const struct sg_iam_policy *policy,
                       const char *when, struct sg_compared_policies *policies)
{
    sg_grow(a, policies->items, policies->count, policies->capacity);
    policies->items[policies->count++] =
        (struct sg_compared_policy){.policy = with_arns(a, policy), .when = when, .granted = granted};
}

/* Whether the branches of an Fn::If decide what the document says. */
static bool has_branches(struct sg_arena *a, const struct sg_granted *granted)
{
    const struct branching none = {.arena = a};
    if (!granted->document || granted->document->type != SG_MAP)
        return false;
    if (open_condition(&none, granted->document))
        return true;
    for (size_t i = 0; i < granted->policy->count; i++) {
        const struct sg_iam_statement *s = &granted->policy->statements[i];
        for (size_t k = 0; k < s->resource_count; k++)
            if (sg_apart_condition(a, s->resources[k].text))
                return true;
    }
    return false;
}

/* Reads statements as a policy of their own. */
static bool read_statements(struct sg_resolver *r, const struct sg_granted *granted, struct sg_node *statements,
                            const char *when, struct sg_compared_policies *policies)
{
    const struct sg_template *t = r->template;
    struct sg_node *document = sg_map(t->arena);
    const struct sg_node *version = sg_get(granted->document, "Version");
    if (!statements->count)
        return true;
    if (version)
        sg_put(t->arena, document, "Version", sg_shared(t->arena, version));
    sg_put(t->arena, document, "Statement", statements);
    const struct sg_iam_policy *policy =
        sg_iam_policy_read(t->arena, t->source, document, granted->name, SG_IDENTITY_POLICY, t->findings);
    if (policy)
        add_policy(t->arena, granted, policy, when, policies);
    return policy != NULL;
}

static void append_all(struct sg_arena *a, struct sg_node *list, const struct sg_node *value)
{
    if (value->type != SG_LIST) {
        sg_append(list, sg_shared(a, value));
        return;
    }
    for (const struct sg_node *item = value->first; item; item = item->next)
        sg_append(list, sg_shared(a, item));
}

bool sg_compare_add_policy(struct sg_resolver *r, const struct sg_granted *granted,
                           struct sg_compared_policies *policies)
{
    struct sg_arena *a = r->template->arena;
    if (!has_branches(a, granted)) {
        add_policy(a, granted, granted->policy, granted->when, policies);
        return true;
    }
    const struct sg_node *given = sg_get(granted->document, "Statement");
    const bool list = given && given->type == SG_LIST;
    struct sg_node *always = sg_list(a);
    bool ok = true;
    for (const struct sg_node *one = list ? given->first : given; one; one = list ? one->next : NULL) {
        struct sg_branches branches = {0};
        sg_compare_branches(r, one, NULL, &branches);
        for (size_t i = 0; i < branches.count; i++) {
            const struct sg_branch *branch = &branches.items[i];
            struct sg_node *statements = branch->when ? sg_list(a) : always;
            const char *when =
                !granted->when || !branch->when ? branch->when : sg_format(a, "%s and %s", granted->when, branch->when);
            append_all(a, statements, branch->value);
            ok = (!branch->when || read_statements(r, granted, statements, when, policies)) && ok;
        }
    }
    return read_statements(r, granted, always, granted->when, policies) && ok;
}
