#include "code/javascript_internal.h"

#include "base/text.h"

static void add_arguments(struct sg_js *js, uint32_t node, struct sg_items *items)
{
    for (uint32_t child = sg_js_first(js, node); child; child = sg_js_next(js, child)) {
        if (sg_js_kind(js, child) == SG_JS_spread_element)
            sg_items_add_spread(js->b, items, sg_js_value(js, sg_js_first(js, child)));
        else
            sg_items_add(js->b, items, sg_js_value(js, child));
    }
}

/* ---- Modules ---- */

/* `require` is Node's, or what createRequire gave the file; a parameter of a bundler's function is neither. */
static bool is_require(struct sg_js *js, uint32_t callee)
{
    if (sg_js_kind(js, callee) != SG_JS_identifier || !sg_syntax_is(js->b->syntax, callee, "require"))
        return false;
    uint32_t variable = sg_build_find(js->b, "require");
    return variable == SG_CODE_NONE || js->b->unit->variables[variable].owner == 0;
}

static uint32_t only_argument(struct sg_js *js, uint32_t node)
{
    uint32_t first = sg_js_first(js, sg_js_part(js, node, SG_JS_FIELD_arguments));
    return first && !sg_js_next(js, first) ? first : 0;
}

const char *sg_js_required(struct sg_js *js, uint32_t node)
{
    if (sg_js_kind(js, node) != SG_JS_call_expression || !is_require(js, sg_js_part(js, node, SG_JS_FIELD_function)))
        return NULL;
    return sg_js_constant_text(js, only_argument(js, node));
}

/* import("x"), of which a second argument only says the kind of file. */
static const char *imported(struct sg_js *js, uint32_t node)
{
    if (sg_js_kind(js, sg_js_part(js, node, SG_JS_FIELD_function)) != SG_JS_import)
        return NULL;
    return sg_js_constant_text(js, sg_js_first(js, sg_js_part(js, node, SG_JS_FIELD_arguments)));
}

/* require(local ? "./lib" : "/opt/nodejs/lib"): the second module; the first is `*module`. */
static const char *required_instead(struct sg_js *js, uint32_t node, const char **module)
{
    if (sg_js_kind(js, node) != SG_JS_call_expression || !is_require(js, sg_js_part(js, node, SG_JS_FIELD_function)))
        return NULL;
    uint32_t choice = only_argument(js, node);
    if (sg_js_kind(js, choice) == SG_JS_parenthesized_expression)
        choice = sg_js_first(js, choice);
    if (sg_js_kind(js, choice) != SG_JS_ternary_expression)
        return NULL;
    *module = sg_js_constant_text(js, sg_js_part(js, choice, SG_JS_FIELD_consequence));
    return *module ? sg_js_constant_text(js, sg_js_part(js, choice, SG_JS_FIELD_alternative)) : NULL;
}

static uint32_t lower_import(struct sg_js *js, uint32_t node, const char *module, const char *instead)
{
    uint32_t import = sg_build_text(js->b, node, SG_CODE_IMPORT, module);
    sg_build_at(js->b, import)->name = instead;
    return import;
}

/* ---- Calls ---- */

static uint32_t lower_callee(struct sg_js *js, uint32_t callee)
{
    uint32_t value = sg_js_value(js, callee);
    if (sg_js_kind(js, callee) != SG_JS_super)
        return value;
    return sg_build_get(js->b, callee, value, SG_CODE_CONSTRUCTOR);
}

uint32_t sg_js_tagged(struct sg_js *js, uint32_t node, uint32_t callee, uint32_t template)
{
    struct sg_items texts = {0}, values = {0}, items = {0};
    sg_js_template_items(js, template, &texts, &values);
    sg_items_add(js->b, &items, sg_build_with(js->b, template, SG_CODE_LIST, SG_CODE_NONE, &texts));
    for (uint32_t i = 0; i < values.count; i++)
        sg_items_add(js->b, &items, values.items[i].value);
    return sg_build_with(js->b, node, SG_CODE_CALL, callee, &items);
}

static uint32_t lower_call(struct sg_js *js, uint32_t node, uint32_t function)
{
    uint32_t arguments = sg_js_part(js, node, SG_JS_FIELD_arguments);
    uint32_t callee = lower_callee(js, function);
    if (sg_js_kind(js, arguments) == SG_JS_template_string)
        return sg_js_tagged(js, node, callee, arguments);
    struct sg_items items = {0};
    add_arguments(js, arguments, &items);
    uint32_t call = sg_build_with(js->b, node, SG_CODE_CALL, callee, &items);
    return sg_js_compiled_value(js, node, call);
}

/* TypeScript's grammar reads `await f<T>(x)` as a call of `await f`. Returns `f` of such a call, or 0. */
static uint32_t misplaced(const struct sg_js *js, uint32_t function)
{
    uint32_t callee = 0;
    enum sg_js_kind kind = sg_js_kind(js, function);
    while (kind == SG_JS_await_expression || kind == SG_JS_unary_expression || kind == SG_JS_binary_expression) {
        callee = kind == SG_JS_await_expression   ? sg_js_first(js, function)
                 : kind == SG_JS_unary_expression ? sg_js_part(js, function, SG_JS_FIELD_argument)
                                                  : sg_js_part(js, function, SG_JS_FIELD_right);
        function = callee;
        kind = sg_js_kind(js, function);
    }
    return callee;
}

uint32_t sg_js_misplaced_call(struct sg_js *js)
{
    uint32_t node = js->call, function = js->callee;
    js->callee = 0;
    uint32_t call = lower_call(js, node, function);
    sg_build_at(js->b, call)->start = sg_build_node(js->b, function)->start;
    return call;
}

uint32_t sg_js_call(struct sg_js *js, uint32_t node)
{
    const char *module = sg_js_required(js, node), *first = NULL, *instead = required_instead(js, node, &first);
    if (!module)
        module = instead ? first : imported(js, node);
    if (module)
        return lower_import(js, node, module, instead);
    uint32_t function = sg_js_part(js, node, SG_JS_FIELD_function);
    uint32_t callee = misplaced(js, function);
    if (!callee)
        return lower_call(js, node, function);
    uint32_t outer_callee = js->callee, outer_call = js->call;
    js->callee = callee;
    js->call = node;
    uint32_t value = sg_js_value(js, function);
    js->callee = outer_callee;
    js->call = outer_call;
    return value;
}

uint32_t sg_js_new(struct sg_js *js, uint32_t node)
{
    struct sg_items items = {0};
    uint32_t class = sg_js_value(js, sg_js_part(js, node, SG_JS_FIELD_constructor));
    add_arguments(js, sg_js_part(js, node, SG_JS_FIELD_arguments), &items);
    return sg_build_with(js->b, node, SG_CODE_NEW, class, &items);
}
