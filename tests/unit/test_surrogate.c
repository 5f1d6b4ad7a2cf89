#include "yaml/bytes_internal.h"

#include "support.h"
#include "yaml/load.h"

#include <string.h>

struct text {
    const char *name, *text, *joined;
};

static const struct text rows[] = {
    {"a pair", "{\"a\": \"\\ud83d\\ude00\"}", "{\"a\": \"\\U0001f600\"}"},
    {"capital letters", "{\"a\": \"\\uD83D\\uDE00\"}", "{\"a\": \"\\U0001f600\"}"},
    {"two pairs", "\"\\ud83d\\ude00\\ud83d\\ude01\"", "\"\\U0001f600\\U0001f601\""},
    {"the first and the last", "\"\\ud800\\udc00 \\udbff\\udfff\"", "\"\\U00010000 \\U0010ffff\""},
    {"half of one", "\"\\ud83d\"", "\"\\ud83d\""},
    {"two first halves", "\"\\ud83d\\ud83d\\ude00\"", "\"\\ud83d\\U0001f600\""},
    {"two last halves", "\"\\ude00\\ude00\"", "\"\\ude00\\ude00\""},
    {"another letter", "\"\\u00e9\\u20ac\"", "\"\\u00e9\\u20ac\""},
    {"an escaped backslash", "\"\\\\ud83d\\\\ude00\"", "\"\\\\ud83d\\\\ude00\""},
    {"an escaped backslash before a pair", "\"\\\\\\ud83d\\ude00\"", "\"\\\\\\U0001f600\""},
    {"a text that ends within", "\"\\ud83d\\ude", "\"\\ud83d\\ude"},
    {"a backslash at the end", "\"\\", "\"\\"},
    {"no digits", "\"\\ud83g\\ude00\"", "\"\\ud83g\\ude00\""},
    {"nothing", "", ""},
};

static void is_joined(void **state)
{
    const struct text *row = *state;
    struct sg_joined joined = sg_bytes_join_surrogates(arena, source_of(row->text));
    assert_int_equal(joined.length, strlen(row->joined));
    assert_memory_equal(joined.bytes, row->joined, joined.length);
}

/* A byte that was there before is found again. */
static void bytes_have_their_old_places(void **state)
{
    const struct text *row = *state;
    struct sg_joined joined = sg_bytes_join_surrogates(arena, source_of(row->text));
    const char *last = strrchr(row->joined, '"'), *before = strrchr(row->text, '"');
    assert_int_equal(sg_bytes_joined_offset(&joined, 0), 0);
    assert_int_equal(sg_bytes_joined_offset(&joined, joined.length), strlen(row->text));
    if (last && before)
        assert_int_equal(sg_bytes_joined_offset(&joined, (size_t)(last - row->joined)), before - row->text);
}

static const char *loaded(const char *text)
{
    const struct sg_node *root = sg_yaml_load(arena, source_of(text), SG_ALIASES_RESOLVED, &findings);
    if (!root)
        fail_msg("%s", told());
    return sg_get_text(root, "a");
}

static void yaml_reads_them_as_json_means_them(void **state)
{
    (void)state;
    assert_string_equal(loaded("{\"a\": \"x\\ud83d\\ude00y\"}"), "x\xF0\x9F\x98\x80y");
    assert_string_equal(loaded("{\"b\": \"\\ud83d\\ude00\", \"a\": \"\\uD83D\\uDE01\"}"), "\xF0\x9F\x98\x81");
}

static void elsewhere_a_backslash_means_itself(void **state)
{
    (void)state;
    assert_string_equal(loaded("a: \\ud83d\\ude00\n"), "\\ud83d\\ude00");
    assert_string_equal(loaded("a: '\\ud83d\\ude00'\n"), "\\ud83d\\ude00");
    assert_string_equal(loaded("a: |-\n  \\ud83d\\ude00\n"), "\\ud83d\\ude00");
}

static void faults_behind_a_pair_have_their_place(void **state)
{
    (void)state;
    assert_null(sg_yaml_load(arena, source_of("{\"\\ud83d\\ude00\": 1,\n \"\\ud83d\\ude00\": *x}"), SG_ALIASES_RESOLVED,
                             &findings));
    assert_told("2:18", "no anchor");
}

static void half_of_a_pair_is_refused(void **state)
{
    (void)state;
    assert_null(sg_yaml_load(arena, source_of("{\"a\": \"\\ud83d\"}"), SG_ALIASES_RESOLVED, &findings));
    assert_int_equal(findings.errors, 1);
}

SUITE(surrogate)
{
    static const struct CMUnitTest tests[] = {
        TEST(yaml_reads_them_as_json_means_them),
        TEST(elsewhere_a_backslash_means_itself),
        TEST(faults_behind_a_pair_have_their_place),
        TEST(half_of_a_pair_is_refused),
    };
    return cmocka_run_group_tests_name("surrogate", tests, NULL, NULL) + RUN_ROWS(rows, is_joined) +
           RUN_ROWS(rows, bytes_have_their_old_places);
}
