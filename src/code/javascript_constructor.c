#include "code/javascript_internal.h"

#include "base/text.h"

bool sg_js_is_field(enum sg_js_kind kind)
{
    return kind == SG_JS_field_definition || kind == SG_JS_public_field_definition;
}

/* The constructor that has a body; 0: none. */
static uint32_t find_constructor(struct sg_js *js, uint32_t body)
{
    for (uint32_t child = sg_js_first(js, body); child; child = sg_js_next(js, child)) {
        uint32_t name = sg_js_part(js, child, SG_JS_FIELD_name);
        if (sg_js_kind(js, child) == SG_JS_method_definition && sg_syntax_is(js->b->syntax, name, "constructor") &&
            !sg_js_has(js, child, "static"))
            return child;
    }
    return 0;
}

static bool is_own_field(const struct sg_js *js, uint32_t node)
{
    return sg_js_is_field(sg_js_kind(js, node)) && sg_js_part(js, node, SG_JS_FIELD_value) &&
           !sg_js_has(js, node, "static");
}

static bool has_fields(const struct sg_js *js, uint32_t body)
{
    for (uint32_t child = sg_js_first(js, body); child; child = sg_js_next(js, child))
        if (is_own_field(js, child))
            return true;
    return false;
}

/* ---- What it begins with ---- */

static void set_field(struct sg_js *js, uint32_t node, uint32_t this)
{
    uint32_t key = sg_js_part(js, node, SG_JS_FIELD_name);
    if (!key)
        key = sg_js_part(js, node, SG_JS_FIELD_property);
    const char *name = sg_js_key(js, key);
    uint32_t value = sg_js_named_value(js, sg_js_part(js, node, SG_JS_FIELD_value), name ? name : "");
    sg_build_set(js->b, node, sg_build_read(js->b, node, this), name, value);
}

static void set_fields(struct sg_js *js, uint32_t body, uint32_t this)
{
    for (uint32_t child = sg_js_first(js, body); child; child = sg_js_next(js, child))
        if (is_own_field(js, child))
            set_field(js, child, this);
}

/* TypeScript: `constructor(private x: X)` also sets this.x. */
static void set_parameters(struct sg_js *js, uint32_t parameters, uint32_t this)
{
    for (uint32_t child = sg_js_first(js, parameters); child; child = sg_js_next(js, child)) {
        uint32_t pattern = sg_js_part(js, child, SG_JS_FIELD_pattern);
        if (sg_js_kind(js, pattern) != SG_JS_identifier ||
            (!sg_js_child(js, child, SG_JS_accessibility_modifier) &&
             !sg_js_child(js, child, SG_JS_override_modifier) && !sg_js_has(js, child, "readonly")))
            continue;
        const char *name = sg_build_source(js->b, pattern);
        uint32_t value = sg_js_name_value(js, child, name);
        sg_build_set(js->b, child, sg_build_read(js->b, child, this), name, value);
    }
}

/* What a class without a constructor does with its arguments. It stands nowhere in the file. */
static void call_base(struct sg_js *js, uint32_t class)
{
    struct sg_items items = {0};
    uint32_t arguments = sg_build_variable(js->b, NULL);
    sg_build_parameter(js->b, (struct sg_code_parameter){.variable = arguments, .rest = true, .preset = SG_CODE_NONE});
    uint32_t super = sg_build_add(js->b, class, SG_CODE_SUPER);
    uint32_t callee = sg_build_get(js->b, class, super, SG_CODE_CONSTRUCTOR);
    sg_items_add_spread(js->b, &items, sg_build_read(js->b, class, arguments));
    uint32_t call = sg_build_with(js->b, class, SG_CODE_CALL, callee, &items);
    sg_build_at(js->b, call)->end = sg_build_at(js->b, call)->start;
}

uint32_t sg_js_constructor(struct sg_js *js, uint32_t class, uint32_t body)
{
    uint32_t written = find_constructor(js, body);
    if (!written && !has_fields(js, body))
        return SG_CODE_NONE;
    uint32_t function = sg_build_function(js->b, written ? written : class, SG_CODE_CONSTRUCTOR);
    sg_build_enter(js->b, function);
    uint32_t this = sg_js_declare_this(js);
    if (!written && sg_js_child(js, class, SG_JS_class_heritage))
        call_base(js, class);
    set_fields(js, body, this); /* where the names of parameters do not mean them yet */
    if (written) {
        uint32_t parameters = sg_js_part(js, written, SG_JS_FIELD_parameters);
        sg_js_parameters(js, parameters);
        set_parameters(js, parameters, this);
        sg_js_body(js, sg_js_part(js, written, SG_JS_FIELD_body));
    }
    sg_build_leave(js->b);
    return function;
}
