#include "yaml/scalar.h"

#include "base/buffer.h"
#include "support.h"
#include "yaml/write.h"

#include <jansson.h>
#include <string.h>

/* What YAML 1.1 takes a plain scalar for, as PyYAML reads it, and the JSON that Python makes of it. */
struct plain {
    const char *text;
    enum sg_scalar_type type;
    const char *json;
};

static const struct plain plain_rows[] = {
    {"", SG_NULL, "null"},
    {"~", SG_NULL, "null"},
    {"null", SG_NULL, "null"},
    {"Null", SG_NULL, "null"},
    {"NULL", SG_NULL, "null"},
    {"nULL", SG_TEXT, "\"nULL\""},
    {"true", SG_BOOLEAN, "true"},
    {"True", SG_BOOLEAN, "true"},
    {"TRUE", SG_BOOLEAN, "true"},
    {"tRUE", SG_TEXT, "\"tRUE\""},
    {"yes", SG_BOOLEAN, "true"},
    {"Yes", SG_BOOLEAN, "true"},
    {"YES", SG_BOOLEAN, "true"},
    {"on", SG_BOOLEAN, "true"},
    {"On", SG_BOOLEAN, "true"},
    {"ON", SG_BOOLEAN, "true"},
    {"false", SG_BOOLEAN, "false"},
    {"no", SG_BOOLEAN, "false"},
    {"No", SG_BOOLEAN, "false"},
    {"off", SG_BOOLEAN, "false"},
    {"OFF", SG_BOOLEAN, "false"},
    {"y", SG_TEXT, "\"y\""},
    {"n", SG_TEXT, "\"n\""},
    {"Y", SG_TEXT, "\"Y\""},
    {"N", SG_TEXT, "\"N\""},
    {"0", SG_INTEGER, "0"},
    {"-0", SG_INTEGER, "0"},
    {"12", SG_INTEGER, "12"},
    {"+12", SG_INTEGER, "12"},
    {"-12", SG_INTEGER, "-12"},
    {"1_000", SG_INTEGER, "1000"},
    {"1_", SG_INTEGER, "1"},
    {"_1", SG_TEXT, "\"_1\""},
    {"0b101", SG_INTEGER, "5"},
    {"-0b11", SG_INTEGER, "-3"},
    {"0b2", SG_TEXT, "\"0b2\""},
    {"0x1F", SG_INTEGER, "31"},
    {"-0xff", SG_INTEGER, "-255"},
    {"0X1F", SG_TEXT, "\"0X1F\""},
    {"017", SG_INTEGER, "15"},
    {"00", SG_INTEGER, "0"},
    {"0o17", SG_TEXT, "\"0o17\""},
    {"09", SG_TEXT, "\"09\""},
    {"123456789012", SG_INTEGER, "123456789012"},
    {"012345670123", SG_INTEGER, "1402433619"},
    {"012345678901", SG_TEXT, "\"012345678901\""},
    {"9223372036854775807", SG_INTEGER, "9223372036854775807"},
    {"-9223372036854775807", SG_INTEGER, "-9223372036854775807"},
    {"1:30", SG_INTEGER, "90"},
    {"190:20:30", SG_INTEGER, "685230"},
    {"-1:1", SG_INTEGER, "-61"},
    {"1:60", SG_TEXT, "\"1:60\""},
    {"1:", SG_TEXT, "\"1:\""},
    {"01:30", SG_TEXT, "\"01:30\""},
    {"0:30", SG_TEXT, "\"0:30\""},
    {"1.5", SG_FLOAT, "1.5"},
    {"1.", SG_FLOAT, "1.0"},
    {".5", SG_FLOAT, "0.5"},
    {"-.5", SG_TEXT, "\"-.5\""},
    {"0.1", SG_FLOAT, "0.1"},
    {"1.5e+3", SG_FLOAT, "1500.0"},
    {"1.5E-3", SG_FLOAT, "0.0015"},
    {"1.5e3", SG_TEXT, "\"1.5e3\""},
    {"1e3", SG_TEXT, "\"1e3\""},
    {"1e+3", SG_TEXT, "\"1e+3\""},
    {"1_000.5", SG_FLOAT, "1000.5"},
    {"190:20:30.15", SG_FLOAT, "685230.15"},
    {"1.2.3", SG_TEXT, "\"1.2.3\""},
    {".", SG_TEXT, "\".\""},
    {"._", SG_TEXT, "\"._\""},
    {"-", SG_TEXT, "\"-\""},
    {"+", SG_TEXT, "\"+\""},
    {".inf", SG_FLOAT, NULL}, /* JSON has no such number */
    {"-.Inf", SG_FLOAT, NULL},
    {".NaN", SG_FLOAT, NULL},
    {"-.nan", SG_TEXT, "\"-.nan\""},
    {"-0.5", SG_FLOAT, "-0.5"},
    {"0:00.0", SG_FLOAT, "0.0"},
    {"1.7_9e+308", SG_FLOAT, "1.79e308"},
    {"1.0e+400", SG_FLOAT, NULL},

    {"2012-10-17", SG_TEXT, "\"2012-10-17\""},
    {"12-10-17", SG_TEXT, "\"12-10-17\""},
    {"2008-10-17T00:00", SG_TEXT, "\"2008-10-17T00:00\""},
    {"*", SG_TEXT, "\"*\""},
    {"123456789012:root", SG_TEXT, "\"123456789012:root\""},
    {"s3:GetObject", SG_TEXT, "\"s3:GetObject\""},
    {"nulls", SG_TEXT, "\"nulls\""},
    {"1a", SG_TEXT, "\"1a\""},
};

static struct sg_node scalar(const char *text)
{
    return (struct sg_node){.type = SG_SCALAR, .plain = true, .text = text};
}

static void has_type(void **state)
{
    const struct plain *row = *state;
    struct sg_node node = scalar(row->text);
    assert_int_equal(sg_scalar_type(&node), row->type);
    assert_int_equal(sg_is_text(&node), row->type == SG_TEXT);
    assert_int_equal(sg_is_null(&node), row->type == SG_NULL);
}

static void in_json_it_is_the_value(void **state)
{
    const struct plain *row = *state;
    struct sg_node node = scalar(row->text);
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_write_json(&b, &node, 0);
    json_t *made = json_loads(b.text, JSON_DECODE_ANY, NULL);
    json_t *wanted = row->json ? json_loads(row->json, JSON_DECODE_ANY, NULL) : NULL;
    bool same = made && (!row->json || json_equal(made, wanted));
    json_decref(made);
    json_decref(wanted);
    if (!same)
        fail_msg("%s is not %s", b.text, row->json);
}

static void in_yaml_it_is_as_written(void **state)
{
    const struct plain *row = *state;
    struct sg_node node = scalar(row->text);
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_write_yaml(&b, &node, 0);
    if (row->type != SG_TEXT)
        assert_string_equal(b.text, sg_format(arena, "%s\n", *row->text ? row->text : "null"));
}

static void quoted_or_tagged_it_is_a_text(void **state)
{
    const struct plain *row = *state;
    struct sg_node quoted = {.type = SG_SCALAR, .text = row->text};
    struct sg_node tagged = {.type = SG_SCALAR, .plain = true, .tag = "!Ref", .text = row->text};
    assert_int_equal(sg_scalar_type(&quoted), SG_TEXT);
    assert_int_equal(sg_scalar_type(&tagged), SG_TEXT);
    assert_true(sg_is_text(&quoted));
}

/* What Python takes for false. */
static void nothing_is_what_python_takes_for_false(void **state)
{
    static const char *const nothing[] = {"",   "~",   "null", "false", "No",   "off", "0",     "-0",
                                          "00", "0x0", "0b0",  "0.0",   "-0.0", "0.",  "0:00.0"};
    static const char *const something[] = {"true", "1",    "0.1", ".inf", ".nan",    "x",
                                            "0o0",  "1:30", "_",   "-.0",  "1.0e+400"};
    (void)state;
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
        struct sg_node node = scalar(nothing[i]);
        if (!sg_is_nothing(&node))
            fail_msg("\"%s\" is something", nothing[i]);
    }
    for (size_t i = 0; i < sizeof something / sizeof *something; i++) {
        struct sg_node node = scalar(something[i]);
        if (sg_is_nothing(&node))
            fail_msg("\"%s\" is nothing", something[i]);
    }
    struct sg_node zero = {.type = SG_SCALAR, .text = "0"}, empty = {.type = SG_SCALAR, .text = ""};
    assert_false(sg_is_nothing(&zero));
    assert_true(sg_is_nothing(&empty));
    assert_true(sg_is_nothing(NULL));
    assert_true(sg_is_nothing(sg_list(arena)));
    assert_true(sg_is_nothing(sg_map(arena)));
    struct sg_node *list = sg_list(arena);
    sg_append(list, sg_scalar(arena, ""));
    assert_false(sg_is_nothing(list));
}

static void lists_and_maps_are_no_scalars(void **state)
{
    (void)state;
    assert_int_equal(sg_scalar_type(sg_map(arena)), SG_TEXT);
    assert_false(sg_is_text(sg_map(arena)));
    assert_false(sg_is_null(sg_list(arena)));
    assert_false(sg_is_true(sg_list(arena)));
    assert_false(sg_is_text(NULL));
    assert_false(sg_is_null(NULL));
    assert_false(sg_is_true(NULL));
}

static void integers_beyond_long_long_have_no_value(void **state)
{
    static const char *const texts[] = {
        "9223372036854775808",
        "0x8000000000000000",
        "153722867280912931:00",
        "0b_",
        "0x_",
        "1111111111111111111111111111111111111111111111111111111111111111111111111111111111"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct sg_node node = scalar(texts[i]);
        long long value;
        assert_int_equal(sg_scalar_type(&node), SG_INTEGER);
        assert_false(sg_integer(&node, &value));
    }
}

SUITE(scalar)
{
    static const struct CMUnitTest tests[] = {
        TEST(nothing_is_what_python_takes_for_false),
        TEST(lists_and_maps_are_no_scalars),
        TEST(integers_beyond_long_long_have_no_value),
    };
    return cmocka_run_group_tests_name("scalar", tests, NULL, NULL) + RUN_ROWS(plain_rows, has_type) +
           RUN_ROWS(plain_rows, in_json_it_is_the_value) + RUN_ROWS(plain_rows, in_yaml_it_is_as_written) +
           RUN_ROWS(plain_rows, quoted_or_tagged_it_is_a_text);
}
