#include "yaml/load.h"

#include "base/utf8.h"
#include "yaml/bytes_internal.h"

#include <string.h>
#include <yaml.h>

struct anchor {
    const char *name;
    struct sg_node *node;
    struct anchor *next;
};

struct sg_yaml_reader {
    struct sg_arena *arena;
    const struct sg_source *source;
    struct sg_findings *findings;
    enum sg_aliases aliases;
    struct sg_joined text; /* what libyaml reads */
    bool joined, ended;
    yaml_parser_t parser;
    size_t character, byte; /* the same position counted both ways: libyaml counts characters */
    size_t nodes;
    struct anchor *anchors;
    size_t anchor_count;
    struct sg_node *open[SG_YAML_DEPTH_MOST];
    size_t depth;
    struct sg_node *root;
    /* Of a list that is read item by item: */
    const char *list; /* its key in the outermost map; NULL: there is none */
    bool listed, in_item;
    struct sg_arena *lasting, *passing; /* `arena` is the one of these that the next node goes to */
    struct sg_mark mark;
    struct sg_node *item; /* that was read to its end */
    size_t items;         /* that were read before */
    bool failed;
};

static bool refuse(struct sg_yaml_reader *l, size_t offset, const char *message)
{
    return sg_fail(l->findings, (struct sg_origin){.source = l->source, .offset = offset}, "%s", message);
}

static size_t byte_order_mark(const struct sg_source *source)
{
    return source->length >= 3 && memcmp(source->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

/* Marks come almost in order, so scanning on from the last one is linear over the whole text. */
static size_t offset_of(struct sg_yaml_reader *l, yaml_mark_t mark)
{
    const unsigned char *p = (const unsigned char *)l->text.bytes;
    if (l->character < mark.index && l->text.length - l->byte >= mark.index - l->character) {
        size_t run = sg_ascii_run(p + l->byte, mark.index - l->character);
        l->byte += run;
        l->character += run;
    }
    while (l->character < mark.index && l->byte < l->text.length) {
        l->byte += sg_utf8_length(p + l->byte, l->text.length - l->byte);
        l->character++;
    }
    while (l->character > mark.index) {
        do
            l->byte--;
        while ((p[l->byte] & 0xC0) == 0x80);
        l->character--;
    }
    return sg_bytes_joined_offset(&l->text, l->byte);
}

static const char *tag_of(struct sg_yaml_reader *l, const yaml_char_t *tag)
{
    return tag && strcmp((const char *)tag, "!") != 0 ? sg_copy(l->arena, (const char *)tag) : NULL;
}

static bool place(struct sg_yaml_reader *l, struct sg_node *node)
{
    if (l->depth == 0) {
        l->root = node;
        return true;
    }
    struct sg_node *parent = l->open[l->depth - 1];
    bool is_key = parent->type == SG_MAP && parent->count % 2 == 0;
    if (is_key && (node->type != SG_SCALAR || node->tag))
        return refuse(l, node->start, "a key must be a text without a tag");
    sg_append(parent, node);
    return true;
}

static bool name_anchor(struct sg_yaml_reader *l, const yaml_char_t *name, struct sg_node *node)
{
    if (!name || l->aliases == SG_ALIASES_REFUSED)
        return true;
    if (++l->anchor_count > SG_YAML_ANCHORS_MOST)
        return refuse(l, node->start, "more than 1000 anchors, the most that samgen reads");
    struct anchor *anchor = sg_new(l->arena, struct anchor);
    *anchor = (struct anchor){.name = sg_copy(l->arena, (const char *)name), .node = node, .next = l->anchors};
    l->anchors = anchor;
    return true;
}

static struct sg_node *new_node(struct sg_yaml_reader *l, enum sg_node_type type, const yaml_event_t *event)
{
    if (++l->nodes > SG_YAML_NODES_MOST) {
        refuse(l, offset_of(l, event->start_mark), "more than 250000 values, the most that samgen reads");
        return NULL;
    }
    struct sg_node *node = sg_new(l->arena, struct sg_node);
    node->type = type;
    node->start = offset_of(l, event->start_mark);
    node->end = offset_of(l, event->end_mark);
    return node;
}

static bool take_scalar(struct sg_yaml_reader *l, const yaml_event_t *event)
{
    struct sg_node *node = new_node(l, SG_SCALAR, event);
    if (!node)
        return false;
    const char *value = (const char *)event->data.scalar.value;
    if (strlen(value) != event->data.scalar.length)
        return refuse(l, node->start, "a NUL character in this text");
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->tag = tag_of(l, event->data.scalar.tag);
    node->text = sg_copy_bytes(l->arena, value, event->data.scalar.length);
    return name_anchor(l, event->data.scalar.anchor, node) && place(l, node);
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
        return refuse(l, node->start, "nested deeper than 128 levels, the most that samgen reads");
    node->tag = tag_of(l, list ? event->data.sequence_start.tag : event->data.mapping_start.tag);
    node->flow = list ? event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
                      : event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    if (!name_anchor(l, list ? event->data.sequence_start.anchor : event->data.mapping_start.anchor, node) ||
        (!item && !place(l, node)))
        return false;
    l->open[l->depth++] = node;
    return true;
}

/* libyaml ends a block list or map where the next token starts; its true end is that of its last child. */
static bool close_node(struct sg_yaml_reader *l, const yaml_event_t *event)
{
    struct sg_node *node = l->open[--l->depth];
    if (node->flow)
        node->end = offset_of(l, event->end_mark);
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
    copy->start = copy->end = offset;
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
    size_t offset = offset_of(l, event->start_mark);
    if (l->aliases == SG_ALIASES_REFUSED)
        return refuse(
            l, offset,
            "an alias is not allowed here; write the value itself, or quote the text if it starts with \"*\"");
    const char *name = (const char *)event->data.alias.anchor;
    for (const struct anchor *anchor = l->anchors; anchor; anchor = anchor->next)
        if (strcmp(anchor->name, name) == 0) {
            struct sg_node *copy = is_open(l, anchor->node) ? NULL : copy_node(l, anchor->node, offset, 0);
            return copy ? place(l, copy)
                        : refuse(l, offset, "this alias makes the text too large, too deep or endless");
        }
    return refuse(l, offset, "this alias has no anchor; quote it if it is a text");
}

static bool take_event(struct sg_yaml_reader *l, const yaml_event_t *event)
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
        return !l->root ||
               refuse(l, offset_of(l, event->start_mark), "a second document starts here; samgen reads only one");
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
    return true;
}

static bool report_problem(struct sg_yaml_reader *l)
{
    const yaml_parser_t *p = &l->parser;
    if (p->error == YAML_READER_ERROR)
        return refuse(l, p->problem_offset, "YAML does not allow this character");
    struct sg_origin origin = {.source = l->source, .offset = offset_of(l, p->problem_mark)};
    if (!p->context)
        return sg_fail(l->findings, origin, "not YAML: %s", p->problem);
    struct sg_position from = sg_locate(l->source, offset_of(l, p->context_mark));
    return sg_fail(l->findings, origin, "not YAML: %s (%s of line %zu)", p->problem, p->context, from.line);
}

/* Reads on, up to the end of the text or of an item. */
static bool run(struct sg_yaml_reader *l)
{
    while (!l->ended && !l->item) {
        yaml_event_t event;
        if (!yaml_parser_parse(&l->parser, &event))
            return report_problem(l);
        l->ended = event.type == YAML_STREAM_END_EVENT;
        bool ok = take_event(l, &event);
        yaml_event_delete(&event);
        if (!ok)
            return false;
    }
    return l->root || refuse(l, 0, "the text is empty");
}

/* libyaml reports half of a surrogate pair with these words. */
static bool met_surrogate(const yaml_parser_t *p)
{
    return p->problem && strcmp(p->problem, "found invalid Unicode character escape code") == 0;
}

static bool begin(struct sg_yaml_reader *l)
{
    l->byte = byte_order_mark(l->source);
    l->character = 0;
    if (!yaml_parser_initialize(&l->parser))
        return refuse(l, 0, "out of memory");
    yaml_parser_set_encoding(&l->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&l->parser, (const unsigned char *)l->text.bytes + l->byte, l->text.length - l->byte);
    return true;
}

static bool next_item(struct sg_yaml_reader *l)
{
    if (l->passing != l->lasting)
        sg_arena_rewind(l->passing, l->mark);
    l->item = NULL;
    return run(l);
}

/* Begins again with surrogate pairs joined, and reads on after the items that were read before. */
static bool begin_joined(struct sg_yaml_reader *l)
{
    size_t again = l->items;
    yaml_parser_delete(&l->parser);
    l->text = sg_bytes_join_surrogates(l->lasting, l->source);
    l->joined = true;
    l->arena = l->lasting;
    l->nodes = l->depth = l->anchor_count = 0;
    l->listed = l->in_item = false;
    l->anchors = NULL;
    l->root = NULL;
    bool ok = begin(l);
    while (ok && again--)
        ok = next_item(l);
    return ok && next_item(l);
}

/* Returns false after reporting, with the parser closed. At the end `item` is NULL. */
static bool read_on(struct sg_yaml_reader *l)
{
    const struct sg_findings before = sg_findings_now(l->findings);
    bool ok = next_item(l);
    if (!ok && !l->joined && met_surrogate(&l->parser)) {
        sg_forget_since(l->findings, &before);
        ok = begin_joined(l);
    }
    l->items += ok && l->item;
    if (ok && !l->ended)
        return true;
    yaml_parser_delete(&l->parser);
    struct sg_origin origin = {.source = l->source};
    if (!ok && sg_bytes_are_unrendered(l->source, &origin.offset))
        sg_report(l->findings, SAMGEN_NOTE, origin, "this is a cookiecutter template; run `sam init` on it first");
    return ok;
}

static bool prepare(struct sg_yaml_reader *l)
{
    l->text = (struct sg_joined){.bytes = l->source->bytes, .length = l->source->length};
    return sg_bytes_check(l->source, l->findings) && begin(l);
}

struct sg_node *sg_yaml_load(struct sg_arena *a, const struct sg_source *source, enum sg_aliases aliases,
                             struct sg_findings *findings)
{
    struct sg_yaml_reader l = {
        .arena = a, .lasting = a, .passing = a, .source = source, .findings = findings, .aliases = aliases};
    return prepare(&l) && read_on(&l) ? l.root : NULL;
}

struct sg_yaml_reader *sg_yaml_read_items(struct sg_arena *a, struct sg_arena *passing, const struct sg_source *source,
                                          const char *list, struct sg_findings *findings)
{
    struct sg_yaml_reader *l = sg_new(a, struct sg_yaml_reader);
    *l = (struct sg_yaml_reader){.arena = a, .lasting = a, .passing = passing, .source = source, .findings = findings};
    l->list = list;
    l->mark = sg_arena_mark(passing);
    l->failed = !prepare(l);
    return l;
}

const struct sg_node *sg_yaml_next_item(struct sg_yaml_reader *l)
{
    if (l->failed || l->ended)
        return NULL;
    l->failed = !read_on(l);
    return l->failed ? NULL : l->item;
}

const struct sg_node *sg_yaml_end_items(struct sg_yaml_reader *l)
{
    while (sg_yaml_next_item(l))
        ; /* what is left is checked too */
    return l->failed ? NULL : l->root;
}
