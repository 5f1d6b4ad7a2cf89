#include "code/javascript_internal.h"

/* ---- Arrays ---- */

uint32_t sg_js_array(struct sg_js *js, uint32_t node)
{
    struct sg_items items = {0};
    bool hole = true; /* nothing is before the next comma */
    for (uint32_t child = sg_build_node(js->b, node)->child; child; child = sg_build_node(js->b, child)->next) {
        bool comma = sg_syntax_is(js->b->syntax, child, ",");
        if (sg_js_kind(js, child) == SG_JS_spread_element)
            sg_items_add_spread(js->b, &items, sg_js_value(js, sg_js_first(js, child)));
        else if (sg_build_node(js->b, child)->named)
            sg_items_add(js->b, &items, sg_js_value(js, child));
        else if (comma && hole)
            sg_items_add(js->b, &items, sg_build_text(js->b, child, SG_CODE_CONSTANT, "none"));
        hole = !sg_build_node(js->b, child)->named;
    }
    return sg_build_with(js->b, node, SG_CODE_LIST, SG_CODE_NONE, &items);
}

/* ---- Objects ---- */

static void add_entry(struct sg_js *js, struct sg_items *items, uint32_t key, const char *name, uint32_t value)
{
    if (name)
        sg_items_add_named(js->b, items, name, value);
    else
        sg_items_add_keyed(js->b, items, sg_js_computed_key(js, key), value);
}

static void add_pair(struct sg_js *js, struct sg_items *items, uint32_t node)
{
    uint32_t key = sg_js_part(js, node, SG_JS_FIELD_key);
    const char *name = sg_js_key(js, key);
    uint32_t value = sg_js_named_value(js, sg_js_part(js, node, SG_JS_FIELD_value), name ? name : "");
    add_entry(js, items, key, name, value);
}

/* What runs when a member is set gives it no value. */
static void add_method(struct sg_js *js, struct sg_items *items, uint32_t node)
{
    uint32_t key = sg_js_part(js, node, SG_JS_FIELD_name);
    const char *name = sg_js_key(js, key);
    uint32_t function = sg_js_function(js, node, name ? name : "");
    uint32_t value = sg_build_function_value(js->b, node, function);
    if (!sg_js_has(js, node, "set"))
        add_entry(js, items, key, name, value);
    else if (!name)
        sg_js_computed_key(js, key);
}

uint32_t sg_js_object(struct sg_js *js, uint32_t node)
{
    struct sg_items items = {0};
    for (uint32_t child = sg_js_first(js, node); child; child = sg_js_next(js, child)) {
        enum sg_js_kind kind = sg_js_kind(js, child);
        if (kind == SG_JS_pair)
            add_pair(js, &items, child);
        else if (kind == SG_JS_method_definition)
            add_method(js, &items, child);
        else if (kind == SG_JS_spread_element)
            sg_items_add_spread(js->b, &items, sg_js_value(js, sg_js_first(js, child)));
        else if (kind == SG_JS_shorthand_property_identifier)
            sg_items_add_named(js->b, &items, sg_build_source(js->b, child), sg_js_value(js, child));
        else
            sg_js_statement(js, child); /* after a syntax error */
    }
    return sg_build_with(js->b, node, SG_CODE_MAP, SG_CODE_NONE, &items);
}

/* ---- JSX ---- */

static void add_jsx(struct sg_js *js, struct sg_items *items, uint32_t node);

static void add_jsx_children(struct sg_js *js, struct sg_items *items, uint32_t node)
{
    for (uint32_t child = sg_js_first(js, node); child; child = sg_js_next(js, child))
        add_jsx(js, items, child);
}

/* <Name> is a value; <div> is not. */
static bool is_component(const struct sg_js *js, uint32_t name)
{
    const struct sg_syntax_node *at = sg_build_node(js->b, name);
    char c = js->b->syntax->source->bytes[at->start];
    return at->kind == SG_JS_member_expression || (at->kind == SG_JS_identifier && c >= 'A' && c <= 'Z');
}

static void add_jsx(struct sg_js *js, struct sg_items *items, uint32_t node)
{
    enum sg_js_kind kind = sg_js_kind(js, node);
    if (kind == SG_JS_jsx_expression) {
        uint32_t inner = sg_js_first(js, node);
        if (sg_js_kind(js, inner) == SG_JS_spread_element)
            sg_items_add_spread(js->b, items, sg_js_value(js, sg_js_first(js, inner)));
        else if (inner)
            sg_items_add(js->b, items, sg_js_value(js, inner));
    } else if (kind == SG_JS_jsx_element || kind == SG_JS_jsx_self_closing_element ||
               kind == SG_JS_jsx_opening_element || kind == SG_JS_jsx_attribute) {
        uint32_t name = sg_js_part(js, node, SG_JS_FIELD_name);
        if (name && is_component(js, name))
            sg_items_add(js->b, items, sg_js_value(js, name));
        add_jsx_children(js, items, node);
    }
}

uint32_t sg_js_jsx(struct sg_js *js, uint32_t node)
{
    struct sg_items items = {0};
    add_jsx(js, &items, node);
    return sg_build_with(js->b, node, SG_CODE_LIST, SG_CODE_NONE, &items);
}
