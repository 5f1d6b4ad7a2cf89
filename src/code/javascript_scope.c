#include "code/javascript_internal.h"

#include "base/text.h"

/* ---- Patterns ---- */

static void declare_name(struct sg_js *js, uint32_t node)
{
    sg_build_declare(js->b, sg_build_source(js->b, node));
}

void sg_js_declare(struct sg_js *js, uint32_t pattern)
{
    enum sg_js_kind kind = sg_js_kind(js, pattern);
    if (kind == SG_JS_identifier || kind == SG_JS_shorthand_property_identifier_pattern) {
        declare_name(js, pattern);
    } else if (kind == SG_JS_pair_pattern) {
        sg_js_declare(js, sg_js_part(js, pattern, SG_JS_FIELD_value));
    } else if (kind == SG_JS_assignment_pattern || kind == SG_JS_object_assignment_pattern) {
        sg_js_declare(js, sg_js_part(js, pattern, SG_JS_FIELD_left));
    } else if (kind == SG_JS_object_pattern || kind == SG_JS_array_pattern || kind == SG_JS_rest_pattern) {
        for (uint32_t child = sg_js_first(js, pattern); child; child = sg_js_next(js, child))
            sg_js_declare(js, child);
    }
}

static void note_type(struct sg_js *js, uint32_t declarator)
{
    uint32_t name = sg_js_part(js, declarator, SG_JS_FIELD_name);
    uint32_t type = sg_js_first(js, sg_js_part(js, declarator, SG_JS_FIELD_type));
    if (!type || sg_js_kind(js, name) != SG_JS_identifier)
        return;
    uint32_t index = sg_build_declare(js->b, sg_build_source(js->b, name));
    struct sg_code_variable *variable = &js->b->unit->variables[index];
    variable->declared = true;
    variable->type = sg_build_source(js->b, type);
}

static void declare_declarators(struct sg_js *js, uint32_t declaration)
{
    for (uint32_t child = sg_js_first(js, declaration); child; child = sg_js_next(js, child)) {
        if (sg_js_kind(js, child) != SG_JS_variable_declarator)
            continue;
        sg_js_declare(js, sg_js_part(js, child, SG_JS_FIELD_name));
        note_type(js, child);
    }
}

/* ---- Functions and blocks ---- */

void sg_js_declare_vars(struct sg_js *js, uint32_t body)
{
    for (uint32_t child = sg_syntax_first(js->b->syntax, body); child; child = sg_js_next(js, child)) {
        enum sg_js_kind kind = sg_js_kind(js, child);
        if (sg_js_is_apart(kind) || sg_js_is_expression(kind) || kind == SG_JS_ambient_declaration)
            continue;
        if (kind == SG_JS_variable_declaration)
            declare_declarators(js, child);
        else if (kind == SG_JS_for_in_statement && sg_js_has(js, child, "var"))
            sg_js_declare(js, sg_js_part(js, child, SG_JS_FIELD_left));
        sg_js_declare_vars(js, child);
    }
}

/* The declaration in `export declaration`, and a namespace, which the grammar has as an expression. */
static uint32_t unwrap(const struct sg_js *js, uint32_t statement)
{
    if (sg_js_kind(js, statement) == SG_JS_export_statement)
        return sg_js_part(js, statement, SG_JS_FIELD_declaration);
    if (sg_js_kind(js, statement) == SG_JS_expression_statement && sg_js_child(js, statement, SG_JS_internal_module))
        return sg_js_first(js, statement);
    return statement;
}

static bool is_function_declaration(enum sg_js_kind kind)
{
    return kind == SG_JS_function_declaration || kind == SG_JS_generator_function_declaration;
}

static void declare_statement(struct sg_js *js, uint32_t node)
{
    enum sg_js_kind kind = sg_js_kind(js, node);
    uint32_t name = sg_js_part(js, node, SG_JS_FIELD_name);
    if (kind == SG_JS_lexical_declaration)
        declare_declarators(js, node);
    else if (kind == SG_JS_import_statement || kind == SG_JS_import_alias)
        sg_js_declare_imports(js, node);
    else if (name && (is_function_declaration(kind) || kind == SG_JS_class_declaration ||
                      kind == SG_JS_enum_declaration || kind == SG_JS_abstract_class_declaration))
        declare_name(js, name);
    else if ((kind == SG_JS_internal_module || kind == SG_JS_module) && sg_js_kind(js, name) == SG_JS_identifier)
        declare_name(js, name);
}

void sg_js_hoist(struct sg_js *js, uint32_t parent)
{
    const struct sg_syntax *syntax = js->b->syntax;
    for (uint32_t child = sg_syntax_first(syntax, parent); child; child = sg_js_next(js, child))
        declare_statement(js, unwrap(js, child));
    for (uint32_t child = sg_syntax_first(syntax, parent); child; child = sg_js_next(js, child)) {
        uint32_t node = unwrap(js, child);
        uint32_t name = sg_js_part(js, node, SG_JS_FIELD_name);
        if (!name || !is_function_declaration(sg_js_kind(js, node)))
            continue;
        const char *text = sg_build_source(js->b, name);
        uint32_t value = sg_build_function_value(js->b, node, sg_js_function(js, node, text));
        sg_build_write(js->b, node, sg_build_declare(js->b, text), value);
    }
}

/* ---- Names that are used ---- */

static bool is_of_commonjs(const char *name)
{
    return sg_equals(name, "module") || sg_equals(name, "exports");
}

uint32_t sg_js_assigned(struct sg_js *js, const char *name)
{
    uint32_t variable = sg_build_find(js->b, name);
    if (variable != SG_CODE_NONE || is_of_commonjs(name))
        return variable;
    sg_set_add(js->b->arena, &js->implicit, name);
    return sg_build_declare_in_file(js->b, name);
}

uint32_t sg_js_name_value(struct sg_js *js, uint32_t node, const char *name)
{
    uint32_t variable = sg_build_find(js->b, name);
    if (variable != SG_CODE_NONE)
        return sg_build_read(js->b, node, variable);
    if (sg_equals(name, "undefined"))
        return sg_build_text(js->b, node, SG_CODE_CONSTANT, "none");
    return sg_build_text(js->b, node, SG_CODE_BUILTIN, name);
}

void sg_js_resolve_implicit(struct sg_js *js)
{
    for (uint32_t f = 0; js->implicit.count && f < js->b->unit->function_count; f++) {
        struct sg_code_function *function = sg_build_function_at(js->b, f);
        for (uint32_t i = 0; i < function->count; i++) {
            struct sg_code_instruction *at = &function->items[i];
            if (at->op != SG_CODE_BUILTIN || !sg_set_has(&js->implicit, at->text))
                continue;
            at->op = SG_CODE_READ;
            at->variable = sg_build_declare_in_file(js->b, at->text);
            at->text = NULL;
        }
    }
}
