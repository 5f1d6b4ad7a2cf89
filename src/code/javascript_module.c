#include "code/javascript_internal.h"

#include "base/list.h"
#include "base/text.h"

/* ---- import ---- */

typedef void visitor(struct sg_js *js, uint32_t node, uint32_t name, const char *module, const char *imported);

/* Visits the names that `{a, b as c}` brings; `type a` has no value. */
static void visit_specifiers(struct sg_js *js, uint32_t node, const char *module, visitor *visit)
{
    for (uint32_t child = sg_js_first(js, node); child; child = sg_js_next(js, child)) {
        uint32_t name = sg_js_part(js, child, SG_JS_FIELD_name), alias = sg_js_part(js, child, SG_JS_FIELD_alias);
        if (name && !sg_js_has(js, child, "type") && !sg_js_has(js, child, "typeof"))
            visit(js, child, alias ? alias : name, module, sg_js_key(js, name));
    }
}

/* Visits the names that an import brings. What it brings is a member of the module, or all of it: NULL. */
static void visit_names(struct sg_js *js, uint32_t node, const char *module, visitor *visit)
{
    if (sg_js_has(js, node, "type") || sg_js_has(js, node, "typeof"))
        return;
    uint32_t required = sg_js_child(js, node, SG_JS_import_require_clause);
    if (required)
        visit(js, node, sg_js_child(js, required, SG_JS_identifier), module, NULL);
    uint32_t clause = sg_js_child(js, node, SG_JS_import_clause);
    for (uint32_t child = sg_js_first(js, clause); child; child = sg_js_next(js, child)) {
        enum sg_js_kind kind = sg_js_kind(js, child);
        if (kind == SG_JS_identifier)
            visit(js, child, child, module, "default");
        else if (kind == SG_JS_namespace_import)
            visit(js, child, sg_js_child(js, child, SG_JS_identifier), module, NULL);
        else if (kind == SG_JS_named_imports)
            visit_specifiers(js, child, module, visit);
    }
}

static void declare_import(struct sg_js *js, uint32_t node, uint32_t name, const char *module, const char *imported)
{
    (void)node, (void)module, (void)imported;
    if (name)
        sg_build_declare(js->b, sg_build_source(js->b, name));
}

void sg_js_declare_imports(struct sg_js *js, uint32_t node)
{
    if (sg_js_kind(js, node) == SG_JS_import_alias)
        declare_import(js, node, sg_js_first(js, node), NULL, NULL);
    else
        visit_names(js, node, NULL, declare_import);
}

static uint32_t add_import(struct sg_js *js, uint32_t node, const char *module, const char *imported)
{
    uint32_t value = sg_build_text(js->b, node, imported ? SG_CODE_IMPORT_FROM : SG_CODE_IMPORT, module);
    sg_build_at(js->b, value)->name = imported;
    return value;
}

static void write_import(struct sg_js *js, uint32_t node, uint32_t name, const char *module, const char *imported)
{
    if (name)
        sg_build_write(js->b, node, sg_build_declare(js->b, sg_build_source(js->b, name)),
                       add_import(js, node, module, imported));
}

void sg_js_import(struct sg_js *js, uint32_t node)
{
    uint32_t source = sg_js_part(js, node, SG_JS_FIELD_source);
    if (!source)
        source = sg_js_part(js, sg_js_child(js, node, SG_JS_import_require_clause), SG_JS_FIELD_source);
    const char *module = sg_js_constant_text(js, source);
    if (!module)
        return;
    if (!sg_js_child(js, node, SG_JS_import_clause) && !sg_js_child(js, node, SG_JS_import_require_clause))
        add_import(js, node, module, NULL);
    visit_names(js, node, module, write_import);
}

/* a.b.c, of which the grammar has names as nested identifiers. */
static uint32_t lower_nested(struct sg_js *js, uint32_t node)
{
    if (sg_js_kind(js, node) != SG_JS_nested_identifier)
        return sg_js_value(js, node);
    uint32_t object = lower_nested(js, sg_js_part(js, node, SG_JS_FIELD_object));
    uint32_t property = sg_js_part(js, node, SG_JS_FIELD_property);
    return property ? sg_build_get(js->b, node, object, sg_build_source(js->b, property)) : sg_js_other(js, node);
}

/* import x = a.b; */
void sg_js_import_alias(struct sg_js *js, uint32_t node)
{
    uint32_t name = sg_js_first(js, node);
    uint32_t value = sg_js_next(js, name);
    if (name && value)
        sg_build_write(js->b, node, sg_build_declare(js->b, sg_build_source(js->b, name)), lower_nested(js, value));
}

/* ---- export ---- */

/*
 * A variable has one name by which others see it. A further one is a variable that has its value at the end of the
 * file.
 */
static void export_variable(struct sg_js *js, uint32_t node, uint32_t variable, const char *name)
{
    if (variable == SG_CODE_NONE)
        return; /* of a type */
    if (js->exported) {
        sg_items_add_named(js->b, js->exported, name, sg_build_read(js->b, node, variable));
    } else if (js->b->unit->variables[variable].owner == 0 && !js->b->unit->variables[variable].exported) {
        js->b->unit->variables[variable].exported = name;
    } else {
        sg_grow(js->b->arena, js->aliases, js->alias_count, js->alias_capacity);
        js->aliases[js->alias_count++] = (struct sg_js_alias){node, variable, name};
    }
}

static void export_value(struct sg_js *js, uint32_t node, const char *name, uint32_t value)
{
    uint32_t variable = sg_build_variable(js->b, name);
    js->b->unit->variables[variable].exported = name;
    sg_build_write(js->b, node, variable, value);
}

void sg_js_write_aliases(struct sg_js *js)
{
    for (uint32_t i = 0; i < js->alias_count; i++) {
        const struct sg_js_alias *alias = &js->aliases[i];
        export_value(js, alias->node, alias->name, sg_build_read(js->b, alias->node, alias->variable));
    }
}

static void export_local(struct sg_js *js, uint32_t node, uint32_t name, const char *module, const char *exported)
{
    (void)module;
    (void)name;
    uint32_t local = sg_js_part(js, node, SG_JS_FIELD_name), alias = sg_js_part(js, node, SG_JS_FIELD_alias);
    uint32_t variable = sg_build_find(js->b, sg_build_source(js->b, local));
    export_variable(js, node, variable, alias ? sg_js_key(js, alias) : exported);
}

static void export_from(struct sg_js *js, uint32_t node, uint32_t name, const char *module, const char *imported)
{
    export_value(js, node, sg_js_key(js, name), add_import(js, node, module, imported));
}

/* export ... from "module" */
static void lower_export_from(struct sg_js *js, uint32_t node, const char *module)
{
    uint32_t all = sg_js_child(js, node, SG_JS_namespace_export);
    uint32_t clause = sg_js_child(js, node, SG_JS_export_clause);
    if (all)
        export_value(js, all, sg_js_key(js, sg_js_first(js, all)), add_import(js, all, module, NULL));
    else if (clause)
        visit_specifiers(js, clause, module, export_from);
    else
        sg_build_text(js->b, node, SG_CODE_EXPORT_ALL, module);
}

/* Exports the names of a pattern. */
static void export_pattern(struct sg_js *js, uint32_t pattern)
{
    enum sg_js_kind kind = sg_js_kind(js, pattern);
    if (kind == SG_JS_identifier || kind == SG_JS_shorthand_property_identifier_pattern) {
        const char *name = sg_build_source(js->b, pattern);
        export_variable(js, pattern, sg_build_find(js->b, name), name);
    } else if (kind == SG_JS_pair_pattern) {
        export_pattern(js, sg_js_part(js, pattern, SG_JS_FIELD_value));
    } else if (kind == SG_JS_assignment_pattern || kind == SG_JS_object_assignment_pattern) {
        export_pattern(js, sg_js_part(js, pattern, SG_JS_FIELD_left));
    } else if (kind == SG_JS_object_pattern || kind == SG_JS_array_pattern || kind == SG_JS_rest_pattern) {
        for (uint32_t child = sg_js_first(js, pattern); child; child = sg_js_next(js, child))
            export_pattern(js, child);
    }
}

static void export_declaration(struct sg_js *js, uint32_t node, const char *as)
{
    enum sg_js_kind kind = sg_js_kind(js, node);
    uint32_t name = sg_js_part(js, node, SG_JS_FIELD_name);
    sg_js_statement(js, node);
    if (kind == SG_JS_lexical_declaration || kind == SG_JS_variable_declaration) {
        for (uint32_t child = sg_js_first(js, node); child; child = sg_js_next(js, child))
            export_pattern(js, sg_js_part(js, child, SG_JS_FIELD_name));
    } else if (name && kind != SG_JS_interface_declaration && kind != SG_JS_type_alias_declaration) {
        const char *text = sg_build_source(js->b, name);
        export_variable(js, node, sg_build_find(js->b, text), as ? as : text);
    }
}

static void lower_default(struct sg_js *js, uint32_t node, uint32_t value)
{
    uint32_t result = sg_js_named_value(js, value, "default");
    if (!js->exported)
        export_value(js, node, "default", result);
}

/* export = x; is what CommonJS writes as module.exports = x */
static void lower_export_equals(struct sg_js *js, uint32_t node)
{
    uint32_t value = sg_js_value(js, sg_js_first(js, node));
    sg_build_set(js->b, node, sg_build_text(js->b, node, SG_CODE_BUILTIN, "module"), "exports", value);
}

void sg_js_export(struct sg_js *js, uint32_t node)
{
    uint32_t declaration = sg_js_part(js, node, SG_JS_FIELD_declaration);
    uint32_t value = sg_js_part(js, node, SG_JS_FIELD_value);
    uint32_t clause = sg_js_child(js, node, SG_JS_export_clause);
    const char *module = sg_js_constant_text(js, sg_js_part(js, node, SG_JS_FIELD_source));
    bool is_default = sg_js_has(js, node, "default");
    sg_js_decorators(js, node);
    if (sg_js_has(js, node, "type"))
        return;
    if (module)
        lower_export_from(js, node, module);
    else if (declaration && is_default && !sg_js_part(js, declaration, SG_JS_FIELD_name))
        lower_default(js, node, declaration);
    else if (declaration)
        export_declaration(js, declaration, is_default ? "default" : NULL);
    else if (value)
        lower_default(js, node, value);
    else if (clause)
        visit_specifiers(js, clause, NULL, export_local);
    else if (sg_js_has(js, node, "="))
        lower_export_equals(js, node);
}
