#include "base/text.h"
#include "code/python_internal.h"

#include <stdio.h>

static void add_text(struct sg_builder *b, uint32_t node, const char *text, size_t length, struct sg_items *items)
{
    if (length)
        sg_items_add(b, items, sg_build_text(b, node, SG_CODE_TEXT, sg_copy_bytes(b->arena, text, length)));
}

static uint32_t numbered(struct sg_builder *b, uint32_t node, const char *digits, size_t length)
{
    return sg_build_text(b, node, SG_CODE_NUMBER, sg_copy_bytes(b->arena, digits, length));
}

/* ---- "text" % right ---- */

struct percent {
    struct sg_builder *b;
    uint32_t node;
    uint32_t right;                   /* the value of the right side */
    bool is_map;                      /* %(name)s is used */
    const struct sg_code_item *given; /* of a tuple on the right side; NULL: any other value */
    uint32_t given_count, used;
    bool is_tuple; /* any other value that more than one conversion takes apart */
    struct sg_items parts;
};

static uint32_t next_given(struct percent *p)
{
    uint32_t at = p->used++;
    if (p->given)
        return at < p->given_count ? p->given[at].value : sg_python_other(p->b, p->node);
    if (!p->is_tuple)
        return p->right;
    char digits[16];
    int length = snprintf(digits, sizeof digits, "%u", (unsigned)at);
    return sg_build_item(p->b, p->node, p->right, numbered(p->b, p->node, digits, (size_t)length));
}

static uint32_t named_given(struct percent *p, const char *name, size_t length)
{
    uint32_t key = sg_build_text(p->b, p->node, SG_CODE_TEXT, sg_copy_bytes(p->b->arena, name, length));
    return sg_build_item(p->b, p->node, p->right, key);
}

/* Reads a conversion after its '%'. Only %s, %d and %i without a width give the text of the value. Returns the rest. */
static const char *add_conversion(struct percent *p, const char *at)
{
    uint32_t value = SG_CODE_NONE;
    if (*at == '(') {
        size_t length = strcspn(at + 1, ")");
        value = named_given(p, at + 1, length);
        at += 1 + length + (at[1 + length] == ')');
    }
    size_t width = strspn(at, "#0- +.*hlL" SG_DIGITS);
    if (at[width] == '%' || !at[width]) {
        add_text(p->b, p->node, "%", 1, &p->parts);
        return at + width + (at[width] == '%');
    }
    if (value == SG_CODE_NONE)
        value = next_given(p);
    if (width || !strchr("sdi", at[width]))
        value = sg_python_other(p->b, p->node);
    sg_items_add(p->b, &p->parts, value);
    return at + width + 1;
}

/* Whether a format takes more than one value. */
static bool takes_several(const char *text)
{
    size_t count = 0;
    while ((text = strchr(text, '%')) && text[1]) {
        count += text[1] != '%';
        text += 2;
    }
    return count > 1;
}

uint32_t sg_python_percent(struct sg_builder *b, uint32_t node, const char *text, uint32_t right)
{
    struct percent p = {.b = b, .node = node, .is_tuple = takes_several(text)};
    p.right = sg_python_value(b, right);
    const struct sg_code_instruction *made = sg_build_at(b, p.right);
    static const struct sg_code_item none;
    if (sg_python_kind(b, right) == SG_PY_tuple) {
        p.given = made->items ? made->items : &none;
        p.given_count = made->count;
    }
    while (*text) {
        size_t plain = strcspn(text, "%");
        add_text(b, node, text, plain, &p.parts);
        text += plain;
        if (*text)
            text = add_conversion(&p, text + 1);
    }
    return sg_build_with(b, node, SG_CODE_JOIN, SG_CODE_NONE, &p.parts);
}

/* ---- "text".format(...) ---- */

struct format {
    struct sg_builder *b;
    uint32_t node;
    const struct sg_items *given;
    uint32_t used; /* by {} */
    struct sg_items parts;
};

static uint32_t find_given(const struct format *f, const char *name, size_t length)
{
    for (uint32_t i = 0; i < f->given->count; i++) {
        const struct sg_code_item *item = &f->given->items[i];
        if (item->name && sg_is_word(item->name, name, length))
            return item->value;
    }
    return SG_CODE_NONE;
}

static uint32_t positional_given(const struct format *f, uint32_t index)
{
    bool is_there = index < f->given->count && !f->given->items[index].name;
    return is_there ? f->given->items[index].value : SG_CODE_NONE;
}

/* "", "0" or "name": the argument. SG_CODE_NONE: there is none. */
static uint32_t argument_of_field(struct format *f, const char *name, size_t length)
{
    if (!length)
        return positional_given(f, f->used++);
    uint32_t index = 0;
    for (size_t i = 0; i < length; i++) {
        if (name[i] < '0' || name[i] > '9' || index > UINT16_MAX)
            return find_given(f, name, length);
        index = index * 10 + (uint32_t)(name[i] - '0');
    }
    return positional_given(f, index);
}

/* ".member" and "[key]" after the name of a field. */
static uint32_t member_of_field(struct format *f, uint32_t value, const char *at, const char *end)
{
    while (at < end) {
        bool is_item = *at++ == '[';
        size_t length = strcspn(at, is_item ? "]" : ".[");
        if (length > (size_t)(end - at))
            length = (size_t)(end - at);
        if (!is_item)
            value = sg_build_get(f->b, f->node, value, sg_copy_bytes(f->b->arena, at, length));
        else if (length && strspn(at, SG_DIGITS) >= length)
            value = sg_build_item(f->b, f->node, value, numbered(f->b, f->node, at, length));
        else
            value = sg_build_item(f->b, f->node, value,
                                  sg_build_text(f->b, f->node, SG_CODE_TEXT, sg_copy_bytes(f->b->arena, at, length)));
        at += length + is_item;
    }
    return value;
}

/* A field between its braces: name[:specification]. */
static void add_field(struct format *f, const char *field, size_t length)
{
    size_t named = strcspn(field, "}!:"), name = strcspn(field, "}!:.[");
    named = named < length ? named : length;
    name = name < named ? name : named;
    uint32_t value = argument_of_field(f, field, name);
    bool plain = named == length || sg_is_word("!s", field + named, length - named);
    if (value == SG_CODE_NONE || !plain)
        value = sg_python_other(f->b, f->node);
    else
        value = member_of_field(f, value, field + name, field + named);
    sg_items_add(f->b, &f->parts, value);
}

/* The length of a field up to its closing brace; its specification may have fields too. */
static size_t field_length(const char *field)
{
    size_t depth = 1, length = 0;
    for (; field[length]; length++) {
        depth += field[length] == '{';
        depth -= field[length] == '}';
        if (!depth)
            break;
    }
    return length;
}

/* Reads from a brace on; returns the rest. */
static const char *add_from_brace(struct format *f, const char *text)
{
    if (text[0] == '}' || text[1] == '{') { /* {{ and }} are braces */
        add_text(f->b, f->node, text, 1, &f->parts);
        return text + 1 + (text[1] == text[0]);
    }
    size_t length = field_length(text + 1);
    add_field(f, text + 1, length);
    return text + 1 + length + (text[1 + length] == '}');
}

uint32_t sg_python_format(struct sg_builder *b, uint32_t node, const char *text, const struct sg_items *items)
{
    struct format f = {.b = b, .node = node, .given = items};
    for (uint32_t i = 0; i < items->count; i++)
        if (items->items[i].spread)
            return SG_CODE_NONE;
    while (*text) {
        size_t plain = strcspn(text, "{}");
        add_text(b, node, text, plain, &f.parts);
        text += plain;
        if (*text)
            text = add_from_brace(&f, text);
    }
    return sg_build_with(b, node, SG_CODE_JOIN, SG_CODE_NONE, &f.parts);
}
