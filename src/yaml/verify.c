#include "yaml/verify_internal.h"

#include "base/text.h"

#include <string.h>

struct sg_verify_anchor {
    const char *name;
    const struct sg_node *node;
    const struct sg_verify_anchor *before;
};

static void add_anchor(struct sg_verify *v, const yaml_char_t *name)
{
    if (!name)
        return;
    struct sg_verify_anchor *anchor = sg_new(v->arena, struct sg_verify_anchor);
    *anchor =
        (struct sg_verify_anchor){.name = sg_copy(v->arena, (const char *)name), .node = v->next, .before = v->anchors};
    v->anchors = anchor;
}

static bool has_tag(const struct sg_node *node, const yaml_char_t *tag)
{
    return sg_same_text(node->tag, tag && strcmp((const char *)tag, "!") != 0 ? (const char *)tag : NULL);
}

static bool match_scalar(struct sg_verify *v, const yaml_event_t *event)
{
    const struct sg_node *node = v->next;
    const char *text = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    if (!node || node->type != SG_SCALAR || strlen(node->text) != length || memcmp(node->text, text, length) != 0 ||
        !has_tag(node, event->data.scalar.tag))
        return false;
    add_anchor(v, event->data.scalar.anchor);
    v->next = node->next;
    return true;
}

static bool match_start(struct sg_verify *v, enum sg_node_type type, const yaml_char_t *tag, const yaml_char_t *anchor)
{
    const struct sg_node *node = v->next;
    if (!node || node->type != type || v->depth == SG_YAML_DEPTH_MOST || !has_tag(node, tag))
        return false;
    add_anchor(v, anchor);
    v->open[v->depth++] = node;
    v->next = node->first;
    return true;
}

static bool match_end(struct sg_verify *v)
{
    if (v->next)
        return false;
    v->next = v->open[--v->depth]->next;
    return true;
}

static bool match_alias(struct sg_verify *v, const char *name)
{
    const struct sg_verify_anchor *anchor = v->anchors;
    while (anchor && strcmp(anchor->name, name) != 0)
        anchor = anchor->before;
    if (!anchor || !v->next || !sg_same(anchor->node, v->next))
        return false;
    v->next = v->next->next;
    return true;
}

bool sg_verify_event(struct sg_verify *v, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return match_scalar(v, event);
    case YAML_SEQUENCE_START_EVENT:
        return match_start(v, SG_LIST, event->data.sequence_start.tag, event->data.sequence_start.anchor);
    case YAML_MAPPING_START_EVENT:
        return match_start(v, SG_MAP, event->data.mapping_start.tag, event->data.mapping_start.anchor);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return match_end(v);
    case YAML_ALIAS_EVENT:
        return match_alias(v, (const char *)event->data.alias.anchor);
    case YAML_DOCUMENT_START_EVENT:
        return v->next != NULL;
    case YAML_STREAM_END_EVENT:
        return !v->next;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
    return true;
}
