#include "code/javascript_internal.h"

/* ---- Parameters ---- */

/* The parts of a parameter, of which the two grammars have different ones. */
struct parameter {
    uint32_t node;
    uint32_t pattern, value, type; /* 0: none */
    bool rest;
};

static struct parameter split(const struct sg_js *js, uint32_t node)
{
    struct parameter parameter = {.node = node, .pattern = node};
    enum sg_js_kind kind = sg_js_kind(js, node);
    if (kind == SG_JS_required_parameter || kind == SG_JS_optional_parameter) {
        uint32_t pattern = sg_js_part(js, node, SG_JS_FIELD_pattern);
        parameter.pattern = pattern ? pattern : sg_js_part(js, node, SG_JS_FIELD_name);
        parameter.value = sg_js_part(js, node, SG_JS_FIELD_value);
        parameter.type = sg_js_first(js, sg_js_part(js, node, SG_JS_FIELD_type));
    } else if (kind == SG_JS_assignment_pattern) {
        parameter.pattern = sg_js_part(js, node, SG_JS_FIELD_left);
        parameter.value = sg_js_part(js, node, SG_JS_FIELD_right);
    }
    if (sg_js_kind(js, parameter.pattern) == SG_JS_rest_pattern) {
        parameter.rest = true;
        parameter.pattern = sg_js_first(js, parameter.pattern);
    }
    return parameter;
}

static void declare_parameter(struct sg_js *js, const struct parameter *parameter)
{
    bool named = sg_js_kind(js, parameter->pattern) == SG_JS_identifier;
    const char *name = named ? sg_build_source(js->b, parameter->pattern) : NULL;
    uint32_t index = named ? sg_build_declare(js->b, name) : sg_build_variable(js->b, NULL);
    struct sg_code_variable *variable = &js->b->unit->variables[index];
    variable->declared = parameter->type != 0;
    variable->type = parameter->type ? sg_build_source(js->b, parameter->type) : NULL;
    sg_build_parameter(js->b, (struct sg_code_parameter){
                                  .name = name,
                                  .variable = index,
                                  .rest = parameter->rest,
                                  .preset = SG_CODE_NONE,
                              });
    if (!named)
        sg_js_declare(js, parameter->pattern);
}

/* Gives it its default, and takes it apart. */
static void fill_parameter(struct sg_js *js, const struct parameter *parameter, uint32_t variable)
{
    bool named = sg_js_kind(js, parameter->pattern) == SG_JS_identifier;
    if (named && !parameter->value)
        return;
    uint32_t value = sg_build_read(js->b, parameter->node, variable);
    if (parameter->value) {
        struct sg_items items = {0};
        sg_items_add(js->b, &items, value);
        sg_items_add(js->b, &items, sg_js_value(js, parameter->value));
        value = sg_build_with(js->b, parameter->node, SG_CODE_FALLBACK, SG_CODE_NONE, &items);
    }
    if (named)
        sg_build_write(js->b, parameter->node, variable, value);
    else
        sg_js_assign(js, parameter->pattern, value);
}

/* `this: T` of TypeScript only says a type. */
static bool is_parameter(const struct sg_js *js, uint32_t node)
{
    struct parameter parameter = split(js, node);
    return parameter.pattern && sg_js_kind(js, parameter.pattern) != SG_JS_this;
}

void sg_js_parameters(struct sg_js *js, uint32_t node)
{
    uint32_t first = sg_js_first(js, node), place = 0;
    for (uint32_t child = first; child; child = sg_js_next(js, child)) {
        struct parameter parameter = split(js, child);
        if (is_parameter(js, child))
            declare_parameter(js, &parameter);
    }
    for (uint32_t child = first; child; child = sg_js_next(js, child)) {
        struct parameter parameter = split(js, child);
        if (is_parameter(js, child)) {
            const struct sg_code_function *function = sg_build_function_at(js->b, js->b->function);
            fill_parameter(js, &parameter, function->parameters[place++].variable);
        }
        sg_js_decorators(js, child);
    }
}

/* x => ..., whose parameter has no parentheses. */
static void lower_single_parameter(struct sg_js *js, uint32_t node)
{
    struct parameter parameter = {.node = node, .pattern = node};
    if (node)
        declare_parameter(js, &parameter);
}

/* ---- Functions ---- */

uint32_t sg_js_declare_this(struct sg_js *js)
{
    uint32_t variable = sg_build_declare(js->b, "this");
    sg_build_function_at(js->b, js->b->function)->self = variable;
    return variable;
}

void sg_js_body(struct sg_js *js, uint32_t node)
{
    if (!node)
        return;
    sg_js_declare_vars(js, node);
    sg_js_hoist(js, node);
    sg_js_statements(js, node);
}

uint32_t sg_js_function(struct sg_js *js, uint32_t node, const char *name)
{
    enum sg_js_kind kind = sg_js_kind(js, node);
    uint32_t body = sg_js_part(js, node, SG_JS_FIELD_body);
    uint32_t function = sg_build_function(js->b, node, name);
    sg_build_function_at(js->b, function)->takes_class =
        kind == SG_JS_method_definition && sg_js_has(js, node, "static");
    sg_build_function_at(js->b, function)->is_getter = kind == SG_JS_method_definition && sg_js_has(js, node, "get");
    sg_build_enter(js->b, function);
    if (kind != SG_JS_arrow_function)
        sg_js_declare_this(js);
    lower_single_parameter(js, sg_js_part(js, node, SG_JS_FIELD_parameter));
    sg_js_parameters(js, sg_js_part(js, node, SG_JS_FIELD_parameters));
    if (kind == SG_JS_arrow_function && sg_js_is_expression(sg_js_kind(js, body)))
        sg_build_of(js->b, body, SG_CODE_RETURN, sg_js_value(js, body));
    else
        sg_js_body(js, body);
    sg_build_leave(js->b);
    return function;
}
