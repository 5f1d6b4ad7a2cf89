#include "serve/spot_internal.h"

#include "base/buffer.h"
#include "base/text.h"
#include "support.h"
#include "yaml/load.h"

#include <string.h>

/* Where the cursor, a '|', is in a text: "Resources/F/[1]/{": a key, an item, a map without a key; then the word. */
struct spot_row {
    const char *name, *text, *way, *word;
    bool may_be_key;
    const char *tag;
};

static const struct spot_row rows[] = {
    {"nothing", "|", "", "", true, NULL},
    {"a key", "Res|ources:\n", "", "Resources", true, NULL},
    {"a value", "A: b|c\n", "A", "bc", false, NULL},
    {"a value with a colon", "A: s3:Get|Object\n", "A", "s3:GetObject", false, NULL},
    {"a colon at the cursor", "A: s3:|\n", "A", "s3:", false, NULL},
    {"a colon at the cursor in an item", "A:\n  - s3:|\n", "A/[0]", "s3:", true, NULL},
    {"a nested key", "A:\n  B:\n    C|: d\n", "A/B", "C", true, NULL},
    {"a blank line belongs to what is farther left", "A:\n  B:\n    C: d\n    |\n", "A/B", "", true, NULL},
    {"the same, less far", "A:\n  B:\n    C: d\n  |\n", "A", "", true, NULL},
    {"the start of a line", "A:\n  B: c\n|", "", "", true, NULL},
    {"an item", "A:\n  - b\n  - c|\n", "A/[1]", "c", true, NULL},
    {"an item below its key", "A:\n- b\n- c\n- d|\n", "A/[2]", "d", true, NULL},
    {"a key after items below a key", "A:\n- b\n- c\nD|: e\n", "", "D", true, NULL},
    {"a key in an item", "A:\n  - B: c\n    D|\n", "A/[0]", "D", true, NULL},
    {"a value in an item", "A:\n  - B: c\n    D: e|\n", "A/[0]/D", "e", false, NULL},
    {"a half key after its siblings", "A:\n  B: c\n  D: e\n  F|\n", "A", "F", true, NULL},
    {"an item of an item", "A:\n  - - b\n    - c|\n", "A/[0]/[1]", "c", true, NULL},
    {"a second list counts anew", "A:\n  - b\n  - c\nD:\n  - e|\n", "D/[0]", "e", true, NULL},
    {"a tag", "A: !Ref B|c\n", "A", "Bc", false, "!Ref"},
    {"after a tag", "A: !Ref |\n", "A", "", false, "!Ref"},
    {"a tag that is being written", "A: !Re|f B\n", "A", "!Ref B", false, NULL},
    {"a tag of another line", "A: !Ref B\nC: d|\n", "C", "d", false, NULL},
    {"in quotes", "A: \"b c|\" # d\n", "A", "b c", false, NULL},
    {"in single quotes", "A: 'it''s|'\n", "A", "it''s", false, NULL},
    {"after quotes", "A: \"b\"\nC: |\n", "C", "", false, NULL},
    {"a quoted key", "\"A\":\n  'B': c|\n", "A/B", "c", false, NULL},
    {"quotes over two lines", "A: \"b\n  c: d\"\nE: f|\n", "E", "f", false, NULL},
    {"a list in brackets", "A: [b, c|]\n", "A/[1]", "c", false, NULL},
    {"a map in braces", "A: {B: c, D|: e}\n", "A/{", "D", true, NULL},
    {"a value in braces", "A: {B: c, D: e|}\n", "A/D", "e", false, NULL},
    {"a tag in brackets", "A: [!Ref B|]\n", "A/[0]", "B", false, "!Ref"},
    {"brackets over lines", "A: {B: [\n  c,\n  d|\n", "A/B/[1]", "d", false, NULL},
    {"after brackets", "A: {B: [c]}\nD: e|\n", "D", "e", false, NULL},
    {"a start of a line within braces", "A: {\n|B: c}\n", "A/{", "B", true, NULL},
    {"a comment", "A: b # c|\n", "A", "", false, NULL},
    {"a comment is passed over", "A:\n  # B: c\n  D: |e\n", "A/D", "e", false, NULL},
    {"a text of lines", "A: |@\n  b: c\n  d: e|\nF: g\n", "A", "d: e", false, NULL},
    {"after a text of lines", "A: |@\n  b: c\nF: g|\n", "F", "g", false, NULL},
    {"JSON", "{\"A\": {\"B\": [\"c\", \"d|e\"]}}", "A/B/[1]", "de", false, NULL},
    {"JSON without blanks", "{\"A\":{\"B\":\"c|\"", "A/B", "c", false, NULL},
    {"JSON key", "{\"A\": {\"B\": 1, \"C|", "A/{", "C", true, NULL},
    {"a byte order mark",
     "\xEF\xBB\xBF"
     "A: b|\n",
     "A", "b", false, NULL},
    {"CRLF", "A:\r\n  B: c|\r\n", "A/B", "c", false, NULL},
    {"CR", "A:\r  B: c|\r", "A/B", "c", false, NULL},
    {"an anchor", "A: &x b|\n", "A", "b", false, "&x"},
    {"brackets that close nothing", "A: ]}\nB: c|\n", "B", "c", false, NULL},
};

static const char *way_of(const struct sg_spot *spot)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    for (size_t i = 0; i < spot->count; i++) {
        const struct sg_spot_step *step = &spot->steps[i];
        sg_add(&b, i ? "/" : "");
        if (step->key)
            sg_add(&b, step->key);
        else if (step->bracket == '{')
            sg_add(&b, "{");
        else
            sg_add_format(&b, "[%zu]", step->index);
    }
    return b.length ? b.text : "";
}

/* The text without the cursor: the first '|', or the second where "|@" begins a text of lines. */
static struct sg_text text_of(const char *given, size_t *cursor)
{
    char *text = sg_copy(arena, given), *at = strstr(text, "|@");
    if (at)
        memmove(at + 1, at + 2, strlen(at + 2) + 1);
    at = strchr(at ? at + 1 : text, '|');
    *cursor = (size_t)(at - text);
    memmove(at, at + 1, strlen(at + 1) + 1);
    return (struct sg_text){text, strlen(text), false};
}

static void the_way_is_found(void **state)
{
    const struct spot_row *row = *state;
    struct sg_spot spot;
    size_t cursor;
    struct sg_text text = text_of(row->text, &cursor);
    sg_spot_find(arena, text, cursor, &spot);
    assert_string_equal(way_of(&spot), row->way);
    assert_string_equal(spot.word, row->word);
    assert_int_equal(spot.may_be_key, row->may_be_key);
    assert_true(sg_same_text(spot.tag, row->tag));
}

/* Whatever the cursor is in, it is read without reading the text after it. */
static void the_word_holds_the_cursor(void **state)
{
    const struct spot_row *row = *state;
    size_t cursor;
    struct sg_text text = text_of(row->text, &cursor);
    for (size_t at = 0; at <= text.length; at++) {
        struct sg_spot spot;
        sg_spot_find(arena, text, at, &spot);
        assert_true(spot.start <= at && at <= spot.end && spot.end <= text.length);
        assert_int_equal(strlen(spot.word), spot.end - spot.start);
    }
}

static void the_way_is_followed_in_a_tree(void **state)
{
    const char *given = "A:\n  - B: c\n  - {B: d, E: [f, g|]}\n";
    struct sg_spot spot;
    size_t cursor;
    struct sg_text text = text_of(given, &cursor);
    const struct sg_source *source = source_of(text.bytes);
    const struct sg_node *root = sg_yaml_load(arena, source, SG_ALIASES_RESOLVED, NULL);
    (void)state;
    sg_spot_find(arena, text, cursor, &spot);
    assert_int_equal(sg_spot_depth(&spot), 2);
    assert_string_equal(sg_spot_key(&spot, 0), "E");
    assert_string_equal(sg_spot_key(&spot, 1), "A");
    assert_string_equal(sg_spot_key(&spot, 2), "");
    assert_string_equal(sg_spot_node(&spot, root, 0)->text, "g");
    assert_string_equal(sg_get_text(sg_spot_node(&spot, root, 1), "B"), "d");
    assert_null(sg_spot_node(&spot, root, 3));
    assert_null(sg_spot_node(&spot, root->first, 0));
}

/* More steps than are kept, and more brackets than anybody writes. */
static void a_deep_text_is_read(void **state)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    struct sg_spot spot;
    (void)state;
    for (size_t i = 0; i < 200; i++) {
        sg_add_spaces(&b, i);
        sg_add(&b, "k:\n");
    }
    sg_add(&b, "x: ");
    for (size_t i = 0; i < 1000; i++)
        sg_add(&b, i % 2 ? "[" : "{a: ");
    sg_spot_find(arena, (struct sg_text){b.text, b.length, false}, b.length, &spot);
    assert_true(spot.count <= SG_SPOT_STEPS_MOST);
}

/* ---- Places ---- */

struct place_row {
    const char *name, *text;
    size_t line, character, offset, utf8; /* utf8: the same place counted in bytes */
};

static const struct place_row places[] = {
    {"the start", "abc", 0, 0, 0, 0},
    {"the end", "abc", 0, 3, 3, 3},
    {"a second line", "a\nbc", 1, 1, 3, 1},
    {"after CRLF", "a\r\nbc", 1, 1, 4, 1},
    {"after CR", "a\rbc", 1, 1, 3, 1},
    {"after the last line end", "a\n", 1, 0, 2, 0},
    {"two bytes", "\xC3\xA9x", 0, 1, 2, 2},
    {"three bytes", "\xE2\x82\xACx", 0, 1, 3, 3},
    {"four bytes are two units", "\xF0\x9F\x98\x80x", 0, 2, 4, 4},
    {"after four bytes", "\xF0\x9F\x98\x80x", 0, 3, 5, 5},
};

static void a_place_is_a_byte(void **state)
{
    const struct place_row *row = *state;
    struct sg_text text = {row->text, strlen(row->text), false};
    struct sg_place place = sg_offset_place(text, row->offset);
    assert_int_equal(sg_place_offset(text, (struct sg_place){row->line, row->character}), row->offset);
    assert_int_equal(place.line, row->line);
    assert_int_equal(place.character, row->character);
    text.utf8 = true;
    assert_int_equal(sg_place_offset(text, (struct sg_place){row->line, row->utf8}), row->offset);
    assert_int_equal(sg_offset_place(text, row->offset).character, row->utf8);
}

static void places_beyond_the_text_are_its_end(void **state)
{
    const struct sg_text text = {"ab\ncd", 5, false}, emoji = {"\xF0\x9F\x98\x80", 4, false};
    (void)state;
    assert_int_equal(sg_place_offset(text, (struct sg_place){0, 99}), 2);
    assert_int_equal(sg_place_offset(text, (struct sg_place){1, 99}), 5);
    assert_int_equal(sg_place_offset(text, (struct sg_place){SIZE_MAX, 0}), 5);
    assert_int_equal(sg_place_offset(emoji, (struct sg_place){0, 1}), 0);
    assert_int_equal(sg_place_offset((struct sg_text){"", 0, false}, (struct sg_place){3, 3}), 0);
}

static void positions_of_findings_are_places(void **state)
{
    const char *text = "a\r\n\xF0\x9F\x98\x80"
                       "b\nc";
    struct sg_place_reader reader = {.text = {text, strlen(text), false}};
    (void)state;
    assert_int_equal(sg_read_place(&reader, 1, 2).character, 1);
    assert_int_equal(sg_read_place(&reader, 2, 2).character, 2);
    assert_int_equal(sg_read_place(&reader, 2, 3).character, 3);
    assert_int_equal(sg_read_place(&reader, 3, 1).line, 2);
    assert_int_equal(sg_read_place(&reader, 3, 9).character, 1);
}

SUITE(spot)
{
    static const struct CMUnitTest tests[] = {
        TEST(the_way_is_followed_in_a_tree),
        TEST(a_deep_text_is_read),
        TEST(places_beyond_the_text_are_its_end),
        TEST(positions_of_findings_are_places),
    };
    return cmocka_run_group_tests_name("spot", tests, NULL, NULL) + RUN_ROWS(rows, the_way_is_found) +
           RUN_ROWS(rows, the_word_holds_the_cursor) + RUN_ROWS(places, a_place_is_a_byte);
}
