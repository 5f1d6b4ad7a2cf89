#include "yaml/write.h"

#include "support.h"
#include "yaml/load.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A text is written exactly so again, and stands for this JSON. */
struct text {
    const char *name, *yaml, *json;
};

static const struct text text_rows[] = {
    {"a scalar", "hello\n", "\"hello\""},
    {"a map", "a: b\nc: d\n", "{\"a\": \"b\", \"c\": \"d\"}"},
    {"a list", "- a\n- b\n", "[\"a\", \"b\"]"},
    {"a list in a map", "a:\n  - b\n  - c\n", "{\"a\": [\"b\", \"c\"]}"},
    {"a map in a list", "- a: b\n  c: d\n- e: f\n", "[{\"a\": \"b\", \"c\": \"d\"}, {\"e\": \"f\"}]"},
    {"a list in a list", "- - a\n  - b\n- - c\n", "[[\"a\", \"b\"], [\"c\"]]"},
    {"maps in maps", "a:\n  b:\n    c: d\n  e: f\n", "{\"a\": {\"b\": {\"c\": \"d\"}, \"e\": \"f\"}}"},
    {"an empty list", "a: []\n", "{\"a\": []}"},
    {"an empty map", "a: {}\n", "{\"a\": {}}"},
    {"nothing but an empty map", "{}\n", "{}"},
    {"empty ones in a list", "- []\n- {}\n", "[[], {}]"},
    {"a flow list", "a: [b, c]\n", "{\"a\": [\"b\", \"c\"]}"},
    {"a flow map", "a: {b: c, d: [e]}\n", "{\"a\": {\"b\": \"c\", \"d\": [\"e\"]}}"},
    {"quotes", "a: \"2012-10-17\"\n\"yes\": \"*\"\n", "{\"a\": \"2012-10-17\", \"yes\": \"*\"}"},
    {"escapes", "a: \"x\\x0Ay\\\"\\\\\"\n", "{\"a\": \"x\\ny\\\"\\\\\"}"},
    {"Ref", "a: !Ref B\n", "{\"a\": {\"Ref\": \"B\"}}"},
    {"Condition", "a: !Condition B\n", "{\"a\": {\"Condition\": \"B\"}}"},
    {"GetAtt", "a: !GetAtt B.C\n", "{\"a\": {\"Fn::GetAtt\": [\"B\", \"C\"]}}"},
    {"GetAtt with dots", "a: !GetAtt B.Outputs.C\n", "{\"a\": {\"Fn::GetAtt\": [\"B\", \"Outputs.C\"]}}"},
    {"Sub", "a: !Sub ${B}-c\n", "{\"a\": {\"Fn::Sub\": \"${B}-c\"}}"},
    {"Sub with a map", "a: !Sub\n  - ${x}-c\n  - x: !Ref B\n",
     "{\"a\": {\"Fn::Sub\": [\"${x}-c\", {\"x\": {\"Ref\": \"B\"}}]}}"},
    {"Select and Split", "- !Select [\"1\", !Split [\":\", !Ref B]]\n",
     "[{\"Fn::Select\": [\"1\", {\"Fn::Split\": [\":\", {\"Ref\": \"B\"}]}]}]"},
    {"a tagged list in a list", "- !Join\n  - \"-\"\n  - - a\n    - b\n", "[{\"Fn::Join\": [\"-\", [\"a\", \"b\"]]}]"},
    {"a tagged top", "!Sub\n- a\n- {}\n", "{\"Fn::Sub\": [\"a\", {}]}"},
    {"a tagged scalar that is special", "a: !Ref \"yes\"\n", "{\"a\": {\"Ref\": \"yes\"}}"},
    {"other languages", "\xC3\xBC: \xE2\x82\xAC\n", "{\"\xC3\xBC\": \"\xE2\x82\xAC\"}"},
    {"a policy", "Policies:\n  - AWSLambdaBasicExecutionRole\n  - S3ReadPolicy:\n      BucketName: my-bucket\n",
     "{\"Policies\": [\"AWSLambdaBasicExecutionRole\", {\"S3ReadPolicy\": {\"BucketName\": \"my-bucket\"}}]}"},
};

static struct sg_node *parse(const char *yaml)
{
    struct sg_node *node = sg_yaml_load(arena, source_of(yaml), SG_ALIASES_REFUSED, &findings);
    if (!node)
        fail_msg("does not parse: %s\n%s", told(), yaml);
    return node;
}

static const char *yaml_of(const struct sg_node *node, size_t indent)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_write_yaml(&b, node, indent);
    return b.text;
}

static void written_as_it_stands(void **state)
{
    const struct text *row = *state;
    assert_string_equal(yaml_of(parse(row->yaml), 0), row->yaml);
}

static void indented_it_is_the_same(void **state)
{
    const struct text *row = *state;
    const struct sg_node *node = parse(row->yaml);
    const char *yaml = yaml_of(node, 6);
    for (const char *line = yaml; *line; line = strchr(line, '\n') + 1)
        assert_memory_equal(line, "      ", 6);
    assert_true(sg_same(parse(yaml), node));
}

static void json_has_the_long_forms(void **state)
{
    const struct text *row = *state;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_write_json(&b, parse(row->yaml), 4);
    json_t *made = json_loads(b.text, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);
    json_t *wanted = json_loads(row->json, JSON_DECODE_ANY, NULL);
    bool same = made && wanted && json_equal(made, wanted);
    json_decref(made);
    json_decref(wanted);
    if (!same)
        fail_msg("%s\nis not %s", b.text, row->json);
    assert_memory_equal(b.text, "    ", 4);
}

static void made_by_hand_it_reads_back(void **state)
{
    (void)state;
    struct sg_node *root = sg_map(arena), *list = sg_list(arena), *sub = sg_list(arena), *names = sg_map(arena);
    sub->tag = "!Sub";
    sg_append(sub, sg_scalar(arena, "${x}: \n# no comment"));
    sg_put(arena, names, "x", sg_tagged(arena, "!GetAtt", "A.B"));
    sg_append(sub, names);
    sg_append(list, sub);
    sg_append(list, sg_list(arena));
    sg_append(list, sg_tagged(arena, "!Ref", "null"));
    sg_append(list, sg_scalar(arena, ""));
    sg_put(arena, root, "- a: ", list);
    sg_put(arena, root, "", sg_map(arena));
    assert_true(sg_same(parse(yaml_of(root, 0)), root));
    assert_true(sg_same(parse(yaml_of(root, 3)), root));
}

static void comments_stand_before_their_item_and_change_nothing(void **state)
{
    (void)state;
    struct sg_node *root = parse("a:\n  - b: c\n    d: e\n  - f\n");
    struct sg_node *list = sg_get(root, "a");
    const struct sg_node *same = parse("a:\n  - b: c\n    d: e\n  - f\n");
    list->first->comment = "one\ntwo";
    list->last->comment = "three";
    const char *yaml = yaml_of(root, 0);
    assert_string_equal(yaml, "a:\n  # one\n  # two\n  - b: c\n    d: e\n  # three\n  - f\n");
    assert_true(sg_same(parse(yaml), same));
}

/* A random tree: everything the writer can be given, in shapes that nobody thinks of. */
static struct sg_node *random_tree(unsigned *seed, int depth)
{
    static const char *const texts[] = {"a", "",    "yes", "- b",      "c: d", "*",  "x\ny",
                                        "#", "1.5", " ",   "\xC3\xBC", "{",    "'\""};
    static const char *const tags[] = {"!Ref", "!Sub", NULL, NULL, NULL};
    *seed = *seed * 1103515245u + 12345u;
    unsigned r = *seed >> 8, kind = depth > 4 ? 0 : r % 3;
    struct sg_node *node = kind == 0 ? sg_scalar(arena, texts[r / 3 % 13]) : kind == 1 ? sg_list(arena) : sg_map(arena);
    node->tag = tags[r / 64 % 5];
    node->flow = r / 512 % 4 == 0;
    for (unsigned i = 0; kind && i < r / 2048 % 4; i++) {
        struct sg_node *child = random_tree(seed, depth + 1);
        if (kind == 1)
            sg_append(node, child);
        else
            sg_put(arena, node, sg_format(arena, "%s%u", texts[(r + i) % 13], i), child);
    }
    return node;
}

static void any_tree_reads_back(void **state)
{
    (void)state;
    for (unsigned n = 0; n < 20000; n++) {
        struct sg_mark mark = sg_arena_mark(arena);
        unsigned seed = n;
        struct sg_node *tree = random_tree(&seed, 0);
        const char *yaml = yaml_of(tree, n % 5);
        if (!sg_same(parse(yaml), tree))
            fail_msg("tree %u does not read back:\n%s", n, yaml);
        sg_arena_rewind(arena, mark);
    }
}

SUITE(write)
{
    static const struct CMUnitTest tests[] = {
        TEST(made_by_hand_it_reads_back),
        TEST(comments_stand_before_their_item_and_change_nothing),
        TEST(any_tree_reads_back),
    };
    return cmocka_run_group_tests_name("write", tests, NULL, NULL) + RUN_ROWS(text_rows, written_as_it_stands) +
           RUN_ROWS(text_rows, indented_it_is_the_same) + RUN_ROWS(text_rows, json_has_the_long_forms);
}
