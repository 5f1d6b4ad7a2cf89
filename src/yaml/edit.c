#include "yaml/edit_place.h"

#include "base/buffer.h"
#include "base/list.h"

#include <string.h>

/* ---- New text ---- */

void sg_edit_splice(struct sg_edit *e, size_t start, size_t end, const char *text)
{
    if (e->count == e->capacity) {
        struct sg_splice *old = e->items;
        e->capacity = e->capacity ? 2 * e->capacity : 8;
        e->items = sg_new_array(e->arena, struct sg_splice, e->capacity);
        if (e->count)
            memcpy(e->items, old, e->count * sizeof *old);
    }
    e->items[e->count] = (struct sg_splice){.start = start, .end = end, .text = text, .order = e->count};
    e->count++;
}

static struct sg_layout indented(const struct sg_edit *e, size_t indent)
{
    struct sg_layout layout = e->layout;
    layout.indent = indent;
    return layout;
}

/* With the file's line ends. */
static const char *own_lines(const struct sg_edit *e, const char *text)
{
    if (strcmp(e->line_end, "\n") == 0)
        return text;
    struct sg_buffer b = sg_buffer_new(e->arena, SG_BUFFER_MOST);
    for (; *text; text++) {
        if (*text == '\n')
            sg_add_char(&b, '\r');
        sg_add_char(&b, *text);
    }
    return b.text;
}

/* Whole lines: "  - a\n  - b\n" */
static const char *block_text(const struct sg_edit *e, const struct sg_node *node, size_t indent)
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

/* To stand behind a key or among the items of a flow list; of JSON on lines of its own, `indent` is theirs. */
static const char *flow_text(const struct sg_edit *e, const struct sg_node *node, bool own_line, size_t indent)
{
    struct sg_buffer b = sg_buffer_new(e->arena, SG_BUFFER_MOST);
    if (!e->json) {
        sg_write_flow(&b, node);
        return b.text;
    }
    sg_write_json_value(&b, node, indented(e, indent));
    return own_line ? own_lines(e, b.text) : in_one_line(e->arena, b.text);
}

static const char *spaces(const struct sg_edit *e, size_t count)
{
    struct sg_buffer b = sg_buffer_new(e->arena, SG_BUFFER_MOST);
    sg_add_spaces(&b, count);
    return b.text;
}

/* Whole lines behind the line in which something ends; the last line of the text may lack its end. */
static void add_lines(struct sg_edit *e, size_t end, const char *lines)
{
    bool at_start = end && e->source->bytes[end - 1] == '\n'; /* a block text takes its line ends */
    size_t place = at_start ? end : sg_next_line(e, end);
    bool cut = place == e->source->length && place && e->source->bytes[place - 1] != '\n';
    if (cut)
        lines = sg_concat(e->arena, e->line_end, sg_copy_bytes(e->arena, lines, strlen(lines) - strlen(e->line_end)));
    sg_edit_splice(e, place, place, lines);
}

/* ---- Flow ---- */

/* Behind the last child, on a line of its own where the children have one each. */
static void add_to_flow(struct sg_edit *e, const struct sg_node *node, const char *before, const struct sg_node *value)
{
    const struct sg_node *first = node->first;
    bool own_line = sg_is_blank_before(e, first->start);
    size_t indent = own_line ? sg_column_of(e, first->start) : 0;
    const char *between = own_line ? sg_format(e->arena, ",%s%s", e->line_end, spaces(e, indent)) : ", ";
    const char *text = sg_concat(e->arena, before, flow_text(e, value, own_line, indent));
    sg_edit_splice(e, node->last->end, node->last->end, sg_concat(e->arena, between, text));
}

static void append_to_flow(struct sg_edit *e, const struct sg_node *list, const struct sg_node *items)
{
    const struct sg_node *first = list->first;
    bool own_line = sg_is_blank_before(e, first->start);
    size_t indent = own_line ? sg_column_of(e, first->start) : 0;
    const char *between = own_line ? sg_format(e->arena, ",%s%s", e->line_end, spaces(e, indent)) : ", ";
    struct sg_buffer b = sg_buffer_new(e->arena, SG_BUFFER_MOST);
    for (const struct sg_node *item = items->first; item; item = item->next) {
        sg_add(&b, between);
        sg_add(&b, flow_text(e, item, own_line, indent));
    }
    sg_edit_splice(e, list->last->end, list->last->end, b.text);
}

/* [value, items...] */
static void enlist_in_flow(struct sg_edit *e, const struct sg_node *value, const struct sg_node *items)
{
    struct sg_buffer b = sg_buffer_new(e->arena, SG_BUFFER_MOST);
    for (const struct sg_node *item = items->first; item; item = item->next) {
        sg_add(&b, ", ");
        sg_add(&b, flow_text(e, item, false, 0));
    }
    sg_add_char(&b, ']');
    sg_edit_splice(e, value->start, value->start, "[");
    sg_edit_splice(e, value->end, value->end, b.text);
}

/* ---- Block ---- */

static bool in_block(struct sg_around around)
{
    return !around.parent->flow;
}

/* The blanks between "key:" and its value, with the value itself. */
static size_t behind_colon(const struct sg_edit *e, struct sg_around around, size_t value)
{
    size_t start = value;
    while (start > around.key->end && (e->source->bytes[start - 1] == ' ' || e->source->bytes[start - 1] == '\t'))
        start--;
    return start;
}

static size_t end_of_entry(const struct sg_node *key)
{
    return key->next->end > key->end ? key->next->end : key->end;
}

/* A key whose value ends on its line, so that a line can follow it; the last of them. */
static const struct sg_node *one_line_key(const struct sg_edit *e, const struct sg_node *map)
{
    const struct sg_node *found = NULL;
    for (const struct sg_node *key = map->first; key; key = key->next->next) {
        if (key->next->start >= key->start && sg_on_one_line(e, key->start, end_of_entry(key)))
            found = key;
    }
    return found;
}

static const struct sg_node *last_key(const struct sg_node *map)
{
    const struct sg_node *key = map->first;
    while (key->next->next)
        key = key->next->next;
    return key;
}

const struct sg_node *sg_edit_put(struct sg_edit *e, const struct sg_node *map, const struct sg_node *behind,
                                  const char *key, const struct sg_node *value)
{
    if (map->flow) {
        const char *quoted = e->json ? sg_format(e->arena, "\"%s\": ", key) : sg_format(e->arena, "%s: ", key);
        add_to_flow(e, map, quoted, value);
        return last_key(map);
    }
    struct sg_node *entry = sg_map(e->arena), *copy = sg_new(e->arena, struct sg_node);
    *copy = *value;
    copy->next = NULL;
    sg_put(e->arena, entry, key, copy);
    if (!behind)
        behind = one_line_key(e, map);
    if (!behind)
        behind = last_key(map);
    add_lines(e, end_of_entry(behind), block_text(e, entry, sg_column_of(e, map->first->start)));
    return behind;
}

/* Of a value on its key's line the lines begin behind that line, and a comment there stays. */
static void replace_in_block(struct sg_edit *e, struct sg_around around, const struct sg_node *old,
                             const struct sg_node *value)
{
    size_t column = around.key ? sg_column_of(e, around.key->start) : sg_column_of(e, old->start);
    if (!around.key) {
        const char *lines = block_text(e, value, column);
        size_t length = strlen(lines) - strlen(e->line_end);
        sg_edit_splice(e, old->start, old->end, sg_copy_bytes(e->arena, lines + column, length - column));
        return;
    }
    size_t step = value->type == SG_LIST ? e->layout.list_step : e->layout.step;
    size_t end = old->end > around.key->end ? old->end : around.key->end;
    if (old->end > old->start)
        sg_edit_splice(e, behind_colon(e, around, old->start), old->end, "");
    add_lines(e, end, block_text(e, value, column + step));
}

void sg_edit_replace(struct sg_edit *e, struct sg_around around, const struct sg_node *old, const struct sg_node *value)
{
    if (in_block(around) && value->count) {
        replace_in_block(e, around, old, value);
        return;
    }
    size_t line = sg_line_start(e, old->start), indent = strspn(e->source->bytes + line, " ");
    bool own_line = around.key && sg_is_blank_before(e, around.key->start);
    sg_edit_splice(e, old->start, old->end, flow_text(e, value, own_line, indent));
}

static bool is_all_scalars(const struct sg_node *items)
{
    for (const struct sg_node *item = items->first; item; item = item->next)
        if (item->type != SG_SCALAR)
            return false;
    return true;
}

/* [a, b] on its key's line, with something longer to come, gets a line for each item. */
static void unfold(struct sg_edit *e, struct sg_around around, const struct sg_node *list, const struct sg_node *items)
{
    size_t dash = sg_column_of(e, around.key->start) + e->layout.list_step;
    const char *text = sg_format(e->arena, "%s%s- ", e->line_end, spaces(e, dash));
    size_t from = behind_colon(e, around, list->start);
    for (const struct sg_node *item = list->first; item; item = item->next) {
        sg_edit_splice(e, from, item->start, text);
        from = item->end;
    }
    sg_edit_splice(e, from, list->end, "");
    add_lines(e, list->end, block_text(e, items, dash));
}

void sg_edit_append(struct sg_edit *e, struct sg_around around, const struct sg_node *list, const struct sg_node *items)
{
    bool foldable = list->flow && around.key && in_block(around) && sg_on_one_line(e, around.key->start, list->end);
    if (!list->first)
        sg_edit_replace(e, around, list, items);
    else if (foldable && !list->tag && !is_all_scalars(items))
        unfold(e, around, list, items);
    else if (list->flow)
        append_to_flow(e, list, items);
    else
        add_lines(e, list->end, block_text(e, items, sg_column_of(e, list->start)));
}

/* Shifts the lines behind the first of a node. */
static void shift_lines(struct sg_edit *e, const struct sg_node *node, size_t by)
{
    const char *blanks = spaces(e, by);
    for (size_t line = sg_next_line(e, node->start); line < node->end; line = sg_next_line(e, line))
        if (!strchr("\r\n", e->source->bytes[line]))
            sg_edit_splice(e, line, line, blanks);
}

#define DASH 2 /* "- " */

/* A value below its key: where there is room, the dash takes two of the blanks before it, and no other line changes. */
static void enlist_below(struct sg_edit *e, struct sg_around around, const struct sg_node *value,
                         const struct sg_node *items)
{
    size_t column = sg_column_of(e, value->start);
    bool room = around.key && column >= sg_column_of(e, around.key->start) + DASH;
    size_t dash = room ? column - DASH : column;
    sg_edit_splice(e, room ? value->start - DASH : value->start, value->start, "- ");
    if (!room)
        shift_lines(e, value, DASH);
    add_lines(e, value->end, block_text(e, items, dash));
}

/* How far the lines behind the first must be shifted to stand behind a dash: "!If", and its list below. */
static size_t lacking_indent(const struct sg_edit *e, const struct sg_node *value, size_t dash)
{
    const char *bytes = e->source->bytes;
    size_t line = sg_next_line(e, value->start);
    while (line < value->end && strchr("\r\n", bytes[line]))
        line = sg_next_line(e, line);
    size_t column = line < value->end ? strspn(bytes + line, " ") : dash + DASH;
    return column < dash + DASH ? dash + DASH - column : 0;
}

void sg_edit_enlist(struct sg_edit *e, struct sg_around around, const struct sg_node *value,
                    const struct sg_node *items)
{
    if (!in_block(around)) {
        enlist_in_flow(e, value, items);
        return;
    }
    if (!around.key || sg_is_blank_before(e, value->start)) {
        enlist_below(e, around, value, items);
        return;
    }
    size_t dash = sg_column_of(e, around.key->start) + e->layout.list_step;
    const char *text = sg_format(e->arena, "%s%s- ", e->line_end, spaces(e, dash));
    sg_edit_splice(e, behind_colon(e, around, value->start), value->start, text);
    shift_lines(e, value, lacking_indent(e, value, dash));
    add_lines(e, value->end, block_text(e, items, dash));
}

/* ---- The new text ---- */

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
