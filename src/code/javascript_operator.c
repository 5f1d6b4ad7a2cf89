#include "code/javascript_internal.h"

#include "base/text.h"

static bool is_operator(struct sg_js *js, uint32_t node, const char *text)
{
    uint32_t operator= sg_js_part(js, node, SG_JS_FIELD_operator);
    return operator&& sg_syntax_is(js->b->syntax, operator, text);
}

/* ---- Operators that may skip their second operand ---- */

/* Assignments in what may not run are seen as such. */
static uint32_t lower_skippable(struct sg_js *js, uint32_t node, uint32_t condition)
{
    if (!node || !(js->facts[node] & SG_JS_WRITES))
        return sg_js_value(js, node);
    sg_build_of(js->b, node, SG_CODE_BRANCH, condition);
    uint32_t value = sg_js_value(js, node);
    sg_build_add(js->b, node, SG_CODE_END);
    return value;
}

static uint32_t lower_fallback(struct sg_js *js, uint32_t node)
{
    struct sg_items items = {0};
    uint32_t left = sg_js_value(js, sg_js_part(js, node, SG_JS_FIELD_left));
    sg_items_add(js->b, &items, left);
    sg_items_add(js->b, &items, lower_skippable(js, sg_js_part(js, node, SG_JS_FIELD_right), left));
    return sg_build_with(js->b, node, SG_CODE_FALLBACK, SG_CODE_NONE, &items);
}

/* What has no value is of no interest, so x && y is y. */
static uint32_t lower_and(struct sg_js *js, uint32_t node)
{
    uint32_t left = sg_js_value(js, sg_js_part(js, node, SG_JS_FIELD_left));
    return lower_skippable(js, sg_js_part(js, node, SG_JS_FIELD_right), left);
}

uint32_t sg_js_ternary(struct sg_js *js, uint32_t node)
{
    struct sg_items items = {0};
    uint32_t condition = sg_js_value(js, sg_js_part(js, node, SG_JS_FIELD_condition));
    sg_items_add(js->b, &items, lower_skippable(js, sg_js_part(js, node, SG_JS_FIELD_consequence), condition));
    sg_items_add(js->b, &items, lower_skippable(js, sg_js_part(js, node, SG_JS_FIELD_alternative), condition));
    return sg_build_with(js->b, node, SG_CODE_EITHER, SG_CODE_NONE, &items);
}

/* ---- The others ---- */

/* The operands of x + y + z, which is ((x + y) + z). Returns whether one of them is not a number. */
static bool add_operands(struct sg_js *js, uint32_t node, struct sg_items *items)
{
    if (sg_js_kind(js, node) != SG_JS_binary_expression || !is_operator(js, node, "+")) {
        uint32_t value = sg_js_value(js, node);
        sg_items_add(js->b, items, value);
        return sg_build_at(js->b, value)->op != SG_CODE_NUMBER;
    }
    bool left = add_operands(js, sg_js_part(js, node, SG_JS_FIELD_left), items);
    bool right = add_operands(js, sg_js_part(js, node, SG_JS_FIELD_right), items);
    return left || right;
}

/* TypeScript's grammar reads the generic tag f<T>`text` as two comparisons. Returns f, or 0. */
static uint32_t generic_tag(struct sg_js *js, uint32_t node)
{
    uint32_t left = sg_js_part(js, node, SG_JS_FIELD_left), right = sg_js_part(js, node, SG_JS_FIELD_right);
    bool is_tag = is_operator(js, node, ">") && sg_js_kind(js, right) == SG_JS_template_string &&
                  sg_js_kind(js, left) == SG_JS_binary_expression && is_operator(js, left, "<");
    return is_tag ? sg_js_part(js, left, SG_JS_FIELD_left) : 0;
}

uint32_t sg_js_binary(struct sg_js *js, uint32_t node)
{
    uint32_t tag = generic_tag(js, node);
    if (tag)
        return sg_js_tagged(js, node, sg_js_value(js, tag), sg_js_part(js, node, SG_JS_FIELD_right));
    if (is_operator(js, node, "||") || is_operator(js, node, "??"))
        return lower_fallback(js, node);
    if (is_operator(js, node, "&&"))
        return lower_and(js, node);
    if (is_operator(js, node, "+")) {
        struct sg_items items = {0};
        if (add_operands(js, node, &items))
            return sg_build_with(js->b, node, SG_CODE_JOIN, SG_CODE_NONE, &items);
        return sg_js_other(js, node);
    }
    uint32_t left = sg_js_value(js, sg_js_part(js, node, SG_JS_FIELD_left));
    uint32_t right = sg_js_value(js, sg_js_part(js, node, SG_JS_FIELD_right));
    return is_operator(js, node, "in") ? sg_build_in(js->b, node, left, right) : sg_js_other(js, node);
}

/* It is not followed which member of an object is deleted. */
static void lower_delete(struct sg_js *js, uint32_t node, uint32_t argument)
{
    struct sg_js_target target = sg_js_target(js, argument);
    if (target.object != SG_CODE_NONE)
        sg_build_set(js->b, node, target.object, NULL, sg_js_other(js, node));
}

uint32_t sg_js_unary(struct sg_js *js, uint32_t node)
{
    uint32_t argument = sg_js_part(js, node, SG_JS_FIELD_argument);
    enum sg_js_kind kind = sg_js_kind(js, argument);
    if (is_operator(js, node, "delete") && (kind == SG_JS_member_expression || kind == SG_JS_subscript_expression))
        lower_delete(js, node, argument);
    else if (kind == SG_JS_number && is_operator(js, node, "-"))
        return sg_build_text(js->b, node, SG_CODE_NUMBER, sg_build_source(js->b, node));
    else
        sg_js_value(js, argument);
    if (is_operator(js, node, "void"))
        return sg_build_text(js->b, node, SG_CODE_CONSTANT, "none");
    return sg_js_other(js, node);
}

/* ---- Assignments ---- */

static bool is_pattern(enum sg_js_kind kind)
{
    return kind == SG_JS_object_pattern || kind == SG_JS_array_pattern;
}

uint32_t sg_js_assignment(struct sg_js *js, uint32_t node)
{
    uint32_t left = sg_js_part(js, node, SG_JS_FIELD_left), right = sg_js_part(js, node, SG_JS_FIELD_right);
    if (is_pattern(sg_js_kind(js, left))) {
        uint32_t value = sg_js_value(js, right);
        sg_js_assign(js, left, value);
        return value;
    }
    struct sg_js_target target = sg_js_target(js, left);
    uint32_t value = sg_js_named_value(js, right, target.name ? target.name : "");
    sg_js_write_target(js, &target, value);
    return value;
}

/* x ||= y, x ??= y and x &&= y, which write only when they take y. */
static uint32_t lower_logical(struct sg_js *js, uint32_t node, const struct sg_js_target *target)
{
    struct sg_items items = {0};
    uint32_t before = sg_js_read_target(js, target);
    uint32_t right = sg_js_part(js, node, SG_JS_FIELD_right);
    if (!is_operator(js, node, "&&="))
        sg_items_add(js->b, &items, before);
    sg_build_of(js->b, node, SG_CODE_BRANCH, before);
    uint32_t value = sg_js_named_value(js, right, target->name ? target->name : "");
    sg_items_add(js->b, &items, value);
    sg_js_write_target(js, target, value);
    sg_build_add(js->b, node, SG_CODE_END);
    return sg_build_with(js->b, node, SG_CODE_FALLBACK, SG_CODE_NONE, &items);
}

uint32_t sg_js_augmented(struct sg_js *js, uint32_t node)
{
    struct sg_js_target target = sg_js_target(js, sg_js_part(js, node, SG_JS_FIELD_left));
    if (is_operator(js, node, "||=") || is_operator(js, node, "&&=") || is_operator(js, node, "?\?="))
        return lower_logical(js, node, &target);
    struct sg_items items = {0};
    sg_items_add(js->b, &items, sg_js_read_target(js, &target));
    sg_items_add(js->b, &items, sg_js_value(js, sg_js_part(js, node, SG_JS_FIELD_right)));
    uint32_t value = is_operator(js, node, "+=") ? sg_build_with(js->b, node, SG_CODE_JOIN, SG_CODE_NONE, &items)
                                                 : sg_js_other(js, node);
    sg_js_write_target(js, &target, value);
    return value;
}

uint32_t sg_js_update(struct sg_js *js, uint32_t node)
{
    struct sg_js_target target = sg_js_target(js, sg_js_part(js, node, SG_JS_FIELD_argument));
    uint32_t value = sg_js_other(js, node);
    sg_js_write_target(js, &target, value);
    return value;
}
