#include "code_dump.h"
#include "support.h"

#include "base/buffer.h"
#include "code/lower_internal.h"
#include "code/read.h"

#include <string.h>
#include <time.h>

#define SECONDS_MOST 4.0 /* of processor time: sanitizers and other tests at the same time slow a read down */

static const enum sg_code_language languages[] = {SG_CODE_JAVASCRIPT, SG_CODE_TYPESCRIPT, SG_CODE_TSX};

static const struct sg_code_unit *read_script(const char *text, size_t length, enum sg_code_language language)
{
    struct sg_source *source = sg_new(arena, struct sg_source);
    *source = (struct sg_source){.name = "app.js", .bytes = text, .length = length};
    return sg_code_read(arena, source, language);
}

/* Whether one of the three grammars has the name, as a kind of nodes or as a field. */
static bool is_known(const char *name, bool is_field)
{
    const char *const names[] = {"", name, NULL}, *const none[] = {"", NULL};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        const struct sg_grammar grammar = {is_field ? none : names, is_field ? names : none, languages[i]};
        if (!sg_syntax_unknown(&grammar))
            return true;
    }
    return false;
}

static void a_grammar_knows_each_name_that_the_lowering_uses(void **state)
{
    (void)state;
    assert_false(is_known("call", false));
    for (size_t i = 1; sg_javascript_grammar.kinds[i]; i++)
        if (!is_known(sg_javascript_grammar.kinds[i], false))
            fail_msg("no grammar has nodes of the kind %s", sg_javascript_grammar.kinds[i]);
    for (size_t i = 1; sg_javascript_grammar.fields[i]; i++)
        if (!is_known(sg_javascript_grammar.fields[i], true))
            fail_msg("no grammar has the field %s", sg_javascript_grammar.fields[i]);
}

static void names_of_the_grammar_are_sorted(void **state)
{
    (void)state;
    for (size_t i = 1; sg_javascript_grammar.kinds[i + 1]; i++)
        assert_true(strcmp(sg_javascript_grammar.kinds[i], sg_javascript_grammar.kinds[i + 1]) < 0);
    for (size_t i = 1; sg_javascript_grammar.fields[i + 1]; i++)
        assert_true(strcmp(sg_javascript_grammar.fields[i], sg_javascript_grammar.fields[i + 1]) < 0);
}

/* Hostile files: `start`, then `middle` as often as fits, then `end`. */
static const struct hostile {
    const char *name, *start, *middle, *end;
} hostile[] = {
    {"open parentheses", "", "(", ""},
    {"nested arrays", "x = ", "[", ""},
    {"nested objects", "x = ", "{a:", ""},
    {"calls of calls", "f", "()", ";"},
    {"members of members", "f", ".a", ";"},
    {"terms", "x = a", " + a", ";"},
    {"alternatives", "x = a", " || a", ";"},
    {"conditions", "x = ", "a ? b : ", "c;"},
    {"else if", "if (a) {}", "else if (b) { x = 1; }", ""},
    {"nested if", "", "if (a) ", ";"},
    {"nested loops", "", "for (;;) { x = 1; ", ""},
    {"nested functions", "", "function f() { ", ""},
    {"nested arrows", "x = ", "a => ", "1;"},
    {"nested classes", "", "class A { b = ", ""},
    {"nested templates", "x = ", "`${", ""},
    {"nested patterns", "({ a: ", "{ a: ", ""},
    {"nested blocks", "", "{ let a = 1; ", ""},
    {"assignments", "", "a = ", "1;"},
    {"negations", "x = ", "!", "y;"},
    {"awaits", "", "await ", "x;"},
    {"new", "x = ", "new ", "Y;"},
    {"elements", "x = [", "1, ", "];"},
    {"commas", "x = [", ",", "];"},
    {"entries", "x = {", "a: 1, ", "};"},
    {"parameters", "function f(", "a, ", "b) {}"},
    {"arguments", "f(", "a, ", "b);"},
    {"sequences", "x = (", "a, ", "b);"},
    {"cases", "switch (a) {", "case 1: x = 1;", "}"},
    {"exports", "let a; ", "export { a as b };", ""},
    {"undeclared names", "", "x = f(x);", ""},
    {"branches", "let x;", "if (a) x = 1;", "f(x);"},
    {"labels", "", "a: ", ";"},
    {"JSX", "x = ", "<a>", ";"},
    {"generic calls", "", "f<", "T"},
    {"unions", "type A = ", "| B", ";"},
    {"namespaces", "", "namespace a { export const b = 1; ", ""},
    {"decorators", "", "@a ", "class B {}"},
    {"backslashes", "x = '", "\\\\", "';"},
    {"zero bytes", "x = 1;", "", ""},
};

#define HOSTILE_BYTES ((size_t)64 * 1024)

static void a_hostile_script_is_read_in_little_time(void **state)
{
    const struct hostile *row = *state;
    struct sg_buffer text = repeat_code(arena, row->start, row->middle, row->end, HOSTILE_BYTES);
    clock_t begin = clock();
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        assert_true(read_script(text.text, text.length, languages[i])->function_count > 0);
    assert_true((double)(clock() - begin) / CLOCKS_PER_SEC < SECONDS_MOST);
}

SUITE(code_javascript)
{
    const struct CMUnitTest tests[] = {
        TEST(a_grammar_knows_each_name_that_the_lowering_uses),
        TEST(names_of_the_grammar_are_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) + RUN_ROWS(hostile, a_hostile_script_is_read_in_little_time);
}
