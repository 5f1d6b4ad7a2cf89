#include "base/list.h"
#include "base/utf8.h"
#include "yaml/scalar.h"
#include "yaml/write.h"

#include <stdlib.h>
#include <string.h>

static void write_value(struct sg_buffer *b, const struct sg_node *node, struct sg_layout at);

/* Returns how many bytes need no escape; a character beyond ASCII may need one. */
static size_t plain_bytes(const char *p)
{
    size_t count = 0;
    for (;; count++) {
        unsigned char c = (unsigned char)p[count];
        if (c < 0x20 || c == '"' || c == '\\' || c >= 0x7F)
            return count;
    }
}

/* JSON escapes what is beyond 16 bits as two surrogates. */
static void add_escape(struct sg_buffer *b, unsigned code)
{
    if (code < 0x10000)
        sg_add_format(b, "\\u%04x", code);
    else
        sg_add_format(b, "\\u%04x\\u%04x", 0xD800 + ((code - 0x10000) >> 10), 0xDC00 + ((code - 0x10000) & 0x3FF));
}

/* Adds one character that may need an escape and returns its length. */
static size_t add_character(struct sg_buffer *b, const char *p)
{
    static const char escaped[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const unsigned char *bytes = (const unsigned char *)p;
    size_t length = sg_utf8_length(bytes, strnlen(p, 4));
    const char *known = strchr(escaped, *p);
    if (known)
        sg_add_format(b, "\\%c", letters[known - escaped]);
    else if (sg_is_unprintable(bytes, length))
        add_escape(b, length ? sg_code_point(bytes, length) : *bytes);
    else
        sg_add_bytes(b, p, length);
    return length ? length : 1;
}

void sg_add_json_text(struct sg_buffer *b, const char *text)
{
    sg_add_char(b, '"');
    for (const char *p = text; *p;) {
        size_t plain = plain_bytes(p);
        sg_add_bytes(b, p, plain);
        p += plain;
        if (*p)
            p += add_character(b, p);
    }
    sg_add_char(b, '"');
}

/* Infinity and NaN stay texts: JSON has no such numbers. */
static void write_float(struct sg_buffer *b, const struct sg_node *node)
{
    double value;
    if (!sg_float(node, &value)) {
        sg_add_json_text(b, node->text);
        return;
    }
    const char *text = sg_format(b->arena, "%.17g", value);
    sg_add(b, strpbrk(text, ".e") ? text : sg_format(b->arena, "%.1f", value));
}

static void write_scalar(struct sg_buffer *b, const struct sg_node *node)
{
    long long integer;
    switch (sg_scalar_type(node)) {
    case SG_NULL:
        sg_add(b, "null");
        return;
    case SG_BOOLEAN:
        sg_add(b, sg_is_true(node) ? "true" : "false");
        return;
    case SG_INTEGER:
        if (sg_integer(node, &integer))
            sg_add_format(b, "%lld", integer);
        else if (*node->text != '0' && node->text[strspn(node->text, "0123456789")] == '\0')
            sg_add(b, node->text); /* JSON does not limit the size of a number */
        else
            sg_add_json_text(b, node->text);
        return;
    case SG_FLOAT:
        write_float(b, node);
        return;
    case SG_TEXT:
        break;
    }
    sg_add_json_text(b, node->text);
}

static struct sg_layout deeper(struct sg_layout at)
{
    at.indent += at.step;
    return at;
}

static void start_line(struct sg_buffer *b, struct sg_layout at)
{
    if (at.one_line)
        return;
    sg_add_char(b, '\n');
    sg_add_spaces(b, at.indent);
}

static void write_list(struct sg_buffer *b, const struct sg_node *list, struct sg_layout at)
{
    sg_add_char(b, '[');
    for (const struct sg_node *item = list->first; item; item = item->next) {
        start_line(b, deeper(at));
        write_value(b, item, deeper(at));
        if (item->next)
            sg_add_char(b, ',');
    }
    if (list->first)
        start_line(b, at);
    sg_add_char(b, ']');
}

static void write_map(struct sg_buffer *b, const struct sg_node *map, struct sg_layout at)
{
    sg_add_char(b, '{');
    for (const struct sg_node *key = map->first; key; key = key->next->next) {
        start_line(b, deeper(at));
        sg_add_json_text(b, key->text);
        sg_add(b, at.one_line ? ":" : ": ");
        write_value(b, key->next, deeper(at));
        if (key->next->next)
            sg_add_char(b, ',');
    }
    if (map->first)
        start_line(b, at);
    sg_add_char(b, '}');
}

static void write_untagged(struct sg_buffer *b, const struct sg_node *node, struct sg_layout at)
{
    if (node->type == SG_LIST)
        write_list(b, node, at);
    else if (node->type == SG_MAP)
        write_map(b, node, at);
    else
        write_scalar(b, node);
}

/* Writes !GetAtt A.B as a list of two texts. */
static void write_attribute(struct sg_buffer *b, const char *text, const char *dot, struct sg_layout at)
{
    sg_add_char(b, '[');
    start_line(b, deeper(at));
    sg_add_json_text(b, sg_copy_bytes(b->arena, text, (size_t)(dot - text)));
    sg_add_char(b, ',');
    start_line(b, deeper(at));
    sg_add_json_text(b, dot + 1);
    start_line(b, at);
    sg_add_char(b, ']');
}

/* !Ref and !Condition keep their names; every other short tag becomes Fn::NAME. */
static void write_value(struct sg_buffer *b, const struct sg_node *node, struct sg_layout at)
{
    if (!node->tag) {
        write_untagged(b, node, at);
        return;
    }
    const char *name = node->tag + 1;
    bool bare = strcmp(name, "Ref") == 0 || strcmp(name, "Condition") == 0;
    const char *dot = node->type == SG_SCALAR && strcmp(name, "GetAtt") == 0 ? strchr(node->text, '.') : NULL;
    sg_add_char(b, '{');
    start_line(b, deeper(at));
    sg_add_json_text(b, bare ? name : sg_concat(b->arena, "Fn::", name));
    sg_add(b, at.one_line ? ":" : ": ");
    if (dot)
        write_attribute(b, node->text, dot, deeper(at));
    else
        write_untagged(b, node, deeper(at));
    start_line(b, at);
    sg_add_char(b, '}');
}

void sg_write_json_value(struct sg_buffer *b, const struct sg_node *node, struct sg_layout layout)
{
    write_value(b, node, layout);
}

void sg_write_json(struct sg_buffer *b, const struct sg_node *node, size_t indent)
{
    sg_add_spaces(b, indent);
    write_value(b, node, (struct sg_layout){.indent = indent, .step = SG_STEP});
    sg_add_char(b, '\n');
}

const char *sg_json_text(struct sg_arena *a, const struct sg_node *node)
{
    struct sg_buffer text = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_write_json(&text, node, 0);
    return text.text;
}
