#include "code/javascript_internal.h"

typedef uint32_t lower(struct sg_js *js, uint32_t node);

uint32_t sg_js_other(struct sg_js *js, uint32_t node)
{
    return sg_build_add(js->b, node, SG_CODE_OTHER);
}

static uint32_t lower_name(struct sg_js *js, uint32_t node)
{
    return sg_js_name_value(js, node, sg_build_source(js->b, node));
}

/* At the top of a CommonJS module it is what the file exports. */
static uint32_t lower_this(struct sg_js *js, uint32_t node)
{
    uint32_t variable = sg_build_find(js->b, "this");
    if (variable != SG_CODE_NONE)
        return sg_build_read(js->b, node, variable);
    return sg_build_text(js->b, node, SG_CODE_BUILTIN, "exports");
}

static uint32_t lower_super(struct sg_js *js, uint32_t node)
{
    return sg_build_add(js->b, node, SG_CODE_SUPER);
}

static uint32_t lower_constant(struct sg_js *js, uint32_t node)
{
    enum sg_js_kind kind = sg_js_kind(js, node);
    return sg_build_text(js->b, node, SG_CODE_CONSTANT,
                         kind == SG_JS_true    ? "true"
                         : kind == SG_JS_false ? "false"
                                               : "none");
}

static uint32_t lower_number(struct sg_js *js, uint32_t node)
{
    return sg_build_text(js->b, node, SG_CODE_NUMBER, sg_build_source(js->b, node));
}

static uint32_t lower_string(struct sg_js *js, uint32_t node)
{
    return sg_build_text(js->b, node, SG_CODE_TEXT, sg_js_string(js, node));
}

static uint32_t lower_import(struct sg_js *js, uint32_t node)
{
    return sg_build_text(js->b, node, SG_CODE_BUILTIN, "import");
}

/* (x), x!, x as T, x satisfies T, f<T>: the value of the first part. */
static uint32_t lower_first(struct sg_js *js, uint32_t node)
{
    return sg_js_value(js, sg_js_first(js, node));
}

/* <T>x */
static uint32_t lower_last(struct sg_js *js, uint32_t node)
{
    uint32_t last = 0;
    for (uint32_t child = sg_js_first(js, node); child; child = sg_js_next(js, child))
        last = child;
    return sg_js_value(js, last);
}

static uint32_t lower_sequence(struct sg_js *js, uint32_t node)
{
    uint32_t value = SG_CODE_NONE;
    for (uint32_t child = sg_js_first(js, node); child; child = sg_js_next(js, child))
        value = sg_js_value(js, child);
    return value == SG_CODE_NONE ? sg_js_other(js, node) : value;
}

static uint32_t lower_member(struct sg_js *js, uint32_t node)
{
    uint32_t property = sg_js_part(js, node, SG_JS_FIELD_property);
    uint32_t object = sg_js_value(js, sg_js_part(js, node, SG_JS_FIELD_object));
    return property ? sg_build_get(js->b, node, object, sg_build_source(js->b, property)) : sg_js_other(js, node);
}

static uint32_t lower_subscript(struct sg_js *js, uint32_t node)
{
    uint32_t index = sg_js_part(js, node, SG_JS_FIELD_index);
    uint32_t object = sg_js_value(js, sg_js_part(js, node, SG_JS_FIELD_object));
    const char *name = sg_js_constant_text(js, index);
    return name ? sg_build_get(js->b, node, object, name) : sg_build_item(js->b, node, object, sg_js_value(js, index));
}

static uint32_t lower_await(struct sg_js *js, uint32_t node)
{
    return sg_build_of(js->b, node, SG_CODE_AWAIT, lower_first(js, node));
}

/* In coroutines what a yield gives is what the promise that it took gives. */
static uint32_t lower_yield(struct sg_js *js, uint32_t node)
{
    uint32_t expression = sg_js_first(js, node);
    uint32_t value = expression ? sg_js_value(js, expression) : SG_CODE_NONE;
    bool delegates = expression && sg_js_has(js, node, "*");
    sg_build_of(js->b, node, SG_CODE_YIELD, delegates ? sg_build_of(js->b, node, SG_CODE_ELEMENT, value) : value);
    return expression ? sg_build_of(js->b, node, SG_CODE_AWAIT, value) : sg_js_other(js, node);
}

static uint32_t lower_function(struct sg_js *js, uint32_t node)
{
    return sg_js_named_value(js, node, "");
}

static lower *const lowered[SG_JS_KIND_COUNT] = {
    [SG_JS_identifier] = lower_name,
    [SG_JS_shorthand_property_identifier] = lower_name,
    [SG_JS_undefined] = lower_name,
    [SG_JS_this] = lower_this,
    [SG_JS_super] = lower_super,
    [SG_JS_true] = lower_constant,
    [SG_JS_false] = lower_constant,
    [SG_JS_null] = lower_constant,
    [SG_JS_number] = lower_number,
    [SG_JS_string] = lower_string,
    [SG_JS_template_string] = sg_js_template,
    [SG_JS_import] = lower_import,
    [SG_JS_parenthesized_expression] = lower_first,
    [SG_JS_non_null_expression] = lower_first,
    [SG_JS_as_expression] = lower_first,
    [SG_JS_satisfies_expression] = lower_first,
    [SG_JS_instantiation_expression] = lower_first,
    [SG_JS_type_assertion] = lower_last,
    [SG_JS_sequence_expression] = lower_sequence,
    [SG_JS_member_expression] = lower_member,
    [SG_JS_subscript_expression] = lower_subscript,
    [SG_JS_await_expression] = lower_await,
    [SG_JS_yield_expression] = lower_yield,
    [SG_JS_call_expression] = sg_js_call,
    [SG_JS_new_expression] = sg_js_new,
    [SG_JS_binary_expression] = sg_js_binary,
    [SG_JS_unary_expression] = sg_js_unary,
    [SG_JS_ternary_expression] = sg_js_ternary,
    [SG_JS_assignment_expression] = sg_js_assignment,
    [SG_JS_augmented_assignment_expression] = sg_js_augmented,
    [SG_JS_update_expression] = sg_js_update,
    [SG_JS_array] = sg_js_array,
    [SG_JS_object] = sg_js_object,
    [SG_JS_jsx_element] = sg_js_jsx,
    [SG_JS_jsx_self_closing_element] = sg_js_jsx,
    [SG_JS_arrow_function] = lower_function,
    [SG_JS_function_expression] = lower_function,
    [SG_JS_generator_function] = lower_function,
    [SG_JS_class] = lower_function,
};

bool sg_js_is_expression(enum sg_js_kind kind)
{
    return lowered[kind] != NULL;
}

/* After a syntax error, what can be read. */
static uint32_t lower_rest(struct sg_js *js, uint32_t node)
{
    for (uint32_t child = sg_js_first(js, node); child; child = sg_js_next(js, child))
        sg_js_statement(js, child);
    return sg_js_other(js, node);
}

uint32_t sg_js_value(struct sg_js *js, uint32_t node)
{
    const struct sg_syntax_node *at = sg_build_node(js->b, node);
    if (!node || at->start == at->end) /* it is missing */
        return sg_js_other(js, node);
    if (node == js->callee)
        return sg_js_misplaced_call(js);
    lower *how = lowered[at->kind];
    return how ? how(js, node) : lower_rest(js, node);
}

/* The scope of its own name, which only a function or class that is an expression has. */
static uint32_t lower_named(struct sg_js *js, uint32_t node, uint32_t name)
{
    const char *text = sg_build_source(js->b, name);
    sg_build_open(js->b);
    uint32_t variable = sg_build_declare(js->b, text);
    uint32_t value = sg_js_kind(js, node) == SG_JS_class
                         ? sg_js_class(js, node, text)
                         : sg_build_function_value(js->b, node, sg_js_function(js, node, text));
    sg_build_write(js->b, node, variable, value);
    sg_build_close(js->b);
    return value;
}

uint32_t sg_js_named_value(struct sg_js *js, uint32_t node, const char *name)
{
    enum sg_js_kind kind = sg_js_kind(js, node);
    if (!sg_js_is_apart(kind))
        return sg_js_value(js, node);
    uint32_t own = sg_js_part(js, node, SG_JS_FIELD_name);
    if (own)
        return lower_named(js, node, own);
    if (kind == SG_JS_class)
        return sg_js_class(js, node, name);
    return sg_build_function_value(js->b, node, sg_js_function(js, node, name));
}
