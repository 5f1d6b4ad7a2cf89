/*
 * The writers, on trees made from the bytes. What sg_write_yaml writes loads as the same tree, every scalar a text to
 * all readers; what sg_write_json writes is JSON to jansson, and holds the same texts.
 */
#include "fuzz.h"

#include <jansson.h>
#include <string.h>

#include "types.h"
#include "yaml/load.h"
#include "yaml/write.h"

#define DEPTH_MOST 10
#define CHILDREN_MOST 8
#define TEXT_MOST 48 /* characters */

struct input {
    struct sg_arena *arena;
    const uint8_t *p, *end;
};

static unsigned take(struct input *in)
{
    return in->p < in->end ? *in->p++ : 0;
}

static void add_character(struct sg_buffer *b, unsigned code)
{
    if (code == 0 || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF)
        code = '?';
    unsigned more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    sg_add_char(b, (char)((more ? 0xFF80 >> more : 0) | code >> 6 * more));
    while (more--)
        sg_add_char(b, (char)(0x80 | (code >> 6 * more & 0x3F)));
}

/* A byte is a character of ASCII; from 0x80 on it says how many more bytes make one. */
static const char *make_text(struct input *in)
{
    struct sg_buffer b = sg_buffer_new(in->arena, SG_BUFFER_MOST);
    for (unsigned left = take(in) % TEXT_MOST; left && in->p < in->end; left--) {
        unsigned code = take(in);
        if (code >= 0x80)
            code = (code & 0x1F) << 16 | take(in) << 8 | take(in);
        add_character(&b, code);
    }
    return b.text;
}

static struct sg_node *make_node(struct input *in, unsigned depth)
{
    static const char *const tags[] = {"!Ref", "!Sub", "!GetAtt", "!Own"};
    unsigned how = take(in);
    bool tagged = how >= 0xC0;
    struct sg_node *node;
    if (how % 3 == 0 || depth == DEPTH_MOST) {
        node = sg_scalar(in->arena, make_text(in));
    } else {
        node = how % 3 == 1 ? sg_list(in->arena) : sg_map(in->arena);
        node->flow = how & 0x20;
        for (unsigned left = take(in) % CHILDREN_MOST; left; left--) {
            const char *key = node->type == SG_MAP ? make_text(in) : NULL;
            if (node->type == SG_LIST)
                sg_append(node, make_node(in, depth + 1));
            else if (strlen(key) <= SG_KEY_MOST && !sg_get(node, key))
                sg_put(in->arena, node, key, make_node(in, depth + 1));
        }
    }
    node->tag = tagged ? tags[how / 3 % 4] : NULL;
    return node;
}

static void check_texts(const struct sg_node *node)
{
    MUST(!node->plain || !is_typed(node->text));
    for (const struct sg_node *child = node->first; child; child = child->next)
        check_texts(child);
}

/* Tags become maps in JSON; below them only the syntax is checked. */
static bool same_json(const struct sg_node *node, const json_t *json)
{
    if (node->tag)
        return true;
    if (node->type == SG_SCALAR)
        return json_is_string(json) && strcmp(json_string_value(json), node->text) == 0;
    size_t i = 0;
    const struct sg_node *child = node->first;
    if (node->type == SG_LIST)
        for (; child && same_json(child, json_array_get(json, i)); child = child->next)
            i++;
    else
        for (; child && same_json(child->next, json_object_get(json, child->text)); child = child->next->next)
            i++;
    return !child && i == (node->type == SG_LIST ? json_array_size(json) : json_object_size(json));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = {.arena = sg_arena_new(), .p = data, .end = data + size};
    size_t indent = take(&in) % 8;
    const struct sg_node *tree = make_node(&in, 0);

    struct sg_buffer yaml = sg_buffer_new(in.arena, SG_BUFFER_MOST), text = sg_buffer_new(in.arena, SG_BUFFER_MOST);
    sg_write_yaml(&yaml, tree, indent);
    struct sg_source source = {.name = "written", .bytes = yaml.text, .length = yaml.length};
    struct sg_findings findings = {.arena = in.arena};
    const struct sg_node *loaded = sg_yaml_load(in.arena, &source, SG_ALIASES_REFUSED, &findings);
    MUST(!yaml.full && loaded && sg_same(tree, loaded));
    check_texts(loaded);

    sg_write_json(&text, tree, indent);
    json_t *json = json_loadb(text.text, text.length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
    MUST(json && same_json(tree, json));
    json_decref(json);
    sg_arena_free(in.arena);
    return 0;
}
