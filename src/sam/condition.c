#include "sam/resolve.h"

#include "sam/destination_internal.h"
#include "sam/intrinsic.h"
#include "sam/lookup_internal.h"
#include "yaml/scalar.h"

#include <string.h>

static bool holds(struct sg_resolver *r, const struct sg_node *node);

static bool are_equal(struct sg_resolver *r, const struct sg_node *argument)
{
    const struct sg_node *first = argument->type == SG_LIST && argument->count == 2 ? argument->first : NULL;
    const struct sg_node *x = first ? sg_resolve(r, first) : NULL, *y = first ? sg_resolve(r, first->next) : NULL;
    if (!x || !y || x->type != SG_SCALAR || y->type != SG_SCALAR)
        return !x && !y;
    return sg_equals(x->text, y->text);
}

static bool all_hold(struct sg_resolver *r, const struct sg_node *argument)
{
    for (const struct sg_node *item = argument->first; item; item = item->next)
        if (!holds(r, item))
            return false;
    return true;
}

static bool any_holds(struct sg_resolver *r, const struct sg_node *argument)
{
    for (const struct sg_node *item = argument->first; item; item = item->next)
        if (holds(r, item))
            return true;
    return false;
}

static bool none_holds(struct sg_resolver *r, const struct sg_node *argument)
{
    return !any_holds(r, argument);
}

static bool named_holds(struct sg_resolver *r, const struct sg_node *argument)
{
    return argument->type == SG_SCALAR && sg_condition_holds(r, argument->text);
}

static const struct {
    const char *name;
    bool (*holds)(struct sg_resolver *, const struct sg_node *);
} functions[] = {
    {"Fn::Equals", are_equal}, {"Fn::And", all_hold},      {"Fn::Or", any_holds},
    {"Fn::Not", none_holds},   {"Condition", named_holds},
};

static bool holds(struct sg_resolver *r, const struct sg_node *node)
{
    const char *name = sg_intrinsic_name(node);
    for (size_t i = 0; name && i < sizeof functions / sizeof *functions; i++)
        if (sg_equals(functions[i].name, name))
            return functions[i].holds(r, node->first->next);
    return sg_is_true(node) || (node->type == SG_SCALAR && sg_equals(node->text, "true"));
}

static void decide(struct sg_resolver *r, size_t index)
{
    const struct sg_node *key = r->template->conditions.keys[index];
    size_t unknown = r->unknown;
    if (!sg_may_resolve(r, key, 1))
        return;
    r->conditions[index].state = SG_CONDITION_ASKED;
    r->depth++;
    r->conditions[index].state = holds(r, key->next) ? SG_CONDITION_HOLDS : SG_CONDITION_FAILS;
    r->depth--;
    r->conditions[index].unsure = r->unknown != unknown;
    r->unknown = unknown; /* sg_condition_holds adds it on every call */
}

/* SAM creates conditions NOTx, also with a hash, that are true when x is false. Returns x. */
static const char *negated_name(const struct sg_resolver *r, const char *name)
{
    const struct sg_key_index *conditions = &r->template->conditions;
    size_t length = strlen(name);
    if (!sg_starts_with(name, "NOT"))
        return NULL;
    if (sg_key_index_get(conditions, name + 3))
        return name + 3;
    const char *start = length > 3 + SG_DESTINATION_HASH
                            ? sg_copy_bytes(r->template->arena, name + 3, length - 3 - SG_DESTINATION_HASH)
                            : "";
    return sg_key_index_get(conditions, start) ? start : NULL;
}

static bool unknown_condition(struct sg_resolver *r, const char *name)
{
    r->unknown++;
    if (sg_lookup_is_news(r, name))
        sg_report(r->template->findings, SAMGEN_WARNING, (struct sg_origin){.source = r->template->source},
                  "the template has no condition %s; samgen assumes that it is true", name);
    return true;
}

bool sg_condition_holds(struct sg_resolver *r, const char *name)
{
    const struct sg_key_index *conditions = &r->template->conditions;
    size_t index = sg_key_index_find(conditions, name);
    if (index == conditions->count) {
        const char *negated = negated_name(r, name);
        return negated ? !sg_condition_holds(r, negated) : unknown_condition(r, name);
    }
    if (!r->conditions)
        r->conditions = sg_new_array(r->template->arena, struct sg_known_condition, conditions->count);
    if (r->conditions[index].state == SG_CONDITION_UNKNOWN)
        decide(r, index);
    r->unknown += r->conditions[index].unsure;
    return r->conditions[index].state != SG_CONDITION_FAILS;
}
