#include "sam/intrinsic.h"
#include "sam/resolve.h"
#include "yaml/scalar.h"

#include <string.h>

static bool holds(struct sg_resolver *r, const struct sg_node *node);

static bool are_equal(struct sg_resolver *r, const struct sg_node *argument)
{
    const struct sg_node *first = argument->type == SG_LIST && argument->count == 2 ? argument->first : NULL;
    const struct sg_node *x = first ? sg_resolve(r, first) : NULL, *y = first ? sg_resolve(r, first->next) : NULL;
    if (!x || !y || x->type != SG_SCALAR || y->type != SG_SCALAR)
        return !x && !y;
    return strcmp(x->text, y->text) == 0;
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
        if (strcmp(functions[i].name, name) == 0)
            return functions[i].holds(r, node->first->next);
    return sg_is_true(node) || (node->type == SG_SCALAR && strcmp(node->text, "true") == 0);
}

bool sg_condition_holds(struct sg_resolver *r, const char *name)
{
    const struct sg_key_index *conditions = &r->template->conditions;
    size_t place = sg_key_index_find(conditions, name);
    if (place == conditions->count)
        return true;
    if (!r->conditions)
        r->conditions = sg_new_array(r->template->arena, enum sg_condition_state, conditions->count);
    if (r->conditions[place] == SG_CONDITION_UNKNOWN) {
        r->conditions[place] = SG_CONDITION_ASKED;
        r->conditions[place] = holds(r, conditions->keys[place]->next) ? SG_CONDITION_HOLDS : SG_CONDITION_FAILS;
    }
    return r->conditions[place] != SG_CONDITION_FAILS;
}
