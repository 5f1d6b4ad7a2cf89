#include "yaml/load.h"

#include "base/utf8.h"
#include "yaml/reader_internal.h"

#include <string.h>

bool sg_yaml_refuse(struct sg_yaml_reader *l, size_t offset, const char *message)
{
    return sg_fail(l->findings, (struct sg_origin){.source = l->source, .offset = offset}, "%s", message);
}

static size_t byte_order_mark(const struct sg_source *source)
{
    return source->length >= 3 && memcmp(source->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

/* Marks come almost in order, so scanning on from the last one is linear over the whole text. */
size_t sg_yaml_search(struct sg_yaml_reader *l, size_t character)
{
    const unsigned char *p = (const unsigned char *)l->text.bytes;
    if (l->character < character && l->text.length - l->byte >= character - l->character) {
        size_t run = sg_ascii_run(p + l->byte, character - l->character);
        l->byte += run;
        l->character += run;
    }
    while (l->character < character && l->byte < l->text.length) {
        l->byte += sg_utf8_length(p + l->byte, l->text.length - l->byte);
        l->character++;
    }
    while (l->character > character) {
        do
            l->byte--;
        while ((p[l->byte] & 0xC0) == 0x80);
        l->character--;
    }
    return sg_bytes_joined_offset(&l->text, l->byte);
}

static bool report_problem(struct sg_yaml_reader *l)
{
    const yaml_parser_t *p = &l->parser;
    if (p->error == YAML_READER_ERROR)
        return sg_yaml_refuse(l, p->problem_offset, "YAML does not allow this character");
    struct sg_origin origin = {.source = l->source, .offset = sg_yaml_offset(l, &p->problem_mark)};
    if (!p->context)
        return sg_fail(l->findings, origin, "not YAML: %s", p->problem);
    struct sg_position from = sg_locate(l->source, sg_yaml_offset(l, &p->context_mark));
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
        bool ok = l->tree ? sg_verify_event(&l->verify, &event) : sg_build_event(l, &event);
        yaml_event_delete(&event);
        if (!ok)
            return false;
    }
    return l->root || l->tree || sg_yaml_refuse(l, 0, "the text is empty");
}

/* libyaml reports half of a surrogate pair with these words. */
static bool met_surrogate(const yaml_parser_t *p)
{
    return p->problem && strcmp(p->problem, "found invalid Unicode character escape code") == 0;
}

/*
 * libyaml checks a text, character by character, while it copies it into its buffer. sg_bytes_check has checked it
 * already; so a text of ASCII alone becomes the buffer, with the NUL that libyaml adds at the end of a text.
 */
static void fill_buffer(struct sg_yaml_reader *l)
{
    yaml_parser_t *p = &l->parser;
    size_t left = l->text.length - l->byte;
    p->buffer.pointer = (yaml_char_t *)sg_copy_bytes(l->lasting, l->text.bytes + l->byte, left);
    p->unread = left + 1;
    p->buffer.last = p->buffer.pointer + p->unread;
    p->eof = 1;
}

static bool begin(struct sg_yaml_reader *l)
{
    l->byte = byte_order_mark(l->source);
    l->character = 0;
    l->verify = (struct sg_verify){.arena = l->arena, .next = l->tree};
    if (!yaml_parser_initialize(&l->parser))
        return sg_yaml_refuse(l, 0, "out of memory");
    yaml_parser_set_encoding(&l->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&l->parser, (const unsigned char *)l->text.bytes + l->byte, l->text.length - l->byte);
    if (l->ascii)
        fill_buffer(l);
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
    l->ascii = false;
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
    if (!ok && !l->joined && !l->portion && met_surrogate(&l->parser)) {
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

/* The head of the text with the items of a portion. */
static struct sg_joined cut_text(struct sg_arena *a, const struct sg_source *source, const struct sg_yaml_portion *p)
{
    size_t length = p->to - p->from;
    char *text = sg_alloc_text(a, p->head + length + 1);
    memcpy(text, source->bytes, p->head);
    memcpy(text + p->head, source->bytes + p->from, length);
    text[p->head + length] = '\0';
    return (struct sg_joined){.bytes = text, .length = p->head + length, .cut_at = p->head, .cut = p->from - p->head};
}

static bool prepare(struct sg_yaml_reader *l)
{
    l->text = l->portion ? cut_text(l->lasting, l->source, l->portion)
                         : (struct sg_joined){.bytes = l->source->bytes, .length = l->source->length};
    const struct sg_source read = {.name = l->source->name, .bytes = l->text.bytes, .length = l->text.length};
    return sg_bytes_check(l->portion ? &read : l->source, l->findings, &l->ascii) && begin(l);
}

struct sg_node *sg_yaml_load(struct sg_arena *a, const struct sg_source *source, enum sg_aliases aliases,
                             struct sg_findings *findings)
{
    struct sg_yaml_reader l = {
        .arena = a, .lasting = a, .passing = a, .source = source, .findings = findings, .aliases = aliases};
    return prepare(&l) && read_on(&l) ? l.root : NULL;
}

bool sg_yaml_means(struct sg_arena *a, const struct sg_source *source, const struct sg_node *tree)
{
    struct sg_yaml_reader l = {.arena = a, .lasting = a, .passing = a, .source = source, .tree = tree};
    return prepare(&l) && read_on(&l);
}

struct sg_yaml_reader *sg_yaml_read_items(struct sg_arena *a, struct sg_arena *passing, const struct sg_source *source,
                                          const char *list, struct sg_yaml_portion *portion,
                                          struct sg_findings *findings)
{
    struct sg_yaml_reader *l = sg_new(a, struct sg_yaml_reader);
    *l = (struct sg_yaml_reader){.arena = a, .lasting = a, .passing = passing, .source = source, .findings = findings};
    l->list = list;
    l->portion = portion;
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
    if (l->portion)
        l->portion->nodes = l->nodes;
    return l->failed ? NULL : l->root;
}
