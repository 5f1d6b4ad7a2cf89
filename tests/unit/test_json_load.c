#include "yaml/json_load.h"

#include "base/buffer.h"
#include "support.h"
#include "yaml/write.h"

#include <stdint.h>
#include <string.h>

/* What is read, as YAML's writer shows it in one line, or the place and text of the fault. */
struct row {
    const char *json, *tree, *fault;
    size_t offset;
};

static const struct row taken[] = {
    {"\"\"", "text()", NULL, 0},
    {"\"a b\"", "text(a b)", NULL, 0},
    {" \t\r\n\"a\" \n", "text(a)", NULL, 0},
    {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "text(\"\\/\b\f\n\r\t)", NULL, 0},
    {"\"\\u0041\\u00e9\\u20AC\\ud83d\\ude00\"", "text(A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80)", NULL, 0},
    {"\"\xC3\xA9\x7F\"", "text(\xC3\xA9\x7F)", NULL, 0},
    {"true", "plain(true)", NULL, 0},
    {"false", "plain(false)", NULL, 0},
    {"null", "plain(null)", NULL, 0},
    {"0", "plain(0)", NULL, 0},
    {"-0.50", "plain(-0.50)", NULL, 0},
    {"12e+3", "plain(12e+3)", NULL, 0},
    {"1E9", "plain(1E9)", NULL, 0},
    {"[]", "[]", NULL, 0},
    {"[ ]", "[]", NULL, 0},
    {"[1, \"a\" ,[null]]", "[plain(1) text(a) [plain(null)]]", NULL, 0},
    {"{}", "{}", NULL, 0},
    {"{\"a\" : {\"b\":1} , \"c\":[]}", "{text(a) {text(b) plain(1)} text(c) []}", NULL, 0},
};

static const struct row refused[] = {
    {"", NULL, "ends where a value must stand", 0},
    {"  ", NULL, "ends where a value must stand", 2},
    {"hello", NULL, "not a JSON value", 0},
    {"True", NULL, "not a JSON value", 0},
    {"'a'", NULL, "not a JSON value", 0},
    {"01", NULL, "not a JSON value", 0},
    {"1.", NULL, "not a JSON value", 0},
    {".5", NULL, "not a JSON value", 0},
    {"+1", NULL, "not a JSON value", 0},
    {"-", NULL, "not a JSON value", 0},
    {"1e", NULL, "not a JSON value", 0},
    {"1 2", NULL, "text after the end", 2},
    {"{} x", NULL, "text after the end", 3},
    {"\"a", NULL, "closing quote is missing", 2},
    {"\"a\\\"", NULL, "closing quote is missing", 4},
    {"\"\\", NULL, "JSON has no such escape", 2},
    {"\"\\x\"", NULL, "JSON has no such escape", 2},
    {"\"\\u12\"", NULL, "four hexadecimal digits", 3},
    {"\"\\u12G4\"", NULL, "four hexadecimal digits", 5},
    {"\"\\u0000\"", NULL, "other than 0000", 7},
    {"\"\\ud83d\"", NULL, "half of a surrogate pair", 7},
    {"\"\\ud83d\\u0041\"", NULL, "half of a surrogate pair", 13},
    {"\"\\ude00\"", NULL, "half of a surrogate pair", 7},
    {"\"\\ud83dx\"", NULL, "half of a surrogate pair", 7},
    {"\"a\nb\"", NULL, "a control character", 2},
    {"\"\xC3\"", NULL, "not UTF-8", 1},
    {"\"\xFF\"", NULL, "not UTF-8", 1},
    {"\"\xED\xA0\x80\"", NULL, "not UTF-8", 1},
    {"[1", NULL, "',' or ']'", 2},
    {"[1,]", NULL, "not a JSON value", 3},
    {"[1 2]", NULL, "',' or ']'", 3},
    {"{a: 1}", NULL, "a key in quotes", 1},
    {"{\"a\" 1}", NULL, "a ':' must follow", 5},
    {"{\"a\": 1 \"b\"}", NULL, "',' or '}'", 8},
    {"{\"a\": 1,}", NULL, "a key in quotes", 8},
    {"{\"a\": 1, \"a\": 2}", NULL, "has this key already", 9},
    {"{\"a\": 1, \"\\u0061\": 2}", NULL, "has this key already", 9},
    {"{\"a\"", NULL, "a ':' must follow", 4},
    {"{\"a\":", NULL, "ends where a value must stand", 5},
    {"\xEF\xBB\xBF{}", NULL, "not a JSON value", 0},
};

static void show(struct sg_buffer *b, const struct sg_node *node)
{
    if (node->type == SG_SCALAR) {
        sg_add(b, node->plain ? "plain(" : "text(");
        sg_add(b, node->text);
        sg_add_char(b, ')');
        return;
    }
    sg_add_char(b, node->type == SG_MAP ? '{' : '[');
    for (const struct sg_node *child = node->first; child; child = child->next) {
        show(b, child);
        sg_add(b, child->next ? " " : "");
    }
    sg_add_char(b, node->type == SG_MAP ? '}' : ']');
}

static void tree(void **state)
{
    const struct row *row = *state;
    struct sg_json_fault fault;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    const struct sg_node *root = sg_json_load(arena, row->json, strlen(row->json), &fault);
    assert_non_null(root);
    show(&b, root);
    assert_string_equal(b.text, row->tree);
}

static void fault(void **state)
{
    const struct row *row = *state;
    struct sg_json_fault told;
    assert_null(sg_json_load(arena, row->json, strlen(row->json), &told));
    if (!strstr(told.message, row->fault))
        fail_msg("told \"%s\", not \"%s\"", told.message, row->fault);
    assert_int_equal(told.offset, row->offset);
}

static void bytes_of_a_value_are_known(void **state)
{
    (void)state;
    static const char json[] = " {\"id\" : [1, \"\\u0041\"] } ";
    struct sg_json_fault told;
    const struct sg_node *root = sg_json_load(arena, json, strlen(json), &told);
    const struct sg_node *id = sg_get(root, "id");
    assert_int_equal(root->start, 1);
    assert_int_equal(root->end, strlen(json) - 1);
    assert_string_equal(sg_copy_bytes(arena, json + id->start, id->end - id->start), "[1, \"\\u0041\"]");
    assert_int_equal(id->last->end - id->last->start, 8);
}

static void a_nul_is_no_end(void **state)
{
    (void)state;
    struct sg_json_fault told;
    assert_null(sg_json_load(arena, "1\0", 2, &told));
    assert_null(sg_json_load(arena, "\"a\0b\"", 5, &told));
    assert_null(sg_json_load(arena, "\"\\\0\"", 4, &told));
    assert_null(sg_json_load(arena,
                             "\"\\u00\0"
                             "0\"",
                             8, &told));
}

static void depth_and_keys_are_bounded(void **state)
{
    (void)state;
    char deep[2 * SG_JSON_DEPTH_MOST + 3] = "";
    struct sg_json_fault told;
    memset(deep, '[', SG_JSON_DEPTH_MOST);
    memset(deep + SG_JSON_DEPTH_MOST, ']', SG_JSON_DEPTH_MOST);
    assert_non_null(sg_json_load(arena, deep, strlen(deep), &told));
    memset(deep, '[', SG_JSON_DEPTH_MOST + 1);
    assert_null(sg_json_load(arena, deep, strlen(deep), &told));
    assert_non_null(strstr(told.message, "nested deeper"));
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    for (int i = 0; i <= SG_JSON_KEYS_MOST; i++)
        sg_add_format(&b, "%s\"k%d\":0", i ? "," : "{", i);
    sg_add(&b, "}");
    assert_null(sg_json_load(arena, b.text, b.length, &told));
    assert_non_null(strstr(told.message, "more than 1000 keys"));
    if (SIZE_MAX > UINT32_MAX) { /* the bytes are not looked at */
        assert_null(sg_json_load(arena, "", SIZE_MAX, &told));
        assert_string_equal(told.message, "larger than 4 GiB, the most that samgen reads");
    }
}

SUITE(json_load)
{
    static const struct CMUnitTest tests[] = {
        TEST(bytes_of_a_value_are_known),
        TEST(a_nul_is_no_end),
        TEST(depth_and_keys_are_bounded),
    };
    return RUN_ROWS(taken, tree) + RUN_ROWS(refused, fault) + cmocka_run_group_tests_name("JSON", tests, NULL, NULL);
}
