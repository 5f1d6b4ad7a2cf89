#include "yaml/edit_text_internal.h"

#include <string.h>

/* Learns how the file is written: its line ends and its indentation. */

#define INDENT_MOST 16 /* a wider indentation is an accident, not a style */

static void learn_list_step(struct sg_edit *e, const struct sg_node *key, bool *known)
{
    const struct sg_node *value = key->next;
    if (value->type != SG_LIST || value->flow || !value->first || value->tag || value->start == value->end)
        return;
    if (*known && strcmp(key->text, "Policies") != 0)
        return;
    size_t dash = sg_edit_dash_column(e, value), name = sg_edit_column(e, key->start);
    if (dash >= name && dash - name <= INDENT_MOST) {
        e->layout.list_step = dash - name;
        *known = true;
    }
}

#define LEARN_FROM_MOST 20000 /* nodes; the rest of the file has the same style */

static void learn(struct sg_edit *e, const struct sg_node *node, bool *step, bool *list, size_t *seen)
{
    if ((*seen)++ > LEARN_FROM_MOST)
        return;
    for (const struct sg_node *child = node->first; child; child = child->next) {
        bool key = node->type == SG_MAP && child->next && !node->flow;
        if (key)
            learn_list_step(e, child, list);
        const struct sg_node *value = node->type == SG_MAP ? child->next : child;
        bool nested = key && value->type == SG_MAP && value->first && !value->flow && !value->tag;
        if (nested && !*step && value->start > child->start) {
            size_t outer = sg_edit_column(e, child->start), inner = sg_edit_column(e, value->start);
            *step = inner > outer && inner - outer <= INDENT_MOST;
            e->layout.step = *step ? inner - outer : e->layout.step;
        }
        learn(e, value, step, list, seen);
        child = value;
    }
}

/* JSON is indented by as much as its first key. */
static void learn_json(struct sg_edit *e, const struct sg_node *root)
{
    bool own_line = root->first && sg_edit_starts_line(e, root->first->start);
    size_t first = own_line ? sg_edit_column(e, root->first->start) : SG_STEP;
    e->layout.step = first && first <= INDENT_MOST ? first : SG_STEP;
    e->tabs = own_line && e->source->bytes[sg_edit_line_start(e, root->first->start)] == '\t';
}

static bool is_json(const struct sg_source *source, const struct sg_node *root)
{
    if (!root->flow || !root->first)
        return false;
    for (const struct sg_node *key = root->first; key; key = key->next->next)
        if (source->bytes[key->start] != '"')
            return false;
    return true;
}

struct sg_edit sg_edit_new(struct sg_arena *a, const struct sg_source *source, const struct sg_node *root)
{
    struct sg_edit e = {.arena = a, .source = source, .line_end = "\n", .json = is_json(source, root)};
    bool step = false, list = false;
    size_t seen = 0;
    const char *end = memchr(source->bytes, '\n', source->length);
    if (end && end > source->bytes && end[-1] == '\r')
        e.line_end = "\r\n";
    e.layout.step = SG_STEP;
    if (e.json) {
        learn_json(&e, root);
        return e;
    }
    learn(&e, root, &step, &list, &seen);
    if (!list)
        e.layout.list_step = e.layout.step;
    return e;
}
