#include "base/buffer.h"
#include "code/python_internal.h"

/* "a.b" of a dotted name, in which spaces may stand. */
static void add_dotted(struct sg_builder *b, uint32_t node, struct sg_buffer *out)
{
    bool first = true;
    for (uint32_t part = sg_syntax_first(b->syntax, node); part; part = sg_syntax_next(b->syntax, part)) {
        sg_add(out, first ? "" : ".");
        sg_add(out, sg_build_source(b, part));
        first = false;
    }
}

/* ".", "..lib.store" or "lib.store" */
static const char *module_of(struct sg_builder *b, uint32_t node)
{
    struct sg_buffer out = sg_buffer_new(b->arena, SG_CODE_BYTES_MOST);
    if (sg_python_kind(b, node) != SG_PY_relative_import) {
        if (node)
            add_dotted(b, node, &out);
        return out.text;
    }
    uint32_t prefix = sg_syntax_first(b->syntax, node), module = prefix ? sg_syntax_next(b->syntax, prefix) : 0;
    for (const char *p = prefix ? sg_build_source(b, prefix) : ""; *p; p++)
        if (*p == '.')
            sg_add_char(&out, '.');
    if (module)
        add_dotted(b, module, &out);
    return out.text;
}

static void write_name(struct sg_builder *b, uint32_t name, uint32_t value)
{
    if (name)
        sg_python_assign(b, name, value);
}

/* `import a.b` binds a, after it has run a.b; `import a.b as c` binds c to a.b. */
static void import_module(struct sg_builder *b, uint32_t node)
{
    uint32_t alias = sg_python_part(b, node, SG_PY_FIELD_alias);
    uint32_t dotted = alias ? sg_python_part(b, node, SG_PY_FIELD_name) : node;
    uint32_t module = sg_build_text(b, node, SG_CODE_IMPORT, module_of(b, dotted));
    uint32_t top = sg_syntax_first(b->syntax, dotted);
    if (alias)
        write_name(b, alias, module);
    else if (top && sg_syntax_next(b->syntax, top))
        write_name(b, top, sg_build_text(b, node, SG_CODE_IMPORT, sg_build_source(b, top)));
    else
        write_name(b, top, module);
}

void sg_python_import(struct sg_builder *b, uint32_t node)
{
    for (uint32_t part = sg_syntax_first(b->syntax, node); part; part = sg_syntax_next(b->syntax, part))
        if (sg_build_node(b, part)->field == SG_PY_FIELD_name)
            import_module(b, part);
}

static void import_member(struct sg_builder *b, uint32_t node, const char *module)
{
    uint32_t alias = sg_python_part(b, node, SG_PY_FIELD_alias);
    uint32_t name = sg_syntax_first(b->syntax, alias ? sg_python_part(b, node, SG_PY_FIELD_name) : node);
    uint32_t value = sg_build_text(b, node, SG_CODE_IMPORT_FROM, module);
    sg_build_at(b, value)->name = name ? sg_build_source(b, name) : "";
    write_name(b, alias ? alias : name, value);
}

void sg_python_import_from(struct sg_builder *b, uint32_t node)
{
    const char *module = module_of(b, sg_python_part(b, node, SG_PY_FIELD_module_name));
    for (uint32_t part = sg_syntax_first(b->syntax, node); part; part = sg_syntax_next(b->syntax, part)) {
        if (sg_python_kind(b, part) == SG_PY_wildcard_import)
            sg_build_text(b, part, SG_CODE_EXPORT_ALL, module);
        else if (sg_build_node(b, part)->field == SG_PY_FIELD_name)
            import_member(b, part, module);
    }
}
