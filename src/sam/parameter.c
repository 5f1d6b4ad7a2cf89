#include "sam/parameter_internal.h"

#include "base/buffer.h"
#include "base/text.h"
#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>

const struct sg_node *sg_parameter_value(const struct sg_template *t, const char *name)
{
    if (strcmp(name, "AWS::Region") == 0)
        return sg_scalar(t->arena, t->region);
    if (strcmp(name, "AWS::Partition") == 0)
        return sg_scalar(t->arena, t->partition);
    return sg_get(sg_key_index_get(&t->parameters, name), "Default");
}

/* Returns the end of ${name} at p, or NULL when the translator would not look up the name. */
static const char *reference_end(const char *p)
{
    static const char letters[] = SG_LETTERS;
    static const char characters[] = SG_ALNUM ".";
    if (p[0] != '$' || p[1] != '{')
        return NULL;
    const char *name = p + 2, *end = name + strspn(name, characters);
    if (sg_starts_with(name, "AWS::"))
        end = name + strlen("AWS::") + strspn(name + strlen("AWS::"), letters);
    return end > name && *end == '}' ? end + 1 : NULL;
}

#define FILLED_MOST 65536 /* IAM accepts no longer text */

/* Fills parameters into a text. Returns NULL after reporting an error. */
static const char *fill_text(const struct sg_template *t, const struct sg_node *at, const char *text)
{
    struct sg_buffer b = sg_buffer_new(t->arena, FILLED_MOST);
    for (const char *p = text; *p;) {
        const char *end = reference_end(p);
        const char *name = end ? sg_copy_bytes(t->arena, p + 2, (size_t)(end - p - 3)) : NULL;
        const struct sg_node *value = name ? sg_parameter_value(t, name) : NULL;
        if (value && !sg_is_text(value)) {
            sg_fail(t->findings, sg_at(t, at), "the Default of %s must be a text in Fn::Sub; quote it", name);
            return NULL;
        }
        if (value)
            sg_add(&b, value->text);
        else
            sg_add_bytes(&b, p, end ? (size_t)(end - p) : 1);
        p = end ? end : p + 1;
    }
    if (b.full) {
        sg_fail(t->findings, sg_at(t, at),
                "with its parameters this text is longer than %d bytes, the most that samgen reads", FILLED_MOST);
        return NULL;
    }
    return b.text;
}

static const struct sg_node *fill_sub(const struct sg_template *t, const struct sg_node *argument)
{
    const struct sg_node *text = argument->type == SG_LIST && argument->first ? argument->first : argument;
    if (!sg_is_text(text))
        return argument;
    const char *filled = fill_text(t, text, text->text);
    if (!filled)
        return NULL;
    if (text == argument)
        return sg_scalar(t->arena, filled);
    struct sg_node *list = sg_list(t->arena);
    sg_append(list, sg_scalar(t->arena, filled));
    for (const struct sg_node *item = text->next; item; item = item->next)
        sg_append(list, sg_shared(t->arena, item));
    return list;
}

static const struct sg_node *fill_children(const struct sg_template *t, const struct sg_node *value)
{
    struct sg_node *copy = value->type == SG_MAP ? sg_map(t->arena) : sg_list(t->arena);
    copy->start = value->start;
    copy->end = value->end;
    bool key = value->type == SG_MAP;
    for (const struct sg_node *child = value->first; child; child = child->next) {
        const struct sg_node *filled = key ? child : sg_with_parameters(t, child);
        if (!filled)
            return NULL;
        sg_append(copy, sg_shared(t->arena, filled));
        key = value->type == SG_MAP && !key;
    }
    return copy;
}

const struct sg_node *sg_with_parameters(const struct sg_template *t, const struct sg_node *value)
{
    if (value->type == SG_SCALAR)
        return value;
    const struct sg_node *target = sg_intrinsic(value, "Ref"), *sub = sg_intrinsic(value, "Fn::Sub");
    const struct sg_node *known = sg_is_text(target) ? sg_parameter_value(t, target->text) : NULL;
    if (known)
        return known;
    if (sub) {
        const struct sg_node *filled = fill_sub(t, sub);
        value = filled ? sg_make_intrinsic(t->arena, "Fn::Sub", sg_shared(t->arena, filled)) : NULL;
    }
    return value ? fill_children(t, value) : NULL;
}
