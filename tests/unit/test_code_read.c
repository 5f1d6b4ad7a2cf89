#include "code/read.h"

#include "code_dump.h"
#include "support.h"
#include "base/buffer.h"
#include "code/lower_internal.h"

#include <string.h>
#include <time.h>

#define SECONDS_MOST 4.0 /* of processor time: sanitizers and other tests at the same time slow a read down */

/* Stands before the parser. No short text is known for which it gives up. */
static bool gives_up;

bool __real_sg_syntax_parse(struct sg_arena *a, const struct sg_source *source, const struct sg_grammar *grammar,
                            struct sg_syntax *syntax);
bool __wrap_sg_syntax_parse(struct sg_arena *a, const struct sg_source *source, const struct sg_grammar *grammar,
                            struct sg_syntax *syntax);
bool __wrap_sg_syntax_parse(struct sg_arena *a, const struct sg_source *source, const struct sg_grammar *grammar,
                            struct sg_syntax *syntax)
{
    return !gives_up && __real_sg_syntax_parse(a, source, grammar, syntax);
}

static struct sg_code_unit *read_python(const char *text, size_t length)
{
    struct sg_source *source = sg_new(arena, struct sg_source);
    *source = (struct sg_source){.name = "app.py", .bytes = text, .length = length};
    return sg_code_read(arena, source, SG_CODE_PYTHON);
}

static void the_end_of_a_name_says_which_language_it_is(void **state)
{
    (void)state;
    assert_int_equal(sg_code_language_of("src/app.py"), SG_CODE_PYTHON);
    assert_int_equal(sg_code_language_of("index.mjs"), SG_CODE_JAVASCRIPT);
    assert_int_equal(sg_code_language_of("a.cjs"), SG_CODE_JAVASCRIPT);
    assert_int_equal(sg_code_language_of("a.jsx"), SG_CODE_JAVASCRIPT);
    assert_int_equal(sg_code_language_of("a.cts"), SG_CODE_TYPESCRIPT);
    assert_int_equal(sg_code_language_of("a.mts"), SG_CODE_TYPESCRIPT);
    assert_int_equal(sg_code_language_of("a.ts"), SG_CODE_TYPESCRIPT);
    assert_int_equal(sg_code_language_of("a.tsx"), SG_CODE_TSX);
    assert_int_equal(sg_code_language_of("a.pyc"), SG_CODE_NO_LANGUAGE);
    assert_int_equal(sg_code_language_of("Makefile"), SG_CODE_NO_LANGUAGE);
}

static void the_grammar_knows_every_name_that_the_lowering_uses(void **state)
{
    (void)state;
    assert_null(sg_syntax_unknown(&sg_python_grammar));
    const char *const wrong[] = {"", "call", "cell", NULL}, *const none[] = {"", NULL};
    const struct sg_grammar kinds = {wrong, none, SG_CODE_PYTHON}, fields = {none, wrong, SG_CODE_PYTHON};
    assert_string_equal(sg_syntax_unknown(&kinds), "cell");
    assert_string_equal(sg_syntax_unknown(&fields), "call");
}

static void a_file_that_is_not_read_has_a_gap_and_a_function(void **state)
{
    (void)state;
    struct sg_source source = {.name = "a.rs", .bytes = "fn main() {}", .length = 12};
    const struct sg_code_unit *unit = sg_code_read(arena, &source, SG_CODE_NO_LANGUAGE);
    assert_int_equal(unit->function_count, 1);
    assert_string_equal(unit->gaps[0].why, "this language is not read");
    char *large = sg_alloc_text(arena, SG_CODE_BYTES_MOST + 1);
    memset(large, '\n', SG_CODE_BYTES_MOST + 1);
    assert_int_equal(read_python(large, SG_CODE_BYTES_MOST)->gap_count, 0);
    unit = read_python(large, SG_CODE_BYTES_MOST + 1);
    assert_int_equal(unit->gap_count, 1);
    assert_string_equal(unit->gaps[0].why, "larger than 2 MiB");
    gives_up = true;
    unit = read_python("x = 1\n", 6);
    gives_up = false;
    assert_int_equal(unit->gap_count, 1);
    assert_string_equal(unit->gaps[0].why, "it takes too long to parse");
}

/* A chain of branches that each write another variable, and loops in loops: what follows them joins all. */
static void many_variables_in_nested_branches_are_read_in_little_time(void **state)
{
    (void)state;
    struct sg_buffer text = sg_buffer_new(arena, SG_CODE_BYTES_MOST);
    sg_add(&text, "if a: pass\n");
    for (int i = 0; i < 10000; i++)
        sg_add_format(&text, "elif a:\n x%d = 1\n", i);
    clock_t begin = clock();
    size_t before = sg_arena_size(arena);
    assert_int_equal(read_python(text.text, text.length)->gap_count, 0);
    assert_true((double)(clock() - begin) / CLOCKS_PER_SEC < SECONDS_MOST);
    assert_true(sg_arena_size(arena) - before < (size_t)64 * 1024 * 1024);
}

/* Hostile files: `start`, then `middle` as often as fits, then `end`. */
static const struct hostile {
    const char *name, *start, *middle, *end;
    const char *gap; /* what the first gap says, or NULL */
} hostile[] = {
    {"open parentheses", "", "(", "", "syntax error"},
    {"nested lists", "x = ", "[", "", "syntax error"},
    {"calls of calls", "f", "()", "\n", "nested too deeply"},
    {"members of members", "f", ".a", "\n", "nested too deeply"},
    {"terms", "x = a", " + a", "\n", "nested too deeply"},
    {"alternatives", "x = a", " or a", "\n", "nested too deeply"},
    {"elif", "if a:\n pass\n", "elif a:\n x = 1\n", "", NULL},
    {"statements", "", "x = f(x)\n", "", NULL},
    {"branches", "", "if a: x = 1\n", "", NULL},
    {"loops", "", "for x in y: x = f(x)\n", "", NULL},
    {"arguments", "f(", "a, ", ")\n", NULL},
    {"parameters", "def f(", "a,", "): pass\n", NULL},
    {"targets", "", "a = ", "1\n", "nested too deeply"},
    {"globals", "def f():\n", " global a\n", "", NULL},
    {"functions", "", "def f(): pass\n", "", NULL},
    {"quotes", "x = ", "'", "\n", NULL},
    {"interpolations", "x = f'", "{a}", "'\n", NULL},
    {"conversions", "x = '", "%s", "' % y\n", NULL},
    {"fields", "x = '", "{}{", "'.format(y)\n", NULL},
    {"zero bytes", "x = 1\n", "", "", NULL},
    {"comprehensions", "x = ", "[y for y in ", "z", "syntax error"},
    {"clauses", "x = [y", " for y in z", "]\n", NULL},
    {"conditions", "x = ", "a if b else ", "c\n", "nested too deeply"},
    {"lambdas", "x = ", "lambda: ", "z\n", "nested too deeply"},
    {"decorators", "", "@a\n", "def f(): pass\n", NULL},
    {"backslashes", "x = '", "\\\\", "'\n", NULL},
    {"colons", "", ":", "\n", NULL},
    {"indents", "if x:\n", "  if x:\n", "", NULL},
};

#define HOSTILE_BYTES ((size_t)256 * 1024)

static void a_hostile_file_is_read_in_little_time(void **state)
{
    const struct hostile *row = *state;
    struct sg_buffer text = repeat_code(arena, row->start, row->middle, row->end, HOSTILE_BYTES);
    clock_t begin = clock();
    const struct sg_code_unit *unit = read_python(text.text, text.length);
    assert_true((double)(clock() - begin) / CLOCKS_PER_SEC < SECONDS_MOST);
    if (row->gap)
        assert_string_equal(unit->gap_count ? unit->gaps[0].why : "", row->gap);
}

SUITE(code_read)
{
    const struct CMUnitTest tests[] = {
        TEST(the_end_of_a_name_says_which_language_it_is),
        TEST(the_grammar_knows_every_name_that_the_lowering_uses),
        TEST(many_variables_in_nested_branches_are_read_in_little_time),
        TEST(a_file_that_is_not_read_has_a_gap_and_a_function),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) + RUN_ROWS(hostile, a_hostile_file_is_read_in_little_time);
}
