#include "yaml/quote.h"

#include "support.h"
#include "yaml/load.h"

#include <string.h>

/* Texts that some YAML reader takes for something else, or cannot read plain. */
// clang-format off
static const char *const quoted[] = {
    "", " ", "a ", " a", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "yes", "Yes",
    "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "y", "Y", "n", "N", "<<", "=", "0", "1", "-1",
    "+1", "12", "0123", "0o14", "0b101", "0b1_0", "0x1F", "0xdead_BEEF", "-0x1", "+0b1", "1_000", "1__0",
    "123456789012", "000123456789", "190:20:30", "1:30", "-1:30", "20:30:59", "1.0", "1.", ".5", "-.5", "+.5", "1e3",
    "1E3", "1e+3", "1.5e-3", "6.8523015e+5", "685_230.15", "190:20:30.15", ".inf", ".Inf", ".INF", "-.inf", "+.INF",
    ".nan", ".NaN", ".NAN", "1_0.5", "0.", "2012-10-17", "2001-12-14t21:59:43.10-05:00", "2001-12-15T02:59:43.1Z",
    "2001-12-14 21:59:43.10 -5", "2001-12-15 2:59:43.10", "2001-1-1 1:00:00", "0000-00-00", "*", "*x", "&x", "!x",
    "|", "|-", ">", ">x", "%x", "@x", "`x", "'x'", "\"x\"", "#x", "[x", "]", "{x", "}", ",x", "-", "- x", "?", "? x",
    ":", ": x", "a: b", "a:", "a #b", "---", "--- x", "...", "{{resolve:ssm:x}}", "a\tb", "a\nb", "a\rb", "\x01",
    "\x7F", "a\xC2\x85z", "a\xC2\xA0z", "a\xE2\x80\xA8z", "a\xE2\x80\xA9z", "\357\273\277x", "a\xEF\xBF\xBEz",
};
// clang-format on

/* Texts that mean themselves to everybody. */
// clang-format off
static const char *const plain[] = {
    "a", "my-bucket", "incoming/", "arn:aws:s3:::my-bucket", "arn:aws:s3:::my-bucket/*", "s3:GetObject", "s3:*",
    "${Bucket}", "${AWS::Region}", "a-b", "-a", "--x", "?a", ":a", "a:b", "a#b", "a'b", "a\"b", "a&b", "a*b", "a!b",
    "a|b", "a>b", "a%b", "a@b", "a`b", "a,b", "a[b]", "a{b}", "a b", "a - b", "nul", "nulls", "True1", "truely",
    "yess", "nope", "yesno", "one", "offf", "ye", "Nn", "tRUE", "nULL", "oN", "inf", "nan", "NaN", "Infinity",
    ".info", ".x", "..", "1a", "a1", "1-2", "1.2.3", "1.2.3.4", "10.0.0.0/8", "1e", "e1", "1e3x", "0b2", "0xG", "0b",
    "0x", "12-34", "1/2", "1+1", "+", "+x", "_", "_1", "1:x", "1:60:7x", "2012-10", "2012-10-1", "2012-10-177",
    "12-10-17", "2012/10/17", "2012-10-17x", "20121017T00", "=x", "<", "<x", "~x", "x~", "\xC3\xBC",
    "\xF0\x9F\x98\x80", "\xC2\xB5", "a\xE2\x82\xAC", "ListOnlyIncomingPrefix", "lambda.amazonaws.com", "StringLike",
    "ForAnyValue:StringEquals", "Version", "(x)", "/x", "\\x", "$", "^", ";",
};
// clang-format on

/* Texts that are plain in a block and quoted in [a, b]. */
// clang-format off
static const char *const quoted_in_flow[] = {
    "a,b", "a[b", "a]b", "a{b", "a}b", "-a", "?a", "a:b", "arn:aws:s3:::x", "${AWS::Region}",
};
// clang-format on

static const char *written(const char *text, enum sg_context context)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_add_scalar(&b, text, context);
    return b.text;
}

static void every_special_text_is_quoted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof quoted / sizeof *quoted; i++) {
        if (!sg_needs_quotes(quoted[i], SG_BLOCK) || !sg_needs_quotes(quoted[i], SG_FLOW))
            fail_msg("\"%s\" is not quoted", quoted[i]);
        assert_int_equal(*written(quoted[i], SG_BLOCK), '"');
    }
}

static void nothing_else_is_quoted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (sg_needs_quotes(plain[i], SG_BLOCK))
            fail_msg("\"%s\" is quoted", plain[i]);
        assert_string_equal(written(plain[i], SG_BLOCK), plain[i]);
    }
}

static void flow_quotes_what_it_would_split(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof quoted_in_flow / sizeof *quoted_in_flow; i++) {
        assert_false(sg_needs_quotes(quoted_in_flow[i], SG_BLOCK));
        assert_true(sg_needs_quotes(quoted_in_flow[i], SG_FLOW));
    }
}

static void reads_back_as(const char *text, enum sg_context context)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    if (context == SG_BLOCK)
        sg_add_format(&b, "k: %s\n", written(text, context));
    else
        sg_add_format(&b, "k: [%s, %s]\n", written(text, context), written(text, context));
    const struct sg_node *node = sg_get(sg_yaml_load(arena, source_of(b.text), SG_ALIASES_REFUSED, &findings), "k");
    if (node && context == SG_FLOW)
        node = node->last;
    if (!node || node->type != SG_SCALAR || node->tag || strcmp(node->text, text) != 0)
        fail_msg("%s does not read back: %s%s", text, b.text, told());
}

static void every_text_reads_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof quoted / sizeof *quoted; i++) {
        reads_back_as(quoted[i], SG_BLOCK);
        reads_back_as(quoted[i], SG_FLOW);
    }
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        reads_back_as(plain[i], SG_BLOCK);
        reads_back_as(plain[i], SG_FLOW);
    }
}

static void every_text_of_three_odd_characters_reads_back(void **state)
{
    (void)state;
    static const char odd[] = "a -?:,[]{}#&*!|>'\"%@`\\\t\n=~<.0";
    size_t count = sizeof odd - 1;
    for (size_t i = 0; i < count * count * count; i++) {
        struct sg_mark mark = sg_arena_mark(arena);
        const char text[] = {odd[i % count], odd[i / count % count], odd[i / count / count], '\0'};
        reads_back_as(text, SG_BLOCK);
        reads_back_as(text, SG_FLOW);
        sg_arena_rewind(arena, mark);
    }
}

SUITE(quote)
{
    static const struct CMUnitTest tests[] = {
        TEST(every_special_text_is_quoted),
        TEST(nothing_else_is_quoted),
        TEST(flow_quotes_what_it_would_split),
        TEST(every_text_reads_back),
        TEST(every_text_of_three_odd_characters_reads_back),
    };
    return cmocka_run_group_tests_name("quote", tests, NULL, NULL);
}
