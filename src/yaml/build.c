#include "yaml/reader_internal.h"

#include <string.h>

static const char *tag_of(struct sg_yaml_reader *l, const yaml_char_t *tag)
{
    return tag && strcmp((const char *)tag, "!") != 0 ? sg_copy(l->arena, (const char *)tag) : NULL;
}

static bool attach(struct sg_yaml_reader *l, struct sg_node *node)
{
    if (l->depth == 0) {
        l->root = node;
        return true;
    }
    struct sg_node *parent = l->open[l->depth - 1];
    bool is_key = parent->type == SG_MAP && parent->count % 2 == 0;
    if (is_key && (node->type != SG_SCALAR || node->tag))
        return sg_yaml_refuse(l, node->start, "a key must be a text without a tag");
    sg_append(parent, node);
    return true;
}

static bool name_anchor(struct sg_yaml_reader *l, const yaml_char_t *name, struct sg_node *node)
{
    if (!name || l->aliases == SG_ALIASES_REFUSED)
        return true;
    if (++l->anchor_count > SG_YAML_ANCHORS_MOST)
        return sg_yaml_refuse(l, node->start, "more than 1000 anchors, the most that samgen reads");
    struct sg_anchor *anchor = sg_new(l->arena, struct sg_anchor);
    *anchor = (struct sg_anchor){.name = sg_copy(l->arena, (const char *)name), .node = node, .next = l->anchors};
    l->anchors = anchor;
    return true;
}

static struct sg_node *new_node(struct sg_yaml_reader *l, enum sg_node_type type, const yaml_event_t *event)
{
    if (++l->nodes > SG_YAML_NODES_MOST) {
        sg_yaml_refuse(l, sg_yaml_offset(l, &event->start_mark), "more than 250000 values, the most that samgen reads");
        return NULL;
    }
    struct sg_node *node = sg_new(l->arena, struct sg_node);
    node->type = (unsigned char)type;
    node->start = (uint32_t)sg_yaml_offset(l, &event->start_mark);
    node->end = (uint32_t)sg_yaml_offset(l, &event->end_mark);
    return node;
}

static bool take_scalar(struct sg_yaml_reader *l, const yaml_event_t *event)
{
    const char *value = (const char *)event->data.scalar.value;
    const char *text = sg_copy_bytes(l->arena, value, event->data.scalar.length); /* beside the beginning of its node */
    struct sg_node *node = new_node(l, SG_SCALAR, event);
    if (!node)
        return false;
    bool escapes = event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE; /* sg_bytes_check refuses NUL itself */
    if (escapes && strlen(value) != event->data.scalar.length)
        return sg_yaml_refuse(l, node->start, "a NUL character in this text");
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->tag = tag_of(l, event->data.scalar.tag);
    node->text = text;
    return name_anchor(l, event->data.scalar.anchor, node) && attach(l, node);
}

/* Returns whether the outermost map has the key of the list that is read item by item, and no value for it yet. */
static bool is_listed_next(const struct sg_yaml_reader *l)
{
    const struct sg_node *root = l->root;
    return l->list && root->type == SG_MAP && root->count % 2 == 1 && strcmp(root->last->text, l->list) == 0;
}

static bool open_node(struct sg_yaml_reader *l, const yaml_event_t *event)
{
    bool list = event->type == YAML_SEQUENCE_START_EVENT, item = l->listed && l->depth == 2 && !list;
    if (l->depth == 1)
        l->listed = list && is_listed_next(l);
    if (item) {
        l->in_item = true;
        l->arena = l->passing;
    }
    struct sg_node *node = new_node(l, list ? SG_LIST : SG_MAP, event);
    if (!node)
        return false;
    if (l->depth == SG_YAML_DEPTH_MOST)
        return sg_yaml_refuse(l, node->start, "nested deeper than 128 levels, the most that samgen reads");
    node->tag = tag_of(l, list ? event->data.sequence_start.tag : event->data.mapping_start.tag);
    node->flow = list ? event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
                      : event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    if (!name_anchor(l, list ? event->data.sequence_start.anchor : event->data.mapping_start.anchor, node) ||
        (!item && !attach(l, node)))
        return false;
    l->open[l->depth++] = node;
    return true;
}

/* libyaml ends a block list or map where the next token starts; its true end is that of its last child. */
static bool close_node(struct sg_yaml_reader *l, const yaml_event_t *event)
{
    struct sg_node *node = l->open[--l->depth];
    if (l->portion && l->depth == 1 && node->start == l->portion->from + l->portion->indent)
        l->portion->goes_on = sg_yaml_offset(l, &event->start_mark) == l->portion->to;
    if (node->flow)
        node->end = (uint32_t)sg_yaml_offset(l, &event->end_mark);
    else if (node->last)
        node->end = node->last->end;
    if (l->in_item && l->depth == 2) {
        l->in_item = false;
        l->item = node;
        l->arena = l->lasting;
    }
    return true;
}

static struct sg_node *copy_node(struct sg_yaml_reader *l, const struct sg_node *node, size_t offset, size_t depth)
{
    if (++l->nodes > SG_YAML_NODES_MOST || depth + l->depth >= SG_YAML_DEPTH_MOST)
        return NULL;
    struct sg_node *copy = sg_new(l->arena, struct sg_node);
    *copy = *node;
    copy->start = copy->end = (uint32_t)offset;
    copy->first = copy->last = copy->next = NULL;
    copy->count = 0;
    for (const struct sg_node *child = node->first; child; child = child->next) {
        struct sg_node *below = copy_node(l, child, offset, depth + 1);
        if (!below)
            return NULL;
        sg_append(copy, below);
    }
    return copy;
}

static bool is_open(const struct sg_yaml_reader *l, const struct sg_node *node)
{
    for (size_t i = 0; i < l->depth; i++)
        if (l->open[i] == node)
            return true;
    return false;
}

static bool take_alias(struct sg_yaml_reader *l, const yaml_event_t *event)
{
    size_t offset = sg_yaml_offset(l, &event->start_mark);
    if (l->aliases == SG_ALIASES_REFUSED)
        return sg_yaml_refuse(
            l, offset,
            "an alias is not allowed here; write the value itself, or quote the text if it starts with \"*\"");
    const char *name = (const char *)event->data.alias.anchor;
    for (const struct sg_anchor *anchor = l->anchors; anchor; anchor = anchor->next)
        if (strcmp(anchor->name, name) == 0) {
            struct sg_node *copy = is_open(l, anchor->node) ? NULL : copy_node(l, anchor->node, offset, 0);
            return copy ? attach(l, copy)
                        : sg_yaml_refuse(l, offset, "this alias makes the text too large, too deep or endless");
        }
    return sg_yaml_refuse(l, offset, "this alias has no anchor; quote it if it is a text");
}

bool sg_build_event(struct sg_yaml_reader *l, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return take_scalar(l, event);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return open_node(l, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_node(l, event);
    case YAML_ALIAS_EVENT:
        return take_alias(l, event);
    case YAML_DOCUMENT_START_EVENT:
        return !l->root || sg_yaml_refuse(l, sg_yaml_offset(l, &event->start_mark),
                                          "a second document starts here; samgen reads only one");
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
    return true;
}
