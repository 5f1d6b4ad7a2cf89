#include "code/javascript_internal.h"

static const char *const kinds[] = {
    "",
#define KIND(name) #name,
    SG_JS_KINDS(KIND)
#undef KIND
        NULL,
};

static const char *const fields[] = {
    "",
#define FIELD(name) #name,
    SG_JS_FIELDS(FIELD)
#undef FIELD
        NULL,
};

const struct sg_grammar sg_javascript_grammar = {kinds, fields, SG_CODE_JAVASCRIPT};
const struct sg_grammar sg_typescript_grammar = {kinds, fields, SG_CODE_TYPESCRIPT};
const struct sg_grammar sg_tsx_grammar = {kinds, fields, SG_CODE_TSX};

uint32_t sg_js_child(const struct sg_js *js, uint32_t node, enum sg_js_kind kind)
{
    uint32_t child = sg_js_first(js, node);
    while (child && sg_js_kind(js, child) != kind)
        child = sg_js_next(js, child);
    return child;
}

void sg_code_lower_javascript(struct sg_builder *b)
{
    struct sg_js js = {.b = b, .facts = sg_js_facts(b)};
    sg_js_declare_vars(&js, 0);
    sg_js_hoist(&js, 0);
    sg_js_statements(&js, 0);
    sg_js_write_aliases(&js);
    sg_js_resolve_implicit(&js);
}
