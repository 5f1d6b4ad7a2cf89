#include "code/javascript_internal.h"

#include "base/arena.h"

/* ---- Names and members ---- */

static uint32_t unwrap(const struct sg_js *js, uint32_t node)
{
    enum sg_js_kind kind = sg_js_kind(js, node);
    while (kind == SG_JS_parenthesized_expression || kind == SG_JS_non_null_expression || kind == SG_JS_as_expression ||
           kind == SG_JS_satisfies_expression) {
        node = sg_js_first(js, node);
        kind = sg_js_kind(js, node);
    }
    return node;
}

struct sg_js_target sg_js_target(struct sg_js *js, uint32_t node)
{
    struct sg_js_target target = {.node = node, .variable = SG_CODE_NONE, .object = SG_CODE_NONE, .key = SG_CODE_NONE};
    uint32_t inner = unwrap(js, node);
    enum sg_js_kind kind = sg_js_kind(js, inner);
    if (kind == SG_JS_identifier || kind == SG_JS_shorthand_property_identifier_pattern) {
        target.name = sg_build_source(js->b, inner);
        target.variable = sg_js_assigned(js, target.name);
    } else if (kind == SG_JS_member_expression) {
        uint32_t property = sg_js_part(js, inner, SG_JS_FIELD_property);
        target.object = sg_js_value(js, sg_js_part(js, inner, SG_JS_FIELD_object));
        target.name = property ? sg_build_source(js->b, property) : NULL;
    } else if (kind == SG_JS_subscript_expression) {
        uint32_t index = sg_js_part(js, inner, SG_JS_FIELD_index);
        target.object = sg_js_value(js, sg_js_part(js, inner, SG_JS_FIELD_object));
        target.name = sg_js_constant_text(js, index);
        target.key = target.name ? SG_CODE_NONE : sg_js_value(js, index);
    } else {
        sg_js_value(js, inner);
    }
    return target;
}

uint32_t sg_js_read_target(struct sg_js *js, const struct sg_js_target *target)
{
    if (target->variable != SG_CODE_NONE)
        return sg_build_read(js->b, target->node, target->variable);
    if (target->object == SG_CODE_NONE)
        return sg_js_other(js, target->node);
    if (target->key != SG_CODE_NONE)
        return sg_build_item(js->b, target->node, target->object, target->key);
    return target->name ? sg_build_get(js->b, target->node, target->object, target->name)
                        : sg_js_other(js, target->node);
}

void sg_js_write_target(struct sg_js *js, const struct sg_js_target *target, uint32_t value)
{
    if (target->variable != SG_CODE_NONE)
        sg_build_write(js->b, target->node, target->variable, value);
    else if (target->key != SG_CODE_NONE)
        sg_build_set_item(js->b, target->node, target->object, target->key, value);
    else if (target->object != SG_CODE_NONE)
        sg_build_set(js->b, target->node, target->object, target->name, value);
}

/* ---- Patterns ---- */

/* {a, ...rest}: the rest also has what was taken apart, which is not asked for. */
static uint32_t rest_of_object(struct sg_js *js, uint32_t node, uint32_t value)
{
    struct sg_items items = {0};
    sg_items_add_spread(js->b, &items, value);
    return sg_build_with(js->b, node, SG_CODE_MAP, SG_CODE_NONE, &items);
}

/* [a, ...rest]: each of its elements is one of the value's. */
static uint32_t rest_of_array(struct sg_js *js, uint32_t node, uint32_t value)
{
    struct sg_items items = {0};
    sg_items_add(js->b, &items, sg_build_of(js->b, node, SG_CODE_ELEMENT, value));
    return sg_build_with(js->b, node, SG_CODE_LIST, SG_CODE_NONE, &items);
}

static void assign_default(struct sg_js *js, uint32_t node, uint32_t value)
{
    struct sg_items items = {0};
    sg_items_add(js->b, &items, value);
    sg_items_add(js->b, &items, sg_js_value(js, sg_js_part(js, node, SG_JS_FIELD_right)));
    uint32_t either = sg_build_with(js->b, node, SG_CODE_FALLBACK, SG_CODE_NONE, &items);
    sg_js_assign(js, sg_js_part(js, node, SG_JS_FIELD_left), either);
}

static void assign_pair(struct sg_js *js, uint32_t node, uint32_t value)
{
    uint32_t key = sg_js_part(js, node, SG_JS_FIELD_key);
    const char *name = sg_js_key(js, key);
    uint32_t part =
        name ? sg_build_get(js->b, node, value, name) : sg_build_item(js->b, node, value, sg_js_computed_key(js, key));
    sg_js_assign(js, sg_js_part(js, node, SG_JS_FIELD_value), part);
}

static void assign_shorthand(struct sg_js *js, uint32_t node, uint32_t name, uint32_t value)
{
    uint32_t part = sg_build_get(js->b, name ? name : node, value, name ? sg_build_source(js->b, name) : "");
    if (node == name)
        sg_js_assign(js, name, part);
    else
        assign_default(js, node, part);
}

static void assign_object(struct sg_js *js, uint32_t node, uint32_t value)
{
    for (uint32_t child = sg_js_first(js, node); child; child = sg_js_next(js, child)) {
        enum sg_js_kind kind = sg_js_kind(js, child);
        if (kind == SG_JS_pair_pattern)
            assign_pair(js, child, value);
        else if (kind == SG_JS_shorthand_property_identifier_pattern)
            assign_shorthand(js, child, child, value);
        else if (kind == SG_JS_object_assignment_pattern)
            assign_shorthand(js, child, sg_js_part(js, child, SG_JS_FIELD_left), value);
        else if (kind == SG_JS_rest_pattern)
            sg_js_assign(js, sg_js_first(js, child), rest_of_object(js, child, value));
    }
}

static void assign_array(struct sg_js *js, uint32_t node, uint32_t value)
{
    unsigned place = 0;
    for (uint32_t child = sg_build_node(js->b, node)->child; child; child = sg_build_node(js->b, child)->next) {
        if (!sg_build_node(js->b, child)->named) {
            place += sg_syntax_is(js->b->syntax, child, ",");
        } else if (sg_js_kind(js, child) == SG_JS_rest_pattern) {
            sg_js_assign(js, sg_js_first(js, child), rest_of_array(js, child, value));
        } else {
            uint32_t key = sg_build_text(js->b, child, SG_CODE_NUMBER, sg_format(js->b->arena, "%u", place));
            sg_js_assign(js, child, sg_build_item(js->b, child, value, key));
        }
    }
}

void sg_js_assign(struct sg_js *js, uint32_t pattern, uint32_t value)
{
    enum sg_js_kind kind = sg_js_kind(js, pattern);
    if (kind == SG_JS_object_pattern) {
        assign_object(js, pattern, value);
    } else if (kind == SG_JS_array_pattern) {
        assign_array(js, pattern, value);
    } else if (kind == SG_JS_assignment_pattern) {
        assign_default(js, pattern, value);
    } else if (pattern) {
        struct sg_js_target target = sg_js_target(js, pattern);
        sg_js_write_target(js, &target, value);
    }
}
