#include "code/javascript_internal.h"

/* ---- enum ---- */

static void add_member(struct sg_js *js, struct sg_items *items, uint32_t node)
{
    bool assigned = sg_js_kind(js, node) == SG_JS_enum_assignment;
    uint32_t key = assigned ? sg_js_part(js, node, SG_JS_FIELD_name) : node;
    uint32_t value = assigned ? sg_js_value(js, sg_js_part(js, node, SG_JS_FIELD_value)) : sg_js_other(js, node);
    const char *name = sg_js_key(js, key);
    if (name)
        sg_items_add_named(js->b, items, name, value);
}

void sg_js_enum(struct sg_js *js, uint32_t node)
{
    struct sg_items items = {0};
    uint32_t body = sg_js_part(js, node, SG_JS_FIELD_body), name = sg_js_part(js, node, SG_JS_FIELD_name);
    for (uint32_t child = sg_js_first(js, body); child; child = sg_js_next(js, child))
        add_member(js, &items, child);
    uint32_t map = sg_build_with(js->b, node, SG_CODE_MAP, SG_CODE_NONE, &items);
    if (name)
        sg_build_write(js->b, node, sg_build_declare(js->b, sg_build_source(js->b, name)), map);
}

/* ---- namespace ---- */

/* `namespace a.b {}` is a namespace in a namespace; its first name has the value, as far as it is followed. */
static uint32_t first_name(const struct sg_js *js, uint32_t name)
{
    while (sg_js_kind(js, name) == SG_JS_nested_identifier)
        name = sg_js_part(js, name, SG_JS_FIELD_object);
    return sg_js_kind(js, name) == SG_JS_identifier ? name : 0;
}

void sg_js_namespace(struct sg_js *js, uint32_t node)
{
    struct sg_items *outer = js->exported, items = {0};
    uint32_t body = sg_js_part(js, node, SG_JS_FIELD_body);
    uint32_t full = sg_js_part(js, node, SG_JS_FIELD_name), name = first_name(js, full);
    if (!body)
        return;
    js->exported = &items;
    sg_js_block(js, body);
    js->exported = outer;
    uint32_t value = sg_build_with(js->b, node, SG_CODE_MAP, SG_CODE_NONE, &items);
    if (name == full && name)
        sg_build_write(js->b, node, sg_js_assigned(js, sg_build_source(js->b, name)), value);
}
