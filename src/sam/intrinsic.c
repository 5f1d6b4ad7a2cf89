#include "sam/intrinsic.h"

#include "base/list.h"
#include "sam/key_index.h"
#include "yaml/scalar.h"

#include <string.h>

const char *sg_intrinsic_name(const struct sg_node *node)
{
    if (!node || node->type != SG_MAP || node->count != 2)
        return NULL;
    const char *key = node->first->text;
    switch (*key) {
    case 'F':
        return sg_starts_with(key, "Fn::") ? key : NULL;
    case 'R':
        return key[1] == 'e' && key[2] == 'f' && !key[3] ? key : NULL; /* keys that begin so are many */
    case 'C':
        return sg_equals(key, "Condition") ? key : NULL;
    default:
        return NULL;
    }
}

struct sg_node *sg_intrinsic(const struct sg_node *node, const char *name)
{
    bool found = node && node->type == SG_MAP && node->count == 2 && sg_equals(node->first->text, name);
    return found ? node->first->next : NULL;
}

bool sg_is_no_value(const struct sg_node *node)
{
    const struct sg_node *target = sg_intrinsic(node, "Ref");
    return target && target->type == SG_SCALAR && sg_equals(target->text, "AWS::NoValue");
}

bool sg_is_if(const struct sg_node *node)
{
    return sg_intrinsic(node, "Fn::If") != NULL;
}

bool sg_if_items(const struct sg_node *node, struct sg_if *items)
{
    const struct sg_node *list = sg_intrinsic(node, "Fn::If");
    if (!list || list->type != SG_LIST || list->count != 3)
        return false;
    *items = (struct sg_if){.condition = list->first, .yes = list->first->next, .no = list->last};
    return true;
}

static bool equal_maps(struct sg_arena *a, const struct sg_node *x, const struct sg_node *y)
{
    struct sg_key_index others = {0};
    for (const struct sg_node *key = x->first, *beside = y->first; key;
         key = key->next->next, beside = beside->next->next) {
        const struct sg_node *other = sg_equals(key->text, beside->text) ? beside->next : NULL;
        if (!other && !others.keys)
            others = sg_key_index_new(a, y);
        other = other ? other : sg_key_index_get(&others, key->text);
        if (!other || !sg_intrinsic_equal(a, key->next, other))
            return false;
    }
    return true;
}

static bool equal_lists(struct sg_arena *a, const struct sg_node *x, const struct sg_node *y)
{
    for (const struct sg_node *p = x->first, *q = y->first; p; p = p->next, q = q->next)
        if (!sg_intrinsic_equal(a, p, q))
            return false;
    return true;
}

bool sg_intrinsic_equal(struct sg_arena *a, const struct sg_node *x, const struct sg_node *y)
{
    if (x == y)
        return true;
    if (x->type != y->type || x->count != y->count)
        return false;
    if (x->type == SG_SCALAR)
        return sg_scalar_type(x) == sg_scalar_type(y) && sg_equals(x->text, y->text);
    return x->type == SG_MAP ? equal_maps(a, x, y) : equal_lists(a, x, y);
}

struct sg_node *sg_shared(struct sg_arena *a, const struct sg_node *node)
{
    struct sg_node *copy = sg_new(a, struct sg_node);
    *copy = *node;
    copy->next = NULL;
    return copy;
}

struct sg_node *sg_make_intrinsic(struct sg_arena *a, const char *name, struct sg_node *argument)
{
    struct sg_node *node = sg_map(a);
    sg_put(a, node, name, argument);
    return node;
}

struct sg_node *sg_make_get_att(struct sg_arena *a, const char *id, const char *attribute)
{
    struct sg_node *list = sg_list(a);
    sg_append(list, sg_scalar(a, id));
    sg_append(list, sg_scalar(a, attribute));
    return sg_make_intrinsic(a, "Fn::GetAtt", list);
}

struct sg_node *sg_make_if(struct sg_arena *a, const struct sg_node *condition, struct sg_node *yes, struct sg_node *no)
{
    struct sg_node *list = sg_list(a);
    sg_append(list, sg_shared(a, condition));
    sg_append(list, yes);
    sg_append(list, no);
    return sg_make_intrinsic(a, "Fn::If", list);
}
