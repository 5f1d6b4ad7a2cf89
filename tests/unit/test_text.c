#include "catalog/text.h"

#include "support.h"
#include "yaml/write.h"

#include <string.h>

/* What a user writes, the text it becomes, and how it is written out: as a name, or as free text. */
struct text {
    const char *name, *given, *text, *yaml;
    enum sg_literal literal;
};

static const struct text text_rows[] = {
    {"plain", "my-bucket", "my-bucket", "my-bucket\n", SG_NAME_TEXT},
    {"a number", "0123", "0123", "\"0123\"\n", SG_NAME_TEXT},
    {"one reference", "${Data}", "${Data}", "!Ref Data\n", SG_NAME_TEXT},
    {"one attribute", "${Data.Arn}", "${Data.Arn}", "!GetAtt Data.Arn\n", SG_NAME_TEXT},
    {"an output of a nested stack", "${App.Outputs.Name}", "${App.Outputs.Name}", "!GetAtt App.Outputs.Name\n",
     SG_NAME_TEXT},
    {"a pseudo parameter", "${AWS::Region}", "${AWS::Region}", "!Ref AWS::Region\n", SG_NAME_TEXT},
    {"text around it", "in-${AWS::AccountId}", "in-${AWS::AccountId}", "!Sub in-${AWS::AccountId}\n", SG_NAME_TEXT},
    {"two references", "${A}${B}", "${A}${B}", "!Sub ${A}${B}\n", SG_NAME_TEXT},
    {"a dollar that begins nothing", "a$b", "a$b", "a$b\n", SG_NAME_TEXT},
    {"braces alone", "a{b}", "a{b}", "a{b}\n", SG_NAME_TEXT},
    {"a dynamic reference", "{{resolve:ssm:x:1}}", "{{resolve:ssm:x:1}}", "\"{{resolve:ssm:x:1}}\"\n", SG_NAME_TEXT},
    {"a star in free text", "a*b", "a${!*}b", "a${*}b\n", SG_FREE_TEXT},
    {"a question mark in free text", "a?b", "a${!?}b", "a${?}b\n", SG_FREE_TEXT},
    {"a dollar in free text", "a$b", "a${!$}b", "a${$}b\n", SG_FREE_TEXT},
    {"a star beside a reference", "*-${A}", "${!*}-${A}", "!Sub ${!*}-${A}\n", SG_FREE_TEXT},
    {"IAM's own escape", "a${*}b", "a${!*}b", "a${*}b\n", SG_FREE_TEXT},
    {"a star in a name", "a*b", "a*b", "a*b\n", SG_NAME_TEXT},
};

static struct sg_scope *new_scope(void)
{
    struct sg_scope *scope = sg_new(arena, struct sg_scope);
    *scope = (struct sg_scope){.arena = arena, .findings = &findings, .partition = "aws"};
    return scope;
}

static const char *yaml_of(const struct sg_node *node)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_write_yaml(&b, node, 0);
    return b.text;
}

static void read_and_written(void **state)
{
    const struct text *row = *state;
    struct sg_scope *scope = new_scope();
    const char *text;
    if (!sg_read_text(scope, (struct sg_origin){0}, row->given, row->literal, &text))
        fail_msg("%s", told());
    assert_string_equal(text, row->text);
    assert_string_equal(yaml_of(sg_text_node(scope, text)), row->yaml);
}

/* What is refused, and words of the message. */
static const struct {
    const char *name, *given, *words;
} refusal_rows[] = {
    {"${ that is never closed", "a${b", "without its }"},
    {"${ at the end", "a${", "without its }"},
    {"nothing between the braces", "${}", "names nothing"},
    {"a pseudo parameter that is none", "${AWS:Region}", "did you mean ${AWS::Region}?"},
    {"a pseudo parameter misspelled", "${AWS::AcountId}", "did you mean ${AWS::AccountId}?"},
    {"another namespace", "${aws:username}", "is not a pseudo parameter"},
    {"a space", "${My Data}", "names nothing"},
    {"a dash", "${My-Data}", "names nothing"},
    {"a dot at the end", "${Data.}", "names nothing"},
    {"a dot at the start", "${.Arn}", "names nothing"},
    {"the inner notation of variables", "${=0}", "names nothing"},
    {"the inner notation of escapes", "${!x}", "names nothing"},
    {"braces in braces", "${a${b}}", "names nothing"},
};

static void refused(void **state)
{
    const struct text *row = *state;
    const char *text;
    assert_false(sg_read_text(new_scope(), (struct sg_origin){0}, row->given, SG_NAME_TEXT, &text));
    assert_int_equal(findings.errors, 1);
    assert_told("nowhere", row->text);
}

static const struct {
    const char *name, *given, *words; /* words "": allowed */
} character_rows[] = {
    {"a text", "my-bucket", ""},
    {"Latin-1", "caf\xC3\xA9", ""},
    {"empty", "", "empty"},
    {"a newline", "a\nb", "control character (0x0A"},
    {"a tab", "a\tb", "control character (0x09"},
    {"an escape sequence", "\x1B[31m", "control character (0x1B"},
    {"DEL", "a\x7F", "control character (0x7F"},
    {"not UTF-8", "a\xFF", "UTF-8"},
    {"beyond IAM's characters", "\xE2\x82\xAC", "U+00FF"},
    {"beyond them by one", "\xC4\x80", "U+00FF"},
    {"a C1 control", "a\302\205b", "control character"},
};

static void characters(void **state)
{
    const struct text *row = *state;
    bool ok = sg_check_characters(new_scope(), (struct sg_origin){0}, row->given);
    assert_int_equal(ok, !*row->text);
    if (!ok)
        assert_told("nowhere", row->text);
}

static void a_value_has_at_most_2048_bytes(void **state)
{
    (void)state;
    char text[SG_VALUE_MOST + 2] = {0};
    memset(text, 'a', SG_VALUE_MOST);
    assert_true(sg_check_characters(new_scope(), (struct sg_origin){0}, text));
    text[SG_VALUE_MOST] = 'a';
    assert_false(sg_check_characters(new_scope(), (struct sg_origin){0}, text));
    assert_told("nowhere", "longer than 2048");
}

static void a_variable_is_the_intrinsic_itself_or_a_name_in_sub(void **state)
{
    (void)state;
    struct sg_scope *scope = new_scope();
    const char *text = sg_variable(scope, sg_tagged(arena, "!ImportValue", "Shared"));
    assert_string_equal(yaml_of(sg_text_node(scope, text)), "!ImportValue Shared\n");
    assert_string_equal(yaml_of(sg_text_node(scope, sg_format(arena, "arn:aws:s3:::%s/*", text))),
                        "!Sub\n- arn:aws:s3:::${Name}/*\n- Name: !ImportValue Shared\n");
}

static void the_name_of_a_variable_is_not_taken_yet(void **state)
{
    (void)state;
    struct sg_scope *scope = new_scope();
    const char *one = sg_variable(scope, sg_tagged(arena, "!ImportValue", "A"));
    const char *two = sg_variable(scope, sg_tagged(arena, "!ImportValue", "B"));
    const char *yaml = yaml_of(sg_text_node(scope, sg_format(arena, "${Name}-%s-%s-${Name2.Arn}", one, two)));
    assert_string_equal(yaml, "!Sub\n- ${Name}-${NameX}-${Name2X}-${Name2.Arn}\n"
                              "- NameX: !ImportValue A\n  Name2X: !ImportValue B\n");
}

static const struct {
    const char *name, *camel;
} camel_rows[] = {
    {"incoming/new", "IncomingNew"},
    {"incoming", "Incoming"},
    {"a-b_c.d", "ABCD"},
    {"2024/logs", "2024Logs"},
    {"", ""},
    {"/", ""},
    {"${Data}", "Data"},
    {"caf\xC3\xA9 x", "CafX"},
    {"alreadyCamel", "AlreadyCamel"},
};

static void camel_case(void **state)
{
    const struct text *row = *state;
    assert_string_equal(sg_camel_case(arena, row->name), row->given);
}

SUITE(text)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_value_has_at_most_2048_bytes),
        TEST(a_variable_is_the_intrinsic_itself_or_a_name_in_sub),
        TEST(the_name_of_a_variable_is_not_taken_yet),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL) + RUN_ROWS(text_rows, read_and_written) +
           RUN_ROWS(refusal_rows, refused) + RUN_ROWS(character_rows, characters) + RUN_ROWS(camel_rows, camel_case);
}
