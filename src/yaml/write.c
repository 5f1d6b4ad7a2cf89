#include "yaml/write.h"

#include "base/shown.h"
#include "yaml/quote.h"
#include "yaml/scalar.h"

#include <string.h>

#define DASH 2 /* "- " */

static void write_block(struct sg_buffer *b, const struct sg_node *node, struct sg_layout at);

static struct sg_layout deeper(struct sg_layout at, size_t by)
{
    at.indent += by;
    return at;
}

/* A scalar that was read as a number, boolean or null stays one. */
static void write_scalar(struct sg_buffer *b, const struct sg_node *node, enum sg_context context)
{
    if (sg_scalar_type(node) == SG_TEXT)
        sg_add_scalar(b, node->text, context);
    else
        sg_add(b, *node->text ? node->text : "null");
}

static void write_flow(struct sg_buffer *b, const struct sg_node *node)
{
    if (node->tag) {
        sg_add(b, node->tag);
        sg_add_char(b, ' ');
    }
    if (node->type == SG_SCALAR) {
        write_scalar(b, node, SG_FLOW);
        return;
    }
    sg_add_char(b, node->type == SG_LIST ? '[' : '{');
    bool key = node->type == SG_MAP;
    for (const struct sg_node *child = node->first; child; child = child->next) {
        write_flow(b, child);
        if (child->next)
            sg_add(b, key ? ": " : ", ");
        key = node->type == SG_MAP && !key;
    }
    sg_add_char(b, node->type == SG_LIST ? ']' : '}');
}

static bool fits_on_line(const struct sg_node *node)
{
    return node->type == SG_SCALAR || node->flow || node->count == 0;
}

/* Writes what can follow "key: " or "- " on its line. */
static void write_on_line(struct sg_buffer *b, const struct sg_node *node)
{
    if (node->type != SG_SCALAR) {
        write_flow(b, node);
        return;
    }
    if (node->tag) {
        sg_add(b, node->tag);
        sg_add_char(b, ' ');
    }
    write_scalar(b, node, SG_BLOCK);
}

/* The first line of a block continues the line of "- ", so only later lines are indented. */
static void start_line(struct sg_buffer *b, bool first, size_t indent)
{
    if (!first)
        sg_add_spaces(b, indent);
}

static void write_map(struct sg_buffer *b, const struct sg_node *map, struct sg_layout at)
{
    for (const struct sg_node *key = map->first; key; key = key->next->next) {
        const struct sg_node *value = key->next;
        struct sg_layout below = deeper(at, value->type == SG_LIST ? at.list_step : at.step);
        start_line(b, key == map->first, at.indent);
        sg_add_scalar(b, key->text, SG_BLOCK);
        if (fits_on_line(value)) {
            sg_add_bytes(b, ": ", 2);
            write_on_line(b, value);
            sg_add_char(b, '\n');
            continue;
        }
        sg_add_char(b, ':');
        if (value->tag) {
            sg_add_char(b, ' ');
            sg_add(b, value->tag);
        }
        sg_add_char(b, '\n');
        sg_add_spaces(b, below.indent);
        write_block(b, value, below);
    }
}

static void write_comment(struct sg_buffer *b, const char *comment, size_t indent)
{
    for (const char *line = comment; line;) {
        const char *end = strchr(line, '\n');
        sg_add(b, "# ");
        sg_add_shown(b, line, end ? (size_t)(end - line) : strlen(line)); /* the rest of a line end would be YAML */
        sg_add_char(b, '\n');
        sg_add_spaces(b, indent);
        line = end ? end + 1 : NULL;
    }
}

static void write_list(struct sg_buffer *b, const struct sg_node *list, struct sg_layout at)
{
    for (const struct sg_node *item = list->first; item; item = item->next) {
        start_line(b, item == list->first, at.indent);
        write_comment(b, item->comment, at.indent);
        sg_add_bytes(b, "- ", 2);
        if (fits_on_line(item)) {
            write_on_line(b, item);
            sg_add_char(b, '\n');
            continue;
        }
        if (item->tag) {
            sg_add(b, item->tag);
            sg_add_char(b, '\n');
            sg_add_spaces(b, at.indent + DASH);
        }
        write_block(b, item, deeper(at, DASH));
    }
}

static void write_block(struct sg_buffer *b, const struct sg_node *node, struct sg_layout at)
{
    if (node->type == SG_MAP)
        write_map(b, node, at);
    else
        write_list(b, node, at);
}

void sg_write_yaml_as(struct sg_buffer *b, const struct sg_node *node, struct sg_layout layout)
{
    sg_add_spaces(b, layout.indent);
    if (fits_on_line(node)) {
        write_on_line(b, node);
        sg_add_char(b, '\n');
        return;
    }
    if (node->tag) {
        sg_add(b, node->tag);
        sg_add_char(b, '\n');
        sg_add_spaces(b, layout.indent);
    }
    write_block(b, node, layout);
}

void sg_write_yaml(struct sg_buffer *b, const struct sg_node *node, size_t indent)
{
    sg_write_yaml_as(b, node, (struct sg_layout){.indent = indent, .step = SG_STEP, .list_step = SG_STEP});
}

void sg_write_flow(struct sg_buffer *b, const struct sg_node *node)
{
    write_flow(b, node);
}

const char *sg_yaml_text(struct sg_arena *a, const struct sg_node *node)
{
    struct sg_buffer text = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_write_yaml(&text, node, 0);
    return text.text;
}
