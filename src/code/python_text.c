#include "base/text.h"
#include "code/escape_internal.h"
#include "code/python_internal.h"

/* A literal, or several that follow each other: texts and values between them. */
struct pieces {
    struct sg_items items;
    struct sg_buffer text; /* since the last value */
    uint32_t node;         /* of the text */
};

static struct pieces begin(struct sg_builder *b, uint32_t node)
{
    return (struct pieces){.text = sg_buffer_new(b->arena, SG_CODE_BYTES_MOST), .node = node};
}

static void end_text(struct sg_builder *b, struct pieces *pieces)
{
    if (pieces->text.length)
        sg_items_add(b, &pieces->items, sg_build_text(b, pieces->node, SG_CODE_TEXT, pieces->text.text));
    pieces->text = sg_buffer_new(b->arena, SG_CODE_BYTES_MOST);
}

static uint32_t end(struct sg_builder *b, struct pieces *pieces)
{
    if (!pieces->items.count)
        return sg_build_text(b, pieces->node, SG_CODE_TEXT, pieces->text.text);
    end_text(b, pieces);
    return sg_build_with(b, pieces->node, SG_CODE_JOIN, SG_CODE_NONE, &pieces->items);
}

struct prefix {
    bool raw, formatted;
};

static struct prefix read_prefix(const struct sg_builder *b, uint32_t node)
{
    struct prefix prefix = {0};
    const struct sg_syntax_node *at = sg_build_node(b, node);
    for (uint32_t i = at->start; i < at->end && sg_is_alnum(b->syntax->source->bytes[i]); i++) {
        char letter = sg_small_letter(b->syntax->source->bytes[i]);
        prefix.raw = prefix.raw || letter == 'r';
        prefix.formatted = prefix.formatted || letter == 'f';
    }
    return prefix;
}

/* In f"..", {{ and }} are braces. */
static size_t halve_braces(char *text, size_t length)
{
    size_t kept = 0;
    for (size_t i = 0; i < length; i++) {
        text[kept++] = text[i];
        if ((text[i] == '{' || text[i] == '}') && i + 1 < length && text[i + 1] == text[i])
            i++;
    }
    return kept;
}

static void add_content(struct sg_builder *b, uint32_t node, struct prefix prefix, struct pieces *pieces)
{
    size_t length = sg_build_node(b, node)->end - sg_build_node(b, node)->start;
    char *text = sg_syntax_text(b->arena, b->syntax, node);
    if (prefix.formatted)
        length = halve_braces(text, length);
    if (prefix.raw)
        sg_add_bytes(&pieces->text, text, length);
    else
        sg_python_unescape(&pieces->text, text, length);
}

/* {x!r} and {x:>10} give another text than {x}. */
static bool changes_text(const struct sg_builder *b, uint32_t node)
{
    uint32_t conversion = sg_python_part(b, node, SG_PY_FIELD_type_conversion);
    uint32_t format = sg_python_part(b, node, SG_PY_FIELD_format_specifier);
    bool plain = !format || sg_syntax_is(b->syntax, format, ":") || sg_syntax_is(b->syntax, format, ":s");
    return !plain || (conversion && !sg_syntax_is(b->syntax, conversion, "!s"));
}

static void add_interpolation(struct sg_builder *b, uint32_t node, struct pieces *pieces)
{
    uint32_t expression = sg_python_part(b, node, SG_PY_FIELD_expression);
    bool shows_itself = sg_syntax_has_token(b->syntax, node, "=");
    if (shows_itself)
        sg_add(&pieces->text, sg_build_source(b, expression)), sg_add_char(&pieces->text, '=');
    end_text(b, pieces);
    uint32_t value = sg_python_value(b, expression);
    sg_python_values(b, sg_python_part(b, node, SG_PY_FIELD_format_specifier));
    sg_items_add(b, &pieces->items, shows_itself || changes_text(b, node) ? sg_python_other(b, node) : value);
}

static void add_string(struct sg_builder *b, uint32_t node, struct pieces *pieces)
{
    struct prefix prefix = read_prefix(b, node);
    for (uint32_t part = sg_syntax_first(b->syntax, node); part; part = sg_syntax_next(b->syntax, part)) {
        if (sg_python_kind(b, part) == SG_PY_string_content)
            add_content(b, part, prefix, pieces);
        else if (sg_python_kind(b, part) == SG_PY_interpolation)
            add_interpolation(b, part, pieces);
    }
}

uint32_t sg_python_string(struct sg_builder *b, uint32_t node)
{
    struct pieces pieces = begin(b, node);
    add_string(b, node, &pieces);
    return end(b, &pieces);
}

uint32_t sg_python_concatenated(struct sg_builder *b, uint32_t node)
{
    struct pieces pieces = begin(b, node);
    for (uint32_t part = sg_syntax_first(b->syntax, node); part; part = sg_syntax_next(b->syntax, part))
        add_string(b, part, &pieces);
    return end(b, &pieces);
}
