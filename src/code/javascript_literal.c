#include "code/javascript_internal.h"

#include "base/buffer.h"
#include "code/escape_internal.h"

static const char *unescape(struct sg_js *js, uint32_t start, uint32_t end)
{
    struct sg_buffer out = sg_buffer_sized(js->b->arena, SG_BUFFER_MOST, (size_t)end - start);
    sg_script_unescape(&out, js->b->syntax->source->bytes + start, (size_t)end - start);
    return out.text;
}

/* ---- Strings ---- */

const char *sg_js_string(struct sg_js *js, uint32_t node)
{
    const struct sg_syntax_node *at = sg_build_node(js->b, node);
    return at->end - at->start < 2 ? "" : unescape(js, at->start + 1, at->end - 1);
}

const char *sg_js_constant_text(struct sg_js *js, uint32_t node)
{
    enum sg_js_kind kind = sg_js_kind(js, node);
    if (kind == SG_JS_string || (kind == SG_JS_template_string && !sg_js_child(js, node, SG_JS_template_substitution)))
        return sg_js_string(js, node);
    return NULL;
}

const char *sg_js_key(struct sg_js *js, uint32_t node)
{
    enum sg_js_kind kind = sg_js_kind(js, node);
    if (kind == SG_JS_computed_property_name)
        return sg_js_constant_text(js, sg_js_first(js, node));
    if (kind == SG_JS_string)
        return sg_js_string(js, node);
    return node ? sg_build_source(js->b, node) : NULL;
}

uint32_t sg_js_computed_key(struct sg_js *js, uint32_t node)
{
    return sg_js_value(js, sg_js_first(js, node));
}

/* ---- Templates ---- */

static void add_text(struct sg_js *js, uint32_t node, struct sg_items *texts, uint32_t start, uint32_t end)
{
    if (start < end)
        sg_items_add(js->b, texts, sg_build_text(js->b, node, SG_CODE_TEXT, unescape(js, start, end)));
}

void sg_js_template_items(struct sg_js *js, uint32_t node, struct sg_items *texts, struct sg_items *values)
{
    uint32_t start = sg_build_node(js->b, node)->start + 1, end = sg_build_node(js->b, node)->end;
    for (uint32_t child = sg_js_first(js, node); child; child = sg_js_next(js, child)) {
        if (sg_js_kind(js, child) != SG_JS_template_substitution)
            continue;
        add_text(js, node, texts, start, sg_build_node(js->b, child)->start);
        start = sg_build_node(js->b, child)->end;
        sg_items_add(js->b, values, sg_js_value(js, sg_js_first(js, child)));
    }
    add_text(js, node, texts, start, end - 1);
}

uint32_t sg_js_template(struct sg_js *js, uint32_t node)
{
    const char *text = sg_js_constant_text(js, node);
    if (text)
        return sg_build_text(js->b, node, SG_CODE_TEXT, text);
    struct sg_items items = {0};
    sg_js_template_items(js, node, &items, &items);
    return sg_build_with(js->b, node, SG_CODE_JOIN, SG_CODE_NONE, &items);
}
