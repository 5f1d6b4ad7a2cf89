#include "yaml/load.h"

#include "base/buffer.h"
#include "support.h"
#include "yaml/write.h"

#include <string.h>

/* A text of ASCII alone is given to libyaml as a whole; any other text libyaml reads by itself. */
struct text {
    const char *name, *text;
    size_t times; /* that the text is repeated; 0: once */
};

static const char *repeated(const struct text *row)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_add(&b, row->text);
    for (size_t i = 1; i < row->times; i++)
        sg_add(&b, row->text);
    return b.text;
}

/* The tree as JSON with its place, or the first error. */
static const char *loaded(const char *first_line, const char *text)
{
    struct sg_findings f = {.arena = arena};
    const struct sg_source *source = source_of(sg_concat(arena, first_line, text));
    const struct sg_node *root = sg_yaml_load(arena, source, SG_ALIASES_RESOLVED, &f);
    if (root)
        return sg_format(arena, "%u to %u: %s", (unsigned)root->start, (unsigned)root->end, sg_json_text(arena, root));
    return sg_format(arena, "%zu: %s", f.first->offset, f.first->message);
}

static void both_ways_mean_the_same(void **state)
{
    const char *text = repeated(*state);
    assert_string_equal(loaded("# ee\n", text), loaded("# \xC3\xA9\n", text));
}

static const struct text rows[] = {
    {"a map", "a: 1\nb: [x, y]\nc: {d: e}\n", 0},
    {"no newline at the end", "a: 1", 0},
    {"lines that end in CRLF", "a: 1\r\nb: 2\r\n", 0},
    {"lines that end in CR", "a: 1\rb: 2\r", 0},
    {"a block scalar at the end", "a: |\n  x\n  y", 0},
    {"a folded scalar at the end", "a: >-\n  x\n\n  y\n", 0},
    {"a comment at the end", "a: 1 # x", 0},
    {"an empty text", "", 0},
    {"spaces alone", "  \n", 0},
    {"a dash at the end", "- a\n-", 0},
    {"two dashes at the end", "- a\n--", 0},
    {"the start of a document at the end", "---", 0},
    {"the end of a document", "a: 1\n...\n", 0},
    {"two documents", "a: 1\n---\nb: 2\n", 0},
    {"a text that ends in double quotes", "a: \"x", 0},
    {"a text that ends in single quotes", "a: 'x", 0},
    {"a text that ends in an escape", "a: \"\\x4", 0},
    {"a text that ends after a backslash", "a: \"\\", 0},
    {"a text that ends in a list", "a: [x, ", 0},
    {"a text that ends in a map", "a: {x", 0},
    {"a text that ends in a tag", "a: !Ref", 0},
    {"a text that ends in an escape of a tag", "a: !%4", 0},
    {"a text that ends in an anchor", "a: &", 0},
    {"an alias", "a: &x 1\nb: *x\n", 0},
    {"a question mark at the end", "? a\n?", 0},
    {"a colon at the end", "a:", 0},
    {"a tab", "a:\n\t- b\n", 0},
    {"an error in a later line", "a: 1\nb: [x\nc: d\n", 0},
    {"more than libyaml reads at once", "- a text of some length: \"and another one\"\n", 4000},
    {"an error after so much", "- a text of some length: 'and another one'\n-", 4000},
    {"a long line", "and so on ", 9000},
};

SUITE(load)
{
    return RUN_ROWS(rows, both_ways_mean_the_same);
}
