#include "yaml/edit_text_internal.h"

#include "base/buffer.h"

#include <string.h>

/* ---- Flow ---- */

/* `text` starts with a comma. When each child has its own line, a comment after the last one stays on that line. */
static void add_after_last(struct sg_edit *e, const struct sg_node *node, bool own_line, const char *text)
{
    const char *bytes = e->source->bytes;
    size_t end = node->last->end, rest = end + strspn(bytes + end, " \t,");
    if (!own_line || bytes[rest] != '#') {
        sg_edit_splice(e, end, end, text);
        return;
    }
    bool comma = memchr(bytes + end, ',', rest - end) != NULL;
    size_t line_end = rest + strcspn(bytes + rest, "\r\n");
    if (!comma)
        sg_edit_splice(e, end, end, ",");
    sg_edit_splice(e, line_end, line_end, sg_concat(e->arena, text + 1, comma ? "," : ""));
}

/* Adds after the last child, on a new line when each child has its own line. */
static void add_to_flow(struct sg_edit *e, const struct sg_node *node, const char *before, const struct sg_node *value)
{
    const struct sg_node *first = node->first;
    bool own_line = sg_edit_starts_line(e, first->start);
    size_t indent = own_line ? sg_edit_column(e, first->start) : 0;
    const char *between = own_line ? sg_format(e->arena, ",%s%s", e->line_end, sg_edit_blanks(e, indent)) : ", ";
    const char *text = sg_concat(e->arena, before, sg_edit_flow_text(e, value, own_line, indent));
    add_after_last(e, node, own_line, sg_concat(e->arena, between, text));
}

static void append_to_flow(struct sg_edit *e, const struct sg_node *list, const struct sg_node *items)
{
    const struct sg_node *first = list->first;
    bool own_line = sg_edit_starts_line(e, first->start);
    size_t indent = own_line ? sg_edit_column(e, first->start) : 0;
    const char *between = own_line ? sg_format(e->arena, ",%s%s", e->line_end, sg_edit_blanks(e, indent)) : ", ";
    struct sg_buffer b = sg_buffer_new(e->arena, SG_BUFFER_MOST);
    for (const struct sg_node *item = items->first; item; item = item->next) {
        sg_add(&b, between);
        sg_add(&b, sg_edit_flow_text(e, item, own_line, indent));
    }
    add_after_last(e, list, own_line, b.text);
}

/* [value, items...] */
static void enlist_in_flow(struct sg_edit *e, const struct sg_node *value, const struct sg_node *items)
{
    struct sg_buffer b = sg_buffer_new(e->arena, SG_BUFFER_MOST);
    for (const struct sg_node *item = items->first; item; item = item->next) {
        sg_add(&b, ", ");
        sg_add(&b, sg_edit_flow_text(e, item, false, 0));
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

/* Returns the offset after "key:", before the blanks that precede the value. */
static size_t after_colon(const struct sg_edit *e, struct sg_around around, size_t value)
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

/* Returns the last key whose entry is one line, so that a new line can follow it. */
static struct sg_node *one_line_key(const struct sg_edit *e, struct sg_node *map)
{
    struct sg_node *found = NULL;
    for (struct sg_node *key = map->first; key; key = key->next->next) {
        if (key->next->start >= key->start && sg_edit_is_one_line(e, key->start, end_of_entry(key)))
            found = key;
    }
    return found;
}

static struct sg_node *last_key(struct sg_node *map)
{
    struct sg_node *key = map->first;
    while (key->next->next)
        key = key->next->next;
    return key;
}

/* Returns whether an empty line precedes the key `after` in its map, as between resources. */
static bool is_set_apart(const struct sg_edit *e, const struct sg_node *map, const struct sg_node *after)
{
    const struct sg_node *before = map->first;
    if (before == after)
        return false;
    while (before->next->next != after)
        before = before->next->next;
    for (size_t line = sg_edit_next_line(e, end_of_entry(before)); line < after->start;
         line = sg_edit_next_line(e, line))
        if (e->source->bytes[line + strspn(e->source->bytes + line, " \t\r")] == '\n')
            return true;
    return false;
}

struct sg_node *sg_edit_put(struct sg_edit *e, struct sg_node *map, struct sg_node *after, const char *key,
                            const struct sg_node *value)
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
    if (!after)
        after = one_line_key(e, map);
    if (!after)
        after = last_key(map);
    const char *text = sg_edit_block_text(e, entry, sg_edit_column(e, map->first->start));
    if (value->type == SG_MAP && is_set_apart(e, map, after))
        text = sg_concat(e->arena, e->line_end, text);
    sg_edit_add_lines(e, end_of_entry(after), text);
    return after;
}

/* The new lines start after the line of the key, so a comment on that line stays. */
static void replace_in_block(struct sg_edit *e, struct sg_around around, const struct sg_node *old,
                             const struct sg_node *value)
{
    size_t column = around.key ? sg_edit_column(e, around.key->start) : sg_edit_column(e, old->start);
    if (!around.key) {
        const char *lines = sg_edit_block_text(e, value, column);
        size_t length = strlen(lines) - strlen(e->line_end);
        sg_edit_splice(e, old->start, old->end, sg_copy_bytes(e->arena, lines + column, length - column));
        return;
    }
    size_t step = value->type == SG_LIST ? e->layout.list_step : e->layout.step;
    size_t end = old->end > around.key->end ? old->end : around.key->end;
    if (old->end > old->start)
        sg_edit_splice(e, after_colon(e, around, old->start), old->end, "");
    sg_edit_add_lines(e, end, sg_edit_block_text(e, value, column + step));
}

void sg_edit_replace(struct sg_edit *e, struct sg_around around, const struct sg_node *old, const struct sg_node *value)
{
    if (in_block(around) && value->count) {
        replace_in_block(e, around, old, value);
        return;
    }
    size_t line = sg_edit_line_start(e, old->start), indent = strspn(e->source->bytes + line, " \t");
    bool own_line = around.key && sg_edit_starts_line(e, around.key->start);
    sg_edit_splice(e, old->start, old->end, sg_edit_flow_text(e, value, own_line, indent));
}

static bool is_all_scalars(const struct sg_node *items)
{
    for (const struct sg_node *item = items->first; item; item = item->next)
        if (item->type != SG_SCALAR)
            return false;
    return true;
}

/* [a, b] on the line of its key becomes one line an item, because a new item needs several. */
static void unfold(struct sg_edit *e, struct sg_around around, const struct sg_node *list, const struct sg_node *items)
{
    size_t dash = sg_edit_column(e, around.key->start) + e->layout.list_step;
    const char *text = sg_format(e->arena, "%s%s- ", e->line_end, sg_edit_blanks(e, dash));
    size_t from = after_colon(e, around, list->start);
    for (const struct sg_node *item = list->first; item; item = item->next) {
        sg_edit_splice(e, from, item->start, text);
        from = item->end;
    }
    sg_edit_splice(e, from, list->end, "");
    sg_edit_add_lines(e, list->end, sg_edit_block_text(e, items, dash));
}

void sg_edit_append(struct sg_edit *e, struct sg_around around, const struct sg_node *list, const struct sg_node *items)
{
    bool foldable =
        list->flow && around.key && in_block(around) && sg_edit_is_one_line(e, around.key->start, list->end);
    if (!list->first)
        sg_edit_replace(e, around, list, items);
    else if (foldable && !list->tag && !is_all_scalars(items))
        unfold(e, around, list, items);
    else if (list->flow)
        append_to_flow(e, list, items);
    else
        sg_edit_add_lines(e, list->end, sg_edit_block_text(e, items, sg_edit_dash_column(e, list)));
}

/* Indents all lines of a node but the first. */
static void shift_lines(struct sg_edit *e, const struct sg_node *node, size_t by)
{
    const char *more = sg_edit_blanks(e, by);
    for (size_t line = sg_edit_next_line(e, node->start); line < node->end; line = sg_edit_next_line(e, line))
        if (!strchr("\r\n", e->source->bytes[line]))
            sg_edit_splice(e, line, line, more);
}

#define DASH 2 /* "- " */

/*
 * For a value below its key. If there is room, the dash replaces two of the blanks before it, and no other line
 * changes.
 */
static void enlist_below(struct sg_edit *e, struct sg_around around, const struct sg_node *value,
                         const struct sg_node *items)
{
    size_t column = sg_edit_column(e, value->start);
    bool room = around.key && column >= sg_edit_column(e, around.key->start) + DASH;
    size_t dash = room ? column - DASH : column;
    sg_edit_splice(e, room ? value->start - DASH : value->start, value->start, "- ");
    if (!room)
        shift_lines(e, value, DASH);
    sg_edit_add_lines(e, value->end, sg_edit_block_text(e, items, dash));
}

/* Returns how far the later lines of "- !If" must be indented to belong to the item. */
static size_t lacking_indent(const struct sg_edit *e, const struct sg_node *value, size_t dash)
{
    const char *bytes = e->source->bytes;
    size_t line = sg_edit_next_line(e, value->start);
    while (line < value->end && strchr("\r\n", bytes[line]))
        line = sg_edit_next_line(e, line);
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
    if (!around.key || sg_edit_starts_line(e, value->start)) {
        enlist_below(e, around, value, items);
        return;
    }
    size_t dash = sg_edit_column(e, around.key->start) + e->layout.list_step;
    const char *text = sg_format(e->arena, "%s%s- ", e->line_end, sg_edit_blanks(e, dash));
    sg_edit_splice(e, after_colon(e, around, value->start), value->start, text);
    shift_lines(e, value, lacking_indent(e, value, dash));
    sg_edit_add_lines(e, value->end, sg_edit_block_text(e, items, dash));
}
