#include "sam/long_form.h"

#include "base/buffer.h"
#include "roles.h"
#include "support.h"
#include "yaml/load.h"
#include "yaml/write.h"

#include <string.h>

/* A text, and the JSON that the SAM translator reads it as. */
struct text {
    const char *name, *yaml, *json;
};

static const struct text rows[] = {
    {"Ref", "!Ref X\n", "{\"Ref\":\"X\"}"},
    {"Condition", "!Condition X\n", "{\"Condition\":\"X\"}"},
    {"any other tag", "[!Sub x, !ImportValue y, !Foo z]\n",
     "[{\"Fn::Sub\":\"x\"},{\"Fn::ImportValue\":\"y\"},{\"Fn::Foo\":\"z\"}]"},
    {"GetAtt of a text", "!GetAtt A.Arn\n", "{\"Fn::GetAtt\":[\"A\",\"Arn\"]}"},
    {"GetAtt with more dots", "!GetAtt A.Outputs.B.C\n", "{\"Fn::GetAtt\":[\"A\",\"Outputs.B.C\"]}"},
    {"GetAtt without a dot", "!GetAtt A\n", "{\"Fn::GetAtt\":[\"A\"]}"},
    {"GetAtt of a list", "!GetAtt [A, Arn]\n", "{\"Fn::GetAtt\":[\"A\",\"Arn\"]}"},
    {"GetAtt with a dot at the end", "!GetAtt A.\n", "{\"Fn::GetAtt\":[\"A\",\"\"]}"},
    {"a scalar under a tag is a text", "[!Ref 012, !Sub yes, !Ref ~, !Ref '']\n",
     "[{\"Ref\":\"012\"},{\"Fn::Sub\":\"yes\"},{\"Ref\":\"~\"},{\"Ref\":\"\"}]"},
    {"nothing under a tag", "a: !Ref\n", "{\"a\":{\"Ref\":\"\"}}"},
    {"lists and maps under a tag are read as ever", "!Select [0, [1, yes, {2: no}]]\n",
     "{\"Fn::Select\":[0,[1,true,{\"2\":false}]]}"},
    {"tags in tags", "!Join ['', [!Sub ['${a}', {a: !GetAtt B.C}]]]\n",
     "{\"Fn::Join\":[\"\",[{\"Fn::Sub\":[\"${a}\",{\"a\":{\"Fn::GetAtt\":[\"B\",\"C\"]}}]}]]}"},
    {"a tag on a block", "a: !If\n  - C\n  - b\n  - c: d\n", "{\"a\":{\"Fn::If\":[\"C\",\"b\",{\"c\":\"d\"}]}}"},
    {"a tag on a map", "!Transform {Name: AWS::Include, Parameters: {Location: l}}\n",
     "{\"Fn::Transform\":{\"Name\":\"AWS::Include\",\"Parameters\":{\"Location\":\"l\"}}}"},
    {"the long form stays", "{'Fn::GetAtt': A.B.C, Ref: 1}\n", "{\"Fn::GetAtt\":\"A.B.C\",\"Ref\":1}"},
    {"!!str", "[!!str 1, !!str yes]\n", "[\"1\",\"yes\"]"},
    {"!!int and !!bool", "[!!int 1, !!bool yes]\n", "[1,true]"},
    {"keys of other types", "{yes: 1, ~: 2, 0x10: 3, 017: 4, 1.5: 5, off: 6, 1_0: 7}\n",
     "{\"true\":1,\"null\":2,\"16\":3,\"15\":4,\"1.5\":5,\"false\":6,\"10\":7}"},
    {"quoted keys", "{'yes': 1, \"0x10\": 2}\n", "{\"yes\":1,\"0x10\":2}"},
    {"a merge", "a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\n", "{\"a\":{\"x\":1,\"y\":2},\"b\":{\"x\":1,\"y\":3}}"},
    {"a merge of several, of which the first counts", "{<<: [{x: 1}, {x: 2, y: 2}], z: 3}\n",
     "{\"x\":1,\"y\":2,\"z\":3}"},
    {"a merge behind the keys", "{y: 3, <<: {x: 1, y: 2}}\n", "{\"x\":1,\"y\":3}"},
    {"a merge within a merge", "{<<: {<<: {x: 1}, y: 2}}\n", "{\"x\":1,\"y\":2}"},
    {"a quoted merge is a key", "{'<<': {x: 1}}\n", "{\"<<\":{\"x\":1}}"},
    {"tags within a merge", "a: &a {x: !Ref Y}\nb: {<<: *a}\n",
     "{\"a\":{\"x\":{\"Ref\":\"Y\"}},\"b\":{\"x\":{\"Ref\":\"Y\"}}}"},
    {"an alias of a tag", "a: &a !Ref X\nb: *a\n", "{\"a\":{\"Ref\":\"X\"},\"b\":{\"Ref\":\"X\"}}"},
    {"an alias under a key", "a: &a [1, yes]\nb: *a\n", "{\"a\":[1,true],\"b\":[1,true]}"},
};

static struct sg_node *read(const char *yaml)
{
    const struct sg_source *source = source_of(yaml);
    struct sg_node *root = sg_yaml_load(arena, source, SG_ALIASES_RESOLVED, &findings);
    if (!root)
        fail_msg("%s", told());
    sg_long_form(arena, source, root, &findings);
    return root;
}

static const char *json_of(const struct sg_node *node)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_write_json(&b, node, 0);
    return b.text;
}

static void is_read_as(void **state)
{
    const struct text *row = *state;
    assert_same_json(json_of(read(row->yaml)), row->json);
    assert_string_equal(told(), "");
}

/* Of a key that stands twice the last value counts; where that is said. */
struct doubled {
    const char *name, *yaml, *json, *place;
};

static const struct doubled doubled_rows[] = {
    {"two of one key", "a: 1\nb: 2\na: 3\n", "{\"a\":3,\"b\":2}", "3:1"},
    {"three", "{a: 1, a: 2, a: 3}\n", "{\"a\":3}", "1:14"},
    {"keys that become one", "{true: 1, b: 2, yes: 3, 'true': 4}\n", "{\"true\":4,\"b\":2}", "1:17"},
    {"numbers that become one", "{16: 1, 0x10: 2}\n", "{\"16\":2}", "1:9"},
    {"maps", "{a: {b: 1}, a: {c: 2}}\n", "{\"a\":{\"c\":2}}", "1:13"},
    {"among many", "{a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1, j: 1, k: 1, l: 1, m: 1, a: 2}\n",
     "{\"a\":2,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,\"k\":1,\"l\":1,\"m\":1}",
     "1:80"},
    {"in a list in a map", "x: [{a: 1, a: 2}]\n", "{\"x\":[{\"a\":2}]}", "1:12"},
};

static void last_counts(void **state)
{
    const struct doubled *row = *state;
    const struct sg_node *root = read(row->yaml);
    assert_same_json(json_of(root), row->json);
    assert_int_equal(findings.errors, 0);
    assert_told(row->place, "duplicate key");
}

static void a_key_keeps_its_first_place(void **state)
{
    (void)state;
    const struct sg_node *root = read("{a: 1, b: 2, a: 3}\n");
    assert_string_equal(root->first->text, "a");
    assert_string_equal(root->first->next->text, "3");
}

static void new_nodes_stand_where_the_old_ones_stood(void **state)
{
    (void)state;
    const struct sg_node *value = sg_get(read("a: !GetAtt B.C\n"), "a");
    assert_int_equal(value->start, 3);
    const struct sg_node *list = value->first->next;
    assert_int_equal(list->start, 3);
    assert_int_equal(list->first->start, 3);
    assert_int_equal(list->first->end, 14);
}

static void merging_has_a_limit(void **state)
{
    (void)state;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_add(&b, "<<:\n");
    for (int i = 0; i < 5000; i++)
        sg_add_format(&b, "  k%d: 1\n", i);
    for (int i = 0; i < 5000; i++)
        sg_add_format(&b, "o%d: 1\n", i);
    (void)read(b.text);
    assert_told("2:3", "this merges more keys");
}

SUITE(long_form)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_key_keeps_its_first_place),
        TEST(new_nodes_stand_where_the_old_ones_stood),
        TEST(merging_has_a_limit),
    };
    return cmocka_run_group_tests_name("long_form", tests, NULL, NULL) + RUN_ROWS(rows, is_read_as) +
           RUN_ROWS(doubled_rows, last_counts);
}
