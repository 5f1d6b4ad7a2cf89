#include "base/shown.h"

#include "base/utf8.h"
#include "support.h"
#include "yaml/load.h"
#include "yaml/quote.h"
#include "yaml/write.h"

#include <jansson.h>
#include <string.h>

/* A text from outside, and what a terminal gets. */
static const struct shown_row {
    const char *name, *text, *shown;
} shown_rows[] = {
    {"letters", "my-bucket/\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80", "my-bucket/\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"},
    {"nothing", "", ""},
    {"a line end", "a\nb\r\n", "a\\nb\\r\\n"},
    {"a tab", "a\tb", "a\\tb"},
    {"an escape sequence", "\x1B[31mred\x1B[0m", "\\x1B[31mred\\x1B[0m"},
    {"C1",
     "\xC2\x9B"
     "31m",
     "\\x9B31m"},
    {"DEL", "a\x7F", "a\\x7F"},
    {"an override", "a\xE2\x80\xAEtxt.exe", "a\\u202Etxt.exe"},
    {"a tag", "a\xF3\xA0\x81\x81", "a\\U000E0041"},
    {"no UTF-8", "a\xFF\xC3(", "a\\xFF\\xC3("},
    {"a character that is cut off", "\xE2\x80", "\\xE2\\x80"},
    {"a surrogate", "\xED\xA0\x80", "\\xED\\xA0\\x80"},
    {"an overlong slash", "\xC0\xAF", "\\xC0\\xAF"},
    {"a long text with one at the end", "0123456789012345678901234567890123456789\x07",
     "0123456789012345678901234567890123456789\\x07"},
};

static void is_shown(void **state)
{
    const struct shown_row *row = *state;
    assert_string_equal(sg_shown(arena, row->text), row->shown);
    if (strcmp(row->text, row->shown) == 0)
        assert_ptr_equal(sg_shown(arena, row->text), row->text);
}

static void a_nul_is_shown(void **state)
{
    (void)state;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_add_shown(&b, "a\0b", 3);
    assert_string_equal(b.text, "a\\x00b");
}

static void add_piece(void *context, const char *bytes, size_t length)
{
    sg_add_bytes(context, bytes, length);
}

/* Of each length, so that a newline, a tab and an escape come at each place of eight bytes. */
static void a_page_keeps_newlines_and_tabs(void **state)
{
    static const char text[] = "a:\n\tbucket-0123456789 \x01\r\n\n\xC3\xA4\xFF \xE2\x80\xAE \x7F\t\n",
                      shown[] = "a:\n\tbucket-0123456789 \\x01\\r\n\n\xC3\xA4\\xFF \\u202E \\x7F\t\n";
    (void)state;
    for (size_t skip = 0; skip <= 16; skip++) {
        struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
        sg_show_page(text + skip, sizeof text - 1 - skip, add_piece, &b);
        assert_string_equal(b.text, shown + skip);
    }
}

/* What reorders or hides text, whose first and last characters and what stands beside them are asked. */
static const struct range_row {
    const char *name;
    unsigned first, last;
    bool beside; /* the characters before and after can be shown */
} range_rows[] = {
    {"C0", 0x01, 0x1F, false},
    {"DEL and C1", 0x7F, 0x9F, true},
    {"soft hyphen", 0xAD, 0xAD, true},
    {"combining grapheme joiner", 0x34F, 0x34F, true},
    {"Arabic letter mark", 0x61C, 0x61C, true},
    {"Hangul fillers", 0x115F, 0x1160, true},
    {"Khmer vowels", 0x17B4, 0x17B5, true},
    {"Mongolian selectors", 0x180B, 0x180F, true},
    {"zero width", 0x200B, 0x200D, false},
    {"marks of direction", 0x200E, 0x200F, false},
    {"zero width and marks", 0x200B, 0x200F, true},
    {"ends of lines and paragraphs", 0x2028, 0x2029, false},
    {"embeddings and overrides", 0x202A, 0x202E, false},
    {"line ends and overrides", 0x2028, 0x202E, true},
    {"word joiner", 0x2060, 0x2060, false},
    {"isolates", 0x2066, 0x2069, false},
    {"invisible operators", 0x2060, 0x206F, true},
    {"Hangul filler", 0x3164, 0x3164, true},
    {"variation selectors", 0xFE00, 0xFE0F, true},
    {"byte order mark", 0xFEFF, 0xFEFF, true},
    {"halfwidth filler", 0xFFA0, 0xFFA0, true},
    {"annotations", 0xFFF0, 0xFFFB, true},
    {"shorthand", 0x1BCA0, 0x1BCA3, true},
    {"music", 0x1D173, 0x1D17A, true},
    {"tags", 0xE0000, 0xE007F, false},
    {"more variation selectors", 0xE0100, 0xE01EF, false},
    {"tags and selectors", 0xE0000, 0xE0FFF, true},
};

static const char *text_of(unsigned code)
{
    char bytes[5] = "";
    if (code < 0x80) {
        bytes[0] = (char)code;
    } else if (code < 0x800) {
        bytes[0] = (char)(0xC0 | code >> 6);
        bytes[1] = (char)(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        bytes[0] = (char)(0xE0 | code >> 12);
        bytes[1] = (char)(0x80 | (code >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (code & 0x3F));
    } else {
        bytes[0] = (char)(0xF0 | code >> 18);
        bytes[1] = (char)(0x80 | (code >> 12 & 0x3F));
        bytes[2] = (char)(0x80 | (code >> 6 & 0x3F));
        bytes[3] = (char)(0x80 | (code & 0x3F));
    }
    return sg_copy(arena, bytes);
}

static void escape_is(unsigned code)
{
    const char *shown = sg_shown(arena, text_of(code)), *known = code == '\n'   ? "\\n"
                                                                 : code == '\r' ? "\\r"
                                                                 : code == '\t' ? "\\t"
                                                                                : NULL;
    char want[16];
    snprintf(want, sizeof want, code < 0x100 ? "\\x%02X" : code < 0x10000 ? "\\u%04X" : "\\U%08X", code);
    assert_string_equal(shown, known ? known : want);
}

static void range_is_escaped(void **state)
{
    const struct range_row *row = *state;
    for (unsigned code = row->first; code <= row->last; code++)
        escape_is(code);
    if (row->beside) {
        assert_string_equal(sg_shown(arena, text_of(row->first - 1)), text_of(row->first - 1));
        assert_string_equal(sg_shown(arena, text_of(row->last + 1)), text_of(row->last + 1));
    }
}

static bool in_ranges(unsigned code)
{
    for (size_t i = 0; i < sizeof range_rows / sizeof *range_rows; i++)
        if (code >= range_rows[i].first && code <= range_rows[i].last)
            return true;
    return false;
}

static void no_other_character_is_escaped(void **state)
{
    (void)state;
    for (unsigned code = 1; code <= 0x10FFFF; code++) {
        const unsigned char *p = (const unsigned char *)text_of(code);
        size_t length = strlen((const char *)p);
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        assert_int_equal(sg_utf8_length(p, length), length);
        assert_int_equal(sg_code_point(p, length), code);
        if (sg_is_unprintable(p, length) != in_ranges(code))
            fail_msg("U+%04X", code);
        if (code % 0x1000 == 0) {
            drop_arena(NULL);
            make_arena(NULL);
        }
    }
}

/* YAML and JSON keep the character, but nobody who prints them meets it. */
static void is_written_as_an_escape(unsigned code)
{
    const char *text = sg_format(arena, "a%sb", text_of(code));
    struct sg_buffer yaml = sg_buffer_new(arena, SG_BUFFER_MOST), json = yaml;
    json = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_add(&yaml, "k: ");
    sg_add_scalar(&yaml, text, SG_BLOCK);
    assert_string_equal(sg_shown(arena, yaml.text), yaml.text);
    const struct sg_node *node = sg_get(sg_yaml_load(arena, source_of(yaml.text), SG_ALIASES_REFUSED, &findings), "k");
    assert_non_null(node);
    assert_string_equal(node->text, text);
    sg_add_json_text(&json, text);
    assert_string_equal(sg_shown(arena, json.text), json.text);
    json_t *read = json_loads(json.text, JSON_DECODE_ANY, NULL);
    assert_non_null(read);
    bool same = strcmp(json_string_value(read), text) == 0;
    json_decref(read);
    assert_true(same);
}

static void yaml_and_json_escape_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof range_rows / sizeof *range_rows; i++) {
        is_written_as_an_escape(range_rows[i].first);
        is_written_as_an_escape(range_rows[i].last);
    }
}

SUITE(shown)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_nul_is_shown),
        TEST(a_page_keeps_newlines_and_tabs),
        TEST(no_other_character_is_escaped),
        TEST(yaml_and_json_escape_them),
    };
    return cmocka_run_group_tests_name("shown", tests, NULL, NULL) + RUN_ROWS(shown_rows, is_shown) +
           RUN_ROWS(range_rows, range_is_escaped);
}
