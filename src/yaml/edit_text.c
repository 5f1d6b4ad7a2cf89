#include "yaml/edit_text_internal.h"

#include "base/list.h"
#include "yaml/edit_place_internal.h"

#include <string.h>

void sg_edit_splice(struct sg_edit *e, size_t start, size_t end, const char *text)
{
    sg_grow(e->arena, e->items, e->count, e->capacity);
    e->items[e->count] = (struct sg_splice){.start = start, .end = end, .text = text, .order = e->count};
    e->count++;
}

static struct sg_layout indented(const struct sg_edit *e, size_t indent)
{
    struct sg_layout layout = e->layout;
    layout.indent = indent;
    return layout;
}

/* With the file's line ends, and its tabs. */
static const char *own_lines(const struct sg_edit *e, const char *text)
{
    if (strcmp(e->line_end, "\n") == 0 && !e->tabs)
        return text;
    struct sg_buffer b = sg_buffer_new(e->arena, SG_BUFFER_MOST);
    for (; *text; text++) {
        if (*text != '\n') {
            sg_add_char(&b, *text);
            continue;
        }
        sg_add(&b, e->line_end);
        for (; e->tabs && text[1] == ' '; text++)
            sg_add_char(&b, '\t');
    }
    return b.text;
}

const char *sg_block_text(const struct sg_edit *e, const struct sg_node *node, size_t indent)
{
    struct sg_buffer b = sg_buffer_new(e->arena, SG_BUFFER_MOST);
    sg_write_yaml_as(&b, node, indented(e, indent));
    return own_lines(e, b.text);
}

/* JSON has line ends between values only. */
static const char *in_one_line(struct sg_arena *a, const char *json)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    while (*json) {
        size_t length = strcspn(json, "\n");
        sg_add_bytes(&b, json, length);
        json += length;
        if (*json && json[-1] == ',')
            sg_add_char(&b, ' ');
        json += strspn(json, "\n ");
    }
    return b.text;
}

const char *sg_flow_text(const struct sg_edit *e, const struct sg_node *node, bool own_line, size_t indent)
{
    struct sg_buffer b = sg_buffer_new(e->arena, SG_BUFFER_MOST);
    if (!e->json) {
        sg_write_flow(&b, node);
        return b.text;
    }
    sg_write_json_value(&b, node, indented(e, indent));
    return own_line ? own_lines(e, b.text) : in_one_line(e->arena, b.text);
}

const char *sg_blanks(const struct sg_edit *e, size_t count)
{
    struct sg_buffer b = sg_buffer_new(e->arena, SG_BUFFER_MOST);
    for (size_t i = 0; i < count; i++)
        sg_add_char(&b, e->tabs ? '\t' : ' ');
    return b.text;
}

void sg_add_lines(struct sg_edit *e, size_t end, const char *lines)
{
    bool at_start = end && e->source->bytes[end - 1] == '\n'; /* a block text takes its line ends */
    size_t place = at_start ? end : sg_next_line(e, end);
    bool cut = place == e->source->length && place && e->source->bytes[place - 1] != '\n';
    if (cut)
        lines = sg_concat(e->arena, e->line_end, sg_copy_bytes(e->arena, lines, strlen(lines) - strlen(e->line_end)));
    sg_edit_splice(e, place, place, lines);
}

static int by_place(const void *x, const void *y)
{
    const struct sg_splice *a = x, *b = y;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

struct sg_source sg_edit_finish(struct sg_edit *e)
{
    struct sg_buffer b = sg_buffer_sized(e->arena, SG_BUFFER_MOST, e->source->length + 1024);
    size_t from = 0;
    sg_sort(e->items, e->count, sizeof *e->items, by_place);
    for (size_t i = 0; i < e->count; i++) {
        sg_add_bytes(&b, e->source->bytes + from, e->items[i].start - from);
        sg_add(&b, e->items[i].text);
        from = e->items[i].end;
    }
    sg_add_bytes(&b, e->source->bytes + from, e->source->length - from);
    return (struct sg_source){.name = e->source->name, .bytes = b.text, .length = b.length};
}
