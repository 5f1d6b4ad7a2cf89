#include "yaml/edit_text_internal.h"

#include "base/list.h"

#include <string.h>

/* ---- Positions in the text ---- */

size_t sg_edit_line_start(const struct sg_edit *e, size_t offset)
{
    while (offset && e->source->bytes[offset - 1] != '\n')
        offset--;
    return offset;
}

size_t sg_edit_next_line(const struct sg_edit *e, size_t offset)
{
    const char *end = memchr(e->source->bytes + offset, '\n', e->source->length - offset);
    return end ? (size_t)(end + 1 - e->source->bytes) : e->source->length;
}

static bool is_mark(const struct sg_edit *e, size_t start)
{
    return start == 0 && e->source->length >= 3 && memcmp(e->source->bytes, "\xEF\xBB\xBF", 3) == 0;
}

size_t sg_edit_column(const struct sg_edit *e, size_t offset)
{
    size_t start = sg_edit_line_start(e, offset);
    return offset - start - (is_mark(e, start) ? 3 : 0);
}

size_t sg_edit_dash_column(const struct sg_edit *e, const struct sg_node *list)
{
    if (e->source->bytes[list->start] == '-')
        return sg_edit_column(e, list->start);
    size_t line = sg_edit_line_start(e, list->first->start);
    return strspn(e->source->bytes + line, " ");
}

bool sg_edit_starts_line(const struct sg_edit *e, size_t offset)
{
    for (size_t i = sg_edit_line_start(e, offset); i < offset; i++)
        if (e->source->bytes[i] != ' ' && e->source->bytes[i] != '\t')
            return false;
    return true;
}

bool sg_edit_is_one_line(const struct sg_edit *e, size_t start, size_t end)
{
    return !memchr(e->source->bytes + start, '\n', end - start);
}

/* ---- New text ---- */

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

/* Returns the text with the line ends and the tabs of the file. */
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

const char *sg_edit_block_text(const struct sg_edit *e, const struct sg_node *node, size_t indent)
{
    struct sg_buffer b = sg_buffer_new(e->arena, SG_BUFFER_MOST);
    sg_write_yaml_as(&b, node, indented(e, indent));
    return own_lines(e, b.text);
}

/* In JSON that samgen writes, line ends occur between values only. */
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

const char *sg_edit_flow_text(const struct sg_edit *e, const struct sg_node *node, bool own_line, size_t indent)
{
    struct sg_buffer b = sg_buffer_new(e->arena, SG_BUFFER_MOST);
    if (!e->json) {
        sg_write_flow(&b, node);
        return b.text;
    }
    sg_write_json_value(&b, node, indented(e, indent));
    return own_line ? own_lines(e, b.text) : in_one_line(e->arena, b.text);
}

const char *sg_edit_blanks(const struct sg_edit *e, size_t count)
{
    struct sg_buffer b = sg_buffer_new(e->arena, SG_BUFFER_MOST);
    for (size_t i = 0; i < count; i++)
        sg_add_char(&b, e->tabs ? '\t' : ' ');
    return b.text;
}

void sg_edit_add_lines(struct sg_edit *e, size_t end, const char *lines)
{
    bool at_start = end && e->source->bytes[end - 1] == '\n'; /* a block scalar includes its last line end */
    size_t next = at_start ? end : sg_edit_next_line(e, end);
    bool cut = next == e->source->length && next && e->source->bytes[next - 1] != '\n';
    if (cut)
        lines = sg_concat(e->arena, e->line_end, sg_copy_bytes(e->arena, lines, strlen(lines) - strlen(e->line_end)));
    sg_edit_splice(e, next, next, lines);
}

static int by_position(const void *x, const void *y)
{
    const struct sg_splice *a = x, *b = y;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

/* The text that the splices, which it sorts, make of the bytes from `from` to `end`. */
static struct sg_buffer spliced(struct sg_edit *e, size_t from, size_t end, size_t size)
{
    struct sg_buffer b = sg_buffer_sized(e->arena, SG_BUFFER_MOST, size);
    sg_sort(e->items, e->count, sizeof *e->items, by_position);
    for (size_t i = 0; i < e->count; i++) {
        sg_add_bytes(&b, e->source->bytes + from, e->items[i].start - from);
        sg_add(&b, e->items[i].text);
        from = e->items[i].end;
    }
    sg_add_bytes(&b, e->source->bytes + from, end - from);
    return b;
}

struct sg_splice sg_edit_joined(struct sg_edit *e)
{
    struct sg_splice joined = e->items[0];
    for (size_t i = 1; i < e->count; i++) {
        joined.start = e->items[i].start < joined.start ? e->items[i].start : joined.start;
        joined.end = e->items[i].end > joined.end ? e->items[i].end : joined.end;
    }
    joined.text = spliced(e, joined.start, joined.end, 1024).text;
    return joined;
}

struct sg_source sg_edit_finish(struct sg_edit *e)
{
    struct sg_buffer b = spliced(e, 0, e->source->length, e->source->length + 1024);
    return (struct sg_source){.name = e->source->name, .bytes = b.text, .length = b.length};
}
