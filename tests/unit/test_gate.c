#include "yaml/load.h"

#include "base/buffer.h"
#include "support.h"
#include "yaml/bytes_internal.h"

#include <string.h>

/* A text that the gate refuses, and where and why. */
struct refusal {
    const char *name, *text, *place, *words;
    size_t length; /* of a text with a NUL in it */
};

static void refused(void **state)
{
    const struct refusal *row = *state;
    struct sg_source *source = sg_new(arena, struct sg_source); /* the findings are read after this function */
    *source = *source_of(row->text);
    if (row->length)
        source->length = row->length;
    assert_null(sg_yaml_load(arena, source, SG_ALIASES_REFUSED, &findings));
    assert_told(row->place, row->words);
    assert_int_equal(findings.errors, 1);
}

#define WITH_NUL "a: 1\nb: \0\n"

static const struct refusal refusal_rows[] = {
    {"an empty file", "", "1:1", "the text is empty", 0},
    {"comments alone", "# nothing\n# here\n", "1:1", "the text is empty", 0},
    {"a second document", "a: 1\n---\nb: 2\n", "2:1", "second document", 0},
    {"an alias", "a: &x 1\nb: *x\n", "2:4", "alias", 0},
    {"a lone star", "a:\n  - *\n", "2:6", "alias", 0},
    {"an alias without an anchor", "a: [1, *nobody]\n", "1:8", "alias", 0},
    {"a %TAG directive", "%TAG ! tag:x,2000:\n---\na: !b c\n", "1:1", "%TAG", 0},
    {"a NUL byte", WITH_NUL, "2:4", "NUL", sizeof WITH_NUL - 1},
    {"an escaped NUL", "a: 1\nb: \"x\\0y\"\n", "2:4", "NUL", 0},
    {"a lone continuation byte", "a: \x80\n", "1:4", "UTF-8", 0},
    {"a byte of Latin-1", "\xC3\xBC: caf\xE9\n", "1:7", "UTF-8", 0},
    {"an overlong slash", "a: \xC0\xAF\n", "1:4", "UTF-8", 0},
    {"an overlong of three", "a: \xE0\x80\xAF\n", "1:4", "UTF-8", 0},
    {"a surrogate", "a: \xED\xA0\x80\n", "1:4", "UTF-8", 0},
    {"beyond Unicode", "a: \xF4\x90\x80\x80\n", "1:4", "UTF-8", 0},
    {"a character cut off", "a: \xE2\x82", "1:4", "UTF-8", 0},
    {"UTF-16",
     "\377\376"
     "a",
     "1:1", "UTF-8", 0},
    {"a bell", "a: b\nc: \x07\n", "2:4", "control character", 0},
    {"an escape sequence", "a: \x1B[31m\n", "1:4", "control character", 0},
    {"DEL", "a: \x7F\n", "1:4", "control character", 0},
    {"a C1 control", "a: \xC2\x9B\n", "1:4", "control character", 0},
    {"a list as a key", "[a]: 1\n", "1:1", "key", 0},
    {"a tagged key", "!Ref a: 1\n", "1:1", "key", 0},
    {"a tab as indentation", "a:\n\tb: 1\n", "2:1", "not YAML", 0},
    {"an open quote", "a: \"b\nc: d\n", "3:1", "not YAML", 0},
    {"an open bracket", "a: [b, c\n", "2:1", "not YAML", 0},
    {"a wrong indentation", "a:\n    b: 1\n  c: 2\n", "3:3", "not YAML", 0},
    {"CRLF does not shift places", "a: 1\r\nb: 2\r\nc: *x\r\n", "3:4", "alias", 0},
    {"a byte order mark does not shift places", "\357\273\277a: *x\n", "1:4", "alias", 0},
    {"long characters do not shift places", "\xF0\x9F\x98\x80\xC3\xBC: *x\n", "1:5", "alias", 0},
};

/* What the gate lets through. */
static const struct {
    const char *name, *text;
} pass_rows[] = {
    {"tags", "a: !Ref B\nc: !Sub [\"${x}\", {x: !GetAtt B.C}]\n"},
    {"an anchor that nobody uses", "a: &x 1\n"},
    {"an explicit start and end", "---\na: 1\n...\n"},
    {"a %YAML directive", "%YAML 1.1\n---\na: 1\n"},
    {"%TAG in a text", "a: \"x\n  %TAG\"\n"},
    {"a byte order mark", "\357\273\277a: 1\n"},
    {"CRLF", "a: 1\r\nb: 2\r\n"},
    {"a scalar alone", "hello\n"},
    {"JSON", "{\"a\": [1, 2, {\"b\": null}]}"},
    {"a text of many lines", "a: |\n  x\n  y\nb: >-\n  z\n"},
    {"unrendered marks that are YAML", "a: '{{cookiecutter.name}}'\n"},
};

static void passed(void **state)
{
    const struct refusal *row = *state;
    assert_non_null(sg_yaml_load(arena, source_of(row->text), SG_ALIASES_REFUSED, &findings));
    assert_string_equal(told(), "");
}

static const char *nested(size_t depth)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    for (size_t i = 0; i < depth; i++)
        sg_add_char(&b, '[');
    for (size_t i = 0; i < depth; i++)
        sg_add_char(&b, ']');
    return b.text;
}

static void depth_128_passes_and_129_does_not(void **state)
{
    (void)state;
    assert_non_null(sg_yaml_load(arena, source_of(nested(128)), SG_ALIASES_REFUSED, &findings));
    assert_string_equal(told(), "");
    assert_null(sg_yaml_load(arena, source_of(nested(129)), SG_ALIASES_REFUSED, &findings));
    assert_told("1:129", "deeper than 128");
}

static const char *text_of_length(size_t length)
{
    char *text = sg_alloc(arena, length + 1, 1);
    memset(text, ' ', length);
    memcpy(text, "a: 1\n#", 6);
    return text;
}

static void one_mebibyte_passes_and_a_byte_more_does_not(void **state)
{
    (void)state;
    assert_non_null(sg_yaml_load(arena, source_of(text_of_length(SG_YAML_BYTES_MOST)), SG_ALIASES_REFUSED, &findings));
    assert_string_equal(told(), "");
    assert_null(sg_yaml_load(arena, source_of(text_of_length(SG_YAML_BYTES_MOST + 1)), SG_ALIASES_REFUSED, &findings));
    assert_told("1:1", "1 MiB");
}

static void too_many_values_are_refused(void **state)
{
    (void)state;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_add(&b, "[");
    for (size_t i = 0; i < SG_YAML_NODES_MOST; i++)
        sg_add(&b, "a,");
    sg_add(&b, "]");
    assert_null(sg_yaml_load(arena, source_of(b.text), SG_ALIASES_REFUSED, &findings));
    assert_told("1:500000", "250000");
}

static void an_alias_is_resolved_where_that_is_asked(void **state)
{
    (void)state;
    const char *text = "a: &x {b: [1, !Ref C]}\nd: *x\n";
    const struct sg_node *root = sg_yaml_load(arena, source_of(text), SG_ALIASES_RESOLVED, &findings);
    assert_string_equal(told(), "");
    assert_true(sg_same(sg_get(root, "a"), sg_get(root, "d")));
    assert_int_equal(sg_get(root, "d")->start, strstr(text, "*x") - text);
}

/* Aliases that would make the tree endless, or larger than any text may be. */
static const struct refusal bomb_rows[] = {
    {"an alias of what it is in", "a: &x [*x]\n", "1:8", "endless", 0},
    {"billion laughs",
     "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
     "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e]\n",
     "6:8", "too large", 0},
};

static void bombs_do_not_go_off(void **state)
{
    const struct refusal *row = *state;
    assert_null(sg_yaml_load(arena, source_of(row->text), SG_ALIASES_RESOLVED, &findings));
    assert_true(findings.errors == 1);
    assert_non_null(strstr(told(), row->words));
}

static void an_unrendered_cookiecutter_template_is_called_that(void **state)
{
    (void)state;
    assert_null(sg_yaml_load(arena, source_of("a: 1\n{% if x %}\nb: 2\n"), SG_ALIASES_REFUSED, &findings));
    assert_told("2:1", "cookiecutter template");
    size_t offset;
    assert_true(sg_bytes_are_unrendered(source_of("name: {{ cookiecutter.x }}"), &offset));
    assert_int_equal(offset, 6);
    assert_false(sg_bytes_are_unrendered(source_of("name: {{resolve:ssm:x}}"), &offset));
}

/* Where a node is in the text: the scalar under key "k". */
static const struct {
    const char *name, *text, *node;
} offset_rows[] = {
    {"a plain scalar", "k: value # c\n", "value"},
    {"a quoted scalar", "k: \"va: lue\"\n", "\"va: lue\""},
    {"a tagged scalar", "k: !Ref X\n", "!Ref X"},
    {"a flow list", "k: [a, b]   # c\n", "[a, b]"},
    {"a flow map", "k: {a: b}\nl: m\n", "{a: b}"},
    {"a block list", "k:\n  - a\n  - b\n\n# c\nl: m\n", "- a\n  - b"},
    {"a block map", "k:\n  a: 1\n  b: 2\n\nl: m\n", "a: 1\n  b: 2"},
    {"with CRLF", "j: 1\r\nk: value\r\n", "value"},
    {"behind characters of many bytes", "\xF0\x9F\x98\x80: \xC3\xBC\nk: \xC3\xBCx\n", "\xC3\xBCx"},
    {"behind a byte order mark", "\xEF\xBB\xBFk: value\n", "value"},
    {"an empty value", "k:\nl: 1\n", ""},
};

static void offsets_are_the_bytes_of_the_node(void **state)
{
    const struct refusal *row = *state;
    const struct sg_node *root = sg_yaml_load(arena, source_of(row->text), SG_ALIASES_REFUSED, &findings);
    const struct sg_node *node = sg_get(root, "k");
    assert_non_null(node);
    assert_string_equal(sg_copy_bytes(arena, row->text + node->start, node->end - node->start), row->place);
}

/* Two texts: does the second mean what the first does? sg_same of both trees is the judge. */
static const struct {
    const char *name, *text, *other;
} meaning_rows[] = {
    {"the same text", "a: 1\nb: [x, {y: !Ref z}]\n", "a: 1\nb: [x, {y: !Ref z}]\n"},
    {"another style", "a: 1\nb: [x, {y: z}]\n", "# c\n'a': \"1\"\nb:\n  - x\n  - y: z\n"},
    {"another text", "a: 1\n", "a: 2\n"},
    {"a longer text", "a: x\n", "a: xy\n"},
    {"another key", "a: 1\n", "b: 1\n"},
    {"a tag more", "a: 1\n", "a: !Ref 1\n"},
    {"a tag less", "a: !Ref 1\n", "a: 1\n"},
    {"a tag of nothing", "a: \"1\"\n", "a: ! 1\n"},
    {"a tagged list", "a: !Join [b]\n", "a: !Split [b]\n"},
    {"an item more", "a: [1, 2]\n", "a: [1, 2, 3]\n"},
    {"an item less", "a: [1, 2, 3]\n", "a: [1, 2]\n"},
    {"a list for a text", "a: b\n", "a: [b]\n"},
    {"a map for a list", "a: [b, c]\n", "a: {b: c}\n"},
    {"a key more at the end", "a: 1\n", "a: 1\nb: 2\n"},
    {"a key less at the end", "a: 1\nb: 2\n", "a: 1\n"},
    {"a second document", "a: 1\n", "a: 1\n---\nb: 2\n"},
    {"nothing", "a: 1\n", "# nothing\n"},
    {"no YAML", "a: 1\n", "a: [1\n"},
    {"an alias for its value", "a: [x, {y: z}]\nb: [x, {y: z}]\n", "a: &n [x, {y: z}]\nb: *n\n"},
    {"an alias for another value", "a: [x, {y: z}]\nb: [x, {y: 1}]\n", "a: &n [x, {y: z}]\nb: *n\n"},
    {"the later of two anchors", "a: 1\nb: 2\nc: 2\n", "a: &n 1\nb: &n 2\nc: *n\n"},
    {"the earlier of two anchors", "a: 1\nb: 2\nc: 1\n", "a: &n 1\nb: &n 2\nc: *n\n"},
    {"an alias without an anchor", "a: 1\n", "a: *n\n"},
    {"an alias in its own anchor", "a: [1]\n", "a: &n [*n]\n"},
    {"a pair of escapes", "a: \xF0\x9F\x98\x80\n", "a: \"\\ud83d\\ude00\"\n"},
    {"a byte order mark", "a: 1\n",
     "\xEF\xBB\xBF"
     "a: 1\n"},
};

static void a_text_means_a_tree_when_it_gives_this_tree(void **state)
{
    const struct refusal *row = *state;
    const struct sg_source *text = source_of(row->text), *other = source_of(row->place);
    const struct sg_node *tree = sg_yaml_load(arena, text, SG_ALIASES_RESOLVED, &findings);
    const struct sg_node *same = sg_yaml_load(arena, other, SG_ALIASES_RESOLVED, NULL);
    assert_non_null(tree);
    assert_true(sg_yaml_means(arena, text, tree));
    assert_int_equal(sg_yaml_means(arena, other, tree), same && sg_same(tree, same));
    if (same)
        assert_int_equal(sg_yaml_means(arena, text, same), sg_same(tree, same));
}

/* A list that is read item by item: the items that are returned, and what the tree is without them. */
static const struct {
    const char *name, *text, *items, *rest;
} item_rows[] = {
    {"a list of maps", "list:\n  - {n: 1}\n  - {n: 2, m: {n: 3}}\n", "1 2", "{list: []}"},
    {"keys around it", "a: [{n: 1}]\nlist: [{n: 2}]\nb: {list: [{n: 3}]}\n", "2",
     "{a: [{n: 1}], list: [], b: {list: [{n: 3}]}}"},
    {"the key twice", "list: [{n: 1}]\nlist: [{n: 2}]\n", "1 2", "{list: [], list: []}"},
    {"other items", "list: [a, {n: 1}, [{n: 2}]]\n", "1", "{list: [a, [{n: 2}]]}"},
    {"a map in its place", "list: {n: 1}\n", "", "{list: {n: 1}}"},
    {"a list of its name as a value", "a: list\nb: [{n: 1}]\n", "", "{a: list, b: [{n: 1}]}"},
    {"a list and no map around it", "- list\n- [{n: 1}]\n", "", "[list, [{n: 1}]]"},
    {"a pair of escapes after an item", "list: [{n: 1}, {n: 2, t: \"\\ud83d\\ude00\"}, {n: 3}]\n", "1 2 3",
     "{list: []}"},
    {"pairs around the list", "a: \"\\ud83d\\ude00\"\nlist: [{n: 1}]\nb: \"\\ud83d\\ude00\"\n", "1",
     "{a: \xF0\x9F\x98\x80, list: [], b: \xF0\x9F\x98\x80}"},
};

static void items_are_returned_one_by_one(void **state)
{
    const struct {
        const char *name, *text, *items, *rest;
    } *row = *state;
    struct sg_buffer read = sg_buffer_new(arena, SG_BUFFER_MOST);
    struct sg_arena *passing = sg_arena_new();
    struct sg_yaml_reader *reader = sg_yaml_read_items(arena, passing, source_of(row->text), "list", NULL, &findings);
    for (const struct sg_node *item; (item = sg_yaml_next_item(reader));)
        sg_add_format(&read, "%s%s", read.length ? " " : "", sg_get_text(item, "n"));
    const struct sg_node *root = sg_yaml_end_items(reader);
    assert_string_equal(told(), "");
    assert_non_null(root);
    assert_string_equal(read.text, row->items);
    assert_true(sg_same(root, sg_yaml_load(arena, source_of(row->rest), SG_ALIASES_REFUSED, &findings)));
    sg_arena_free(passing);
}

static void an_error_after_items_is_reported_at_the_end(void **state)
{
    (void)state;
    struct sg_yaml_reader *reader =
        sg_yaml_read_items(arena, arena, source_of("list:\n  - {n: 1}\n  - {n: 2}\n]\n"), "list", NULL, &findings);
    assert_string_equal(sg_get_text(sg_yaml_next_item(reader), "n"), "1");
    assert_string_equal(told(), "");
    assert_null(sg_yaml_end_items(reader));
    assert_null(sg_yaml_next_item(reader));
    assert_told("4:1", "not YAML");
    assert_int_equal(findings.errors, 1);
}

SUITE(gate)
{
    static const struct CMUnitTest tests[] = {
        TEST(depth_128_passes_and_129_does_not),
        TEST(one_mebibyte_passes_and_a_byte_more_does_not),
        TEST(too_many_values_are_refused),
        TEST(an_alias_is_resolved_where_that_is_asked),
        TEST(an_unrendered_cookiecutter_template_is_called_that),
        TEST(an_error_after_items_is_reported_at_the_end),
    };
    return cmocka_run_group_tests_name("gate", tests, NULL, NULL) + RUN_ROWS(refusal_rows, refused) +
           RUN_ROWS(pass_rows, passed) + RUN_ROWS(bomb_rows, bombs_do_not_go_off) +
           RUN_ROWS(offset_rows, offsets_are_the_bytes_of_the_node) +
           RUN_ROWS(meaning_rows, a_text_means_a_tree_when_it_gives_this_tree) +
           RUN_ROWS(item_rows, items_are_returned_one_by_one);
}
