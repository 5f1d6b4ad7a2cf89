#include "yaml/typed.h"

#include "support.h"
#include "base/list.h"
#include "yaml/fields.h"

#include <string.h>

struct sg_item {
    const char *name;
    unsigned size;
    bool big;
};

struct sg_file {
    const char *title;
    struct sg_item *items;
    size_t item_count;
    struct sg_strings words;
    struct sg_item *best;
};

enum { SG_SHAPE_file, SG_SHAPE_item };

static const struct sg_field file_fields[] = {
    TEXT("title", file, title),
    LIST("items", file, items, item_count, item),
    TEXTS("words", file, words),
    MAP_OR_NONE("best", file, best, item),
    END,
};

static const struct sg_field item_fields[] = {
    TEXT("name", item, name),
    NUMBER("size", item, size),
    FLAG("big", item, big),
    KEY_OR_NONE("anything", ANYTHING),
    END,
};

static struct sg_shape shape_of(unsigned number)
{
    return number == SG_SHAPE_file ? (struct sg_shape){file_fields, sizeof(struct sg_file)}
                                   : (struct sg_shape){item_fields, sizeof(struct sg_item)};
}

struct fault {
    const char *name, *text, *place, *words;
};

static const struct fault fault_rows[] = {
    {"an unknown key", "title: a\nitmes: []\n", "2:1", "did you mean \"items\""},
    {"a key like no other", "title: a\nxyzzy: 1\n", "2:1", "known here: title, items, words, best"},
    {"an unknown key of an item", "title: a\nitems:\n  - name: b\n    sise: 1\n", "4:5", "did you mean \"size\""},
    {"a doubled key", "title: a\nitems: []\ntitle: b\n", "3:1", "a second time"},
    {"a missing key", "items: []\n", "1:1", "\"title\" is missing"},
    {"a missing key of an item", "title: a\nitems:\n  - name: b\n  - size: 1\n", "4:5", "\"name\" is missing"},
    {"a list where a text belongs", "title: [a]\n", "1:8", "must be a text"},
    {"a map where a text belongs", "title: {a: b}\n", "1:8", "must be a text"},
    {"a text where a list belongs", "title: a\nitems: b\n", "2:8", "must be a list"},
    {"a map where a list belongs", "title: a\nitems: {name: b}\n", "2:8", "must be a list"},
    {"a text where a map belongs", "title: a\nitems: [b]\n", "2:9", "must be a map"},
    {"a list where a text of a list belongs", "title: a\nwords: [a, [b]]\n", "2:12", "must be a text"},
    {"a text where a lone map belongs", "title: a\nbest: b\n", "2:7", "must be a map"},
    {"a missing key of a lone map", "title: a\nbest: {size: 1}\n", "2:7", "\"name\" is missing"},
    {"a list where all is", "- a\n", "1:1", "must be a map"},
    {"banana as a boolean", "title: a\nitems: [{name: b, big: banana}]\n", "2:24", "must be true or false"},
    {"yes as a boolean", "title: a\nitems: [{name: b, big: yes}]\n", "2:24", "must be true or false"},
    {"an empty boolean", "title: a\nitems: [{name: b, big: }]\n", "2:", "must be true or false"},
    {"a number with a sign", "title: a\nitems: [{name: b, size: -1}]\n", "2:25", "must be a number"},
    {"a number with a letter", "title: a\nitems: [{name: b, size: 1k}]\n", "2:25", "must be a number"},
    {"a number too long", "title: a\nitems: [{name: b, size: 99999999999}]\n", "2:25", "must be a number"},
    {"a tag on a text", "title: !Ref a\n", "1:8", "takes no !Ref"},
    {"a tag on a list", "title: a\nitems: !Split []\n", "2:8", "takes no !Split"},
};

static void reported(void **state)
{
    const struct fault *row = *state;
    void *data = NULL;
    assert_null(sg_typed_load(arena, source_of(row->text), shape_of, SG_SHAPE_file, &data, &findings));
    assert_int_equal(findings.errors, 1);
    assert_non_null(strstr(told(), row->words));
    assert_memory_equal(told(), row->place, strlen(row->place));
}

static void all_faults_are_reported_at_once(void **state)
{
    (void)state;
    void *data = NULL;
    const char *text = "items:\n  - nam: a\n    big: maybe\n  - [x]\nother: 1\n";
    assert_null(sg_typed_load(arena, source_of(text), shape_of, SG_SHAPE_file, &data, &findings));
    assert_told("2:5", "unknown key \"nam\"");
    assert_told("2:5", "\"name\" is missing");
    assert_told("3:10", "true or false");
    assert_told("4:5", "must be a map");
    assert_told("5:1", "unknown key \"other\"");
    assert_told("1:1", "\"title\" is missing");
    assert_int_equal(findings.errors, 6);
}

static void a_right_file_fills_the_structs(void **state)
{
    (void)state;
    void *data = NULL;
    const char *text =
        "title: \"yes\"\nitems:\n  - {name: a, size: 7, big: true, anything: [!Ref x, {y: z}]}\n  - name: b\n"
        "words: [c, \"\"]\nbest: {name: d}\n";
    assert_non_null(sg_typed_load(arena, source_of(text), shape_of, SG_SHAPE_file, &data, &findings));
    const struct sg_file *file = data;
    assert_string_equal(file->title, "yes");
    assert_int_equal(file->item_count, 2);
    assert_string_equal(file->items[0].name, "a");
    assert_int_equal(file->items[0].size, 7);
    assert_true(file->items[0].big);
    assert_string_equal(file->items[1].name, "b");
    assert_false(file->items[1].big);
    assert_int_equal(file->words.count, 2);
    assert_string_equal(file->words.items[0], "c");
    assert_string_equal(file->words.items[1], "");
    assert_string_equal(file->best->name, "d");
}

static void a_long_list_is_filled(void **state)
{
    (void)state;
    void *data = NULL;
    size_t count = 10000, length = 0;
    char *text = sg_alloc(arena, count * 16 + 64, 1);
    length += strlen(strcpy(text, "title: a\nitems:\n"));
    for (size_t i = 0; i < count; i++)
        length += strlen(strcpy(text + length, sg_format(arena, "- name: n%zu\n", i)));
    assert_non_null(sg_typed_load(arena, source_of(text), shape_of, SG_SHAPE_file, &data, &findings));
    const struct sg_file *file = data;
    assert_int_equal(file->item_count, count);
    assert_string_equal(file->items[count - 1].name, "n9999");
}

SUITE(schema)
{
    static const struct CMUnitTest tests[] = {
        TEST(all_faults_are_reported_at_once),
        TEST(a_right_file_fills_the_structs),
        TEST(a_long_list_is_filled),
    };
    return cmocka_run_group_tests_name("schema", tests, NULL, NULL) + RUN_ROWS(fault_rows, reported);
}
