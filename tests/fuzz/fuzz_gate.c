/*
 * The gate, on any bytes. What it takes is YAML without NULs to libyaml too, and its tree lies in the text: nodes in
 * order, each inside its parent. What it refuses has an error at a place of the text. It answers the same again.
 */
#include "fuzz.h"

#include <string.h>
#include <yaml.h>

#include "yaml/load.h"

static void check_tree(const struct sg_node *node, size_t depth)
{
    size_t at = node->start, count = 0;
    MUST(depth <= SG_YAML_DEPTH_MOST);
    MUST(node->start <= node->end);
    MUST((node->type == SG_SCALAR) == (node->text != NULL));
    MUST(!node->tag || *node->tag);
    for (const struct sg_node *child = node->first; child; child = child->next, count++) {
        bool key = node->type == SG_MAP && count % 2 == 0;
        MUST(node->type != SG_SCALAR);
        MUST(!key || (child->type == SG_SCALAR && !child->tag));
        MUST(at <= child->start && child->end <= node->end);
        MUST(child->next || child == node->last);
        check_tree(child, depth + 1);
        at = child->end;
    }
    MUST(count == node->count && (node->type != SG_MAP || count % 2 == 0));
}

static void check_refusal(const struct sg_source *source, const struct sg_findings *findings)
{
    MUST(findings->errors > 0);
    for (const struct sg_finding *f = findings->first; f; f = f->next) {
        struct sg_position place = sg_locate(source, f->offset);
        MUST(f->source == source && f->offset <= source->length);
        MUST(place.line > 0 && place.column > 0);
        MUST(place.line_start <= place.line_end && place.line_end <= source->length);
        MUST(*f->message && !strchr(f->message, '\n'));
    }
}

static bool libyaml_takes(const struct sg_source *source)
{
    yaml_parser_t parser;
    MUST(yaml_parser_initialize(&parser));
    yaml_parser_set_input_string(&parser, (const unsigned char *)source->bytes, source->length);
    bool ok = true;
    for (bool more = true; more;) {
        yaml_event_t event;
        ok = yaml_parser_parse(&parser, &event);
        more = ok && event.type != YAML_STREAM_END_EVENT;
        if (ok && event.type == YAML_SCALAR_EVENT)
            MUST(strlen((const char *)event.data.scalar.value) == event.data.scalar.length); /* no NUL in it */
        if (ok)
            yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return ok;
}

static bool same_places(const struct sg_node *x, const struct sg_node *y)
{
    if (x->start != y->start || x->end != y->end || x->plain != y->plain || x->flow != y->flow)
        return false;
    const struct sg_node *p = x->first, *q = y->first;
    for (; p && q; p = p->next, q = q->next)
        if (!same_places(p, q))
            return false;
    return p == q;
}

static void check(const struct sg_source *source, enum sg_aliases aliases)
{
    struct sg_arena *a = sg_arena_new();
    struct sg_findings findings = {.arena = a}, again = {.arena = a};
    const struct sg_node *root = sg_yaml_load(a, source, aliases, &findings);
    const struct sg_node *second = sg_yaml_load(a, source, aliases, &again);
    MUST(!root == !second && findings.count == again.count);
    if (root) {
        MUST(findings.count == 0);
        MUST(root->end <= source->length);
        check_tree(root, 0);
        MUST(sg_same(root, second) && same_places(root, second));
        MUST(libyaml_takes(source));
    } else {
        check_refusal(source, &findings);
    }
    sg_arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct sg_source source = {.name = "input", .bytes = (const char *)data, .length = size};
    check(&source, SG_ALIASES_REFUSED);
    check(&source, SG_ALIASES_RESOLVED);
    return 0;
}
