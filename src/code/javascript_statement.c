#include "code/javascript_internal.h"

typedef void lower(struct sg_js *js, uint32_t node);

static void lower_expressions(struct sg_js *js, uint32_t node)
{
    for (uint32_t child = sg_js_first(js, node); child; child = sg_js_next(js, child))
        if (sg_js_kind(js, child) == SG_JS_internal_module)
            sg_js_namespace(js, child);
        else
            sg_js_value(js, child);
}

static void lower_declarator(struct sg_js *js, uint32_t node)
{
    uint32_t pattern = sg_js_part(js, node, SG_JS_FIELD_name);
    uint32_t value = sg_js_part(js, node, SG_JS_FIELD_value);
    if (!value)
        return;
    const char *name = sg_js_kind(js, pattern) == SG_JS_identifier ? sg_build_source(js->b, pattern) : "";
    sg_js_assign(js, pattern, sg_js_named_value(js, value, name));
}

static void lower_declaration(struct sg_js *js, uint32_t node)
{
    for (uint32_t child = sg_js_first(js, node); child; child = sg_js_next(js, child))
        if (sg_js_kind(js, child) == SG_JS_variable_declarator)
            lower_declarator(js, child);
}

static void lower_class(struct sg_js *js, uint32_t node)
{
    uint32_t name = sg_js_part(js, node, SG_JS_FIELD_name);
    const char *text = name ? sg_build_source(js->b, name) : "";
    uint32_t class = sg_js_class(js, node, text);
    if (name)
        sg_build_write(js->b, node, sg_build_declare(js->b, text), class);
}

static void lower_ending(struct sg_js *js, uint32_t node)
{
    uint32_t expression = sg_js_first(js, node);
    uint32_t value = expression ? sg_js_value(js, expression) : SG_CODE_NONE;
    sg_build_of(js->b, node, sg_js_kind(js, node) == SG_JS_return_statement ? SG_CODE_RETURN : SG_CODE_THROW, value);
}

static void lower_with(struct sg_js *js, uint32_t node)
{
    sg_js_value(js, sg_js_part(js, node, SG_JS_FIELD_object));
    sg_js_statement(js, sg_js_part(js, node, SG_JS_FIELD_body));
}

/* What has no value: it was hoisted, says only types, or only jumps. */
static void skip(struct sg_js *js, uint32_t node)
{
    (void)js, (void)node;
}

static lower *const lowered[SG_JS_KIND_COUNT] = {
    [SG_JS_expression_statement] = lower_expressions,
    [SG_JS_variable_declaration] = lower_declaration,
    [SG_JS_lexical_declaration] = lower_declaration,
    [SG_JS_function_declaration] = skip,
    [SG_JS_generator_function_declaration] = skip,
    [SG_JS_class_declaration] = lower_class,
    [SG_JS_abstract_class_declaration] = lower_class,
    [SG_JS_return_statement] = lower_ending,
    [SG_JS_throw_statement] = lower_ending,
    [SG_JS_statement_block] = sg_js_block,
    [SG_JS_with_statement] = lower_with,
    [SG_JS_if_statement] = sg_js_if,
    [SG_JS_for_statement] = sg_js_for,
    [SG_JS_for_in_statement] = sg_js_for_in,
    [SG_JS_while_statement] = sg_js_while,
    [SG_JS_do_statement] = sg_js_do,
    [SG_JS_switch_statement] = sg_js_switch,
    [SG_JS_try_statement] = sg_js_try,
    [SG_JS_labeled_statement] = sg_js_labeled,
    [SG_JS_import_statement] = sg_js_import,
    [SG_JS_import_alias] = sg_js_import_alias,
    [SG_JS_export_statement] = sg_js_export,
    [SG_JS_enum_declaration] = sg_js_enum,
    [SG_JS_internal_module] = sg_js_namespace,
    [SG_JS_module] = sg_js_namespace,
    [SG_JS_ambient_declaration] = skip,
    [SG_JS_interface_declaration] = skip,
    [SG_JS_type_alias_declaration] = skip,
    [SG_JS_function_signature] = skip,
    [SG_JS_break_statement] = skip,
    [SG_JS_continue_statement] = skip,
};

void sg_js_statement(struct sg_js *js, uint32_t node)
{
    enum sg_js_kind kind = sg_js_kind(js, node);
    if (lowered[kind])
        lowered[kind](js, node);
    else if (sg_js_is_expression(kind))
        sg_js_value(js, node);
    else if (node)
        sg_js_statements(js, node); /* after a syntax error, what can be read */
}

void sg_js_statements(struct sg_js *js, uint32_t parent)
{
    for (uint32_t child = sg_syntax_first(js->b->syntax, parent); child; child = sg_js_next(js, child))
        sg_js_statement(js, child);
}

void sg_js_block(struct sg_js *js, uint32_t parent)
{
    sg_build_open(js->b);
    sg_js_hoist(js, parent);
    sg_js_statements(js, parent);
    sg_build_close(js->b);
}
