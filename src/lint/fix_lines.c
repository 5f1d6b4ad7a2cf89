/* Fixes that insert or remove lines. */
#include "lint/fix.h"

#include "sam/intrinsic.h"

#include <string.h>

static const struct sg_splice *splice(struct sg_lint *l, size_t start, size_t end, const char *text)
{
    struct sg_splice *fix = sg_new(l->arena, struct sg_splice);
    *fix = (struct sg_splice){.start = start, .end = end, .text = text};
    return fix;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t line_start(const struct sg_source *source, size_t at)
{
    while (at && source->bytes[at - 1] != '\n')
        at--;
    return at;
}

/* ---- A key at the start of a map ---- */

static const char *spaces(struct sg_lint *l, size_t count)
{
    char *text = sg_copy(l->arena, "");
    for (size_t i = 0; i < count; i++)
        text = sg_concat(l->arena, text, " ");
    return text;
}

const struct sg_splice *sg_lint_fix_first_key(struct sg_lint *l, const struct sg_node *map, const char *key,
                                              const char *value)
{
    const struct sg_node *first = map->type == SG_MAP ? map->first : NULL;
    if (!first || first->start >= first->end || first->start < map->start)
        return NULL;
    const char *bytes = l->source->bytes, *quote = bytes[first->start] == '"' ? "\"" : "";
    const char *text = sg_format(l->arena, "%s%s%s: %s", quote, key, quote, value);
    size_t line = line_start(l->source, first->start);
    if (first->start == map->start) {
        bool crlf = line >= 2 && bytes[line - 2] == '\r';
        return splice(l, first->start, first->start,
                      sg_format(l->arena, "%s%s%s", text, crlf ? "\r\n" : "\n", spaces(l, first->start - line)));
    }
    const char *between = sg_copy_bytes(l->arena, bytes + map->start + 1, first->start - map->start - 1);
    if (bytes[map->start] != '{' || strspn(between, " \t\r\n") != strlen(between))
        return NULL;
    return splice(l, first->start, first->start, sg_format(l->arena, "%s,%s", text, *between ? between : " "));
}

/* ---- Whole lines ---- */

/*
 * The lines of a node, with `lead` between the start of its first line and the node. NULL: something else is in them.
 */
static const struct sg_splice *remove_lines(struct sg_lint *l, size_t start, size_t end, const char *lead)
{
    const char *bytes = l->source->bytes;
    size_t line = line_start(l->source, start), at = line;
    while (at < start && bytes[at] == ' ')
        at++;
    size_t length = strlen(lead);
    if (start - at < length || memcmp(bytes + at, lead, length) != 0)
        return NULL;
    for (at += length; at < start; at++)
        if (bytes[at] != ' ')
            return NULL;
    while (end > start && is_blank(bytes[end - 1]))
        end--;
    while (end < l->source->length && (bytes[end] == ' ' || bytes[end] == '\r'))
        end++;
    if (end < l->source->length && bytes[end] != '\n' && bytes[end] != '#')
        return NULL;
    while (end < l->source->length && bytes[end] != '\n')
        end++;
    return splice(l, line, end + (end < l->source->length), "");
}

const struct sg_splice *sg_lint_fix_append(struct sg_lint *l, const struct sg_node *list, const char *const *lines,
                                           size_t count)
{
    const char *bytes = l->source->bytes;
    bool block = list && list->type == SG_LIST && list->first && list->start < list->end && bytes[list->start] == '-';
    if (!block)
        return NULL;
    size_t end = list->end, dash = list->start - line_start(l->source, list->start);
    while (is_blank(bytes[end - 1]))
        end--;
    while (end < l->source->length && bytes[end] != '\n')
        end++;
    const char *line_end = bytes[end - 1] == '\r' ? "\r\n" : "\n", *text = "";
    for (size_t i = 0; i < count; i++)
        text = sg_format(l->arena, "%s%s%s%s", text, spaces(l, dash), lines[i], line_end);
    return end < l->source->length ? splice(l, end + 1, end + 1, text) : NULL;
}

const struct sg_splice *sg_lint_fix_resource(struct sg_lint *l, const struct sg_resource *after,
                                             const char *const *lines, size_t count)
{
    const char *bytes = l->source->bytes, *text = "";
    const struct sg_node *key = after->key, *first = after->body->first;
    size_t line = line_start(l->source, key->start), end = after->body->end;
    if (!first || strspn(bytes + line, " ") != key->start - line || line_start(l->source, first->start) == line)
        return NULL;
    while (is_blank(bytes[end - 1]))
        end--;
    while (end < l->source->length && bytes[end] != '\n')
        end++;
    const char *line_end = bytes[end - 1] == '\r' ? "\r\n" : "\n";
    for (size_t i = 0; i < count; i++)
        text = sg_format(l->arena, "%s%s%s%s", text, spaces(l, key->start - line), lines[i], line_end);
    return bytes[line] == ' ' && end < l->source->length ? splice(l, end + 1, end + 1, text) : NULL;
}

/* The key Policies with the only entry of its list. A comment in it may say more than the entry. */
static const struct sg_splice *remove_key(struct sg_lint *l, const struct sg_node *list)
{
    const struct sg_node *properties = sg_get(l->resource->body, "Properties");
    for (const struct sg_node *key = properties && properties->type == SG_MAP ? properties->first : NULL; key;
         key = key->next->next)
        if (key->next->start == list->start && key->next->end == list->end && properties->count > 1)
            return memchr(l->source->bytes + key->start, '#', list->end - key->start)
                       ? NULL
                       : remove_lines(l, key->start, list->end, "");
    return NULL;
}

const struct sg_splice *sg_lint_fix_remove(struct sg_lint *l, const struct sg_node *list, const struct sg_node *item)
{
    const struct sg_node *before = NULL;
    if (!list || list->type != SG_LIST || list->start >= list->end)
        return NULL;
    for (const struct sg_node *i = list->first; i && i->start != item->start; i = i->next)
        before = i;
    if (list->count == 1)
        return remove_key(l, list);
    if (l->source->bytes[list->start] != '[')
        return remove_lines(l, item->start, item->end, "-");
    if (item->next)
        return splice(l, item->start, item->next->start, "");
    return before ? splice(l, before->end, item->end, "") : NULL;
}
