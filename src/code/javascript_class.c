#include "code/javascript_internal.h"

#include "base/text.h"

void sg_js_decorators(struct sg_js *js, uint32_t node)
{
    for (uint32_t child = sg_js_first(js, node); child; child = sg_js_next(js, child))
        if (sg_js_kind(js, child) == SG_JS_decorator)
            sg_js_value(js, sg_js_first(js, child));
}

/* ---- Bases ---- */

/* The heritage of JavaScript is the base itself; that of TypeScript has clauses. */
static void add_bases(struct sg_js *js, uint32_t node, struct sg_items *bases)
{
    uint32_t heritage = sg_js_child(js, node, SG_JS_class_heritage);
    for (uint32_t child = sg_js_first(js, heritage); child; child = sg_js_next(js, child)) {
        if (sg_js_is_expression(sg_js_kind(js, child)))
            sg_items_add(js->b, bases, sg_js_value(js, child));
        else if (sg_js_kind(js, child) == SG_JS_extends_clause)
            sg_items_add(js->b, bases, sg_js_value(js, sg_js_part(js, child, SG_JS_FIELD_value)));
    }
}

/* ---- Members ---- */

static void write_member(struct sg_js *js, uint32_t node, const char *name, uint32_t value)
{
    uint32_t variable = sg_build_variable(js->b, name);
    js->b->unit->variables[variable].exported = name;
    sg_build_write(js->b, node, variable, value);
}

/* A name, as a member that is set runs nothing when it is read, has no variable. */
static void lower_method(struct sg_js *js, uint32_t node)
{
    uint32_t key = sg_js_part(js, node, SG_JS_FIELD_name);
    const char *name = sg_js_key(js, key);
    if (name && sg_equals(name, "constructor"))
        return;
    if (!name)
        sg_js_computed_key(js, key);
    uint32_t function = sg_js_function(js, node, name ? name : "");
    uint32_t value = sg_build_function_value(js->b, node, function);
    if (name && !sg_js_has(js, node, "set"))
        write_member(js, node, name, value);
}

static void lower_static_field(struct sg_js *js, uint32_t node)
{
    uint32_t key = sg_js_part(js, node, SG_JS_FIELD_name);
    if (!key)
        key = sg_js_part(js, node, SG_JS_FIELD_property);
    uint32_t value = sg_js_part(js, node, SG_JS_FIELD_value);
    const char *name = sg_js_key(js, key);
    if (!name)
        sg_js_computed_key(js, key);
    if (!value || !sg_js_has(js, node, "static"))
        return;
    uint32_t result = sg_js_named_value(js, value, name ? name : "");
    if (name)
        write_member(js, node, name, result);
}

static void lower_members(struct sg_js *js, uint32_t body)
{
    for (uint32_t child = sg_js_first(js, body); child; child = sg_js_next(js, child)) {
        enum sg_js_kind kind = sg_js_kind(js, child);
        sg_js_decorators(js, child);
        if (kind == SG_JS_method_definition)
            lower_method(js, child);
        else if (sg_js_is_field(kind))
            lower_static_field(js, child);
        else if (kind == SG_JS_class_static_block)
            sg_js_block(js, sg_js_part(js, child, SG_JS_FIELD_body));
        else if (kind == SG_JS_decorator)
            sg_js_value(js, sg_js_first(js, child));
    }
}

uint32_t sg_js_class(struct sg_js *js, uint32_t node, const char *name)
{
    struct sg_items bases = {0};
    uint32_t body = sg_js_part(js, node, SG_JS_FIELD_body);
    sg_js_decorators(js, node);
    add_bases(js, node, &bases);
    uint32_t function = sg_build_function(js->b, node, name);
    sg_build_function_at(js->b, function)->is_class = true;
    sg_build_function_at(js->b, function)->takes_class = true;
    sg_build_enter(js->b, function);
    sg_js_declare_this(js);
    uint32_t constructor = sg_js_constructor(js, node, body);
    if (constructor != SG_CODE_NONE)
        write_member(js, node, SG_CODE_CONSTRUCTOR, sg_build_function_value(js->b, node, constructor));
    lower_members(js, body);
    sg_build_leave(js->b);
    uint32_t class = sg_build_with(js->b, node, SG_CODE_CLASS, SG_CODE_NONE, &bases);
    sg_build_at(js->b, class)->function = function;
    sg_build_at(js->b, class)->text = name;
    return class;
}
