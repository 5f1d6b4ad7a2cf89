#include "code/read.h"

#include "support.h"
#include "base/buffer.h"
#include "base/list.h"

#include <string.h>

/* In each row, which texts that are written to x can be what the last use(x) gets. */
static const struct reach {
    const char *name, *source;
    const char
        *texts; /* in the order of the file; "entry": perhaps none was written; "any": all that are written anywhere */
} reaches[] = {
    {"a later write hides an earlier one", "x = 'a'\nx = 'b'\nuse(x)\n", "b"},
    {"nothing is written", "def f(x):\n use(x)\n", "entry"},
    {"one branch writes", "x = 'a'\nif c:\n x = 'b'\nuse(x)\n", "a b"},
    {"both branches write", "x = 'a'\nif c:\n x = 'b'\nelse:\n x = 'c'\nuse(x)\n", "b c"},
    {"elif without else", "x = 'a'\nif c:\n x = 'b'\nelif d:\n x = 'c'\nuse(x)\n", "a b c"},
    {"elif with else", "x = 'a'\nif c:\n x = 'b'\nelif d:\n x = 'c'\nelse:\n x = 'd'\nuse(x)\n", "b c d"},
    {"a branch that returns", "def f():\n x = 'a'\n if c:\n  x = 'b'\n  return\n use(x)\n", "a"},
    {"a branch that raises", "x = 'a'\nif c:\n x = 'b'\nelse:\n raise E\nuse(x)\n", "b"},
    {"in a branch", "x = 'a'\nif c:\n use(x)\nelse:\n x = 'b'\n", "a"},
    {"in the other branch", "x = 'a'\nif c:\n x = 'b'\nelse:\n use(x)\n", "a"},
    {"after a loop", "x = 'a'\nfor i in y:\n x = 'b'\nuse(x)\n", "a b"},
    {"the round before", "x = 'a'\nfor i in y:\n use(x)\n x = 'b'\n", "a b"},
    {"two loops around", "x = 'a'\nfor i in y:\n for j in i:\n  use(x)\n x = 'b'\n", "a b"},
    {"written in the round", "x = 'a'\nwhile c:\n x = 'b'\n use(x)\n", "b"},
    {"break", "x = 'a'\nwhile c:\n if d:\n  x = 'b'\n  break\n x = 'c'\nuse(x)\n", "a b c"},
    {"continue", "for i in y:\n x = 'a'\n if d:\n  x = 'b'\n  continue\n x = 'c'\nuse(x)\n", "entry a b c"},
    {"a loop's own variable", "for x in y:\n pass\nx = 'a'\nuse(x)\n", "a"},
    {"no error", "x = 'a'\ntry:\n x = 'b'\nexcept E:\n raise\nuse(x)\n", "b"},
    {"in a handler", "x = 'a'\ntry:\n x = 'b'\n x = 'c'\nexcept E:\n use(x)\n", "a b c"},
    {"after a handler that writes", "x = 'a'\ntry:\n x = 'b'\nexcept E:\n x = 'c'\nuse(x)\n", "b c"},
    {"after a handler that passes", "x = 'a'\ntry:\n x = 'b'\nexcept E:\n pass\nuse(x)\n", "a b"},
    {"an import that may fail", "try:\n x = 'a'\nexcept ImportError:\n x = 'b'\nuse(x)\n", "a b"},
    {"two handlers", "try:\n x = 'a'\nexcept E:\n x = 'b'\nexcept F:\n return_()\nuse(x)\n", "entry a b"},
    {"finally", "x = 'a'\ntry:\n x = 'b'\nfinally:\n use(x)\n", "b"},
    {"a case for everything", "x = 'a'\nmatch y:\n case 1:\n  x = 'b'\n case _:\n  x = 'c'\nuse(x)\n", "b c"},
    {"no case for everything", "x = 'a'\nmatch y:\n case 1:\n  x = 'b'\nuse(x)\n", "a b"},
    {"a conditional name", "x = 'a'\nc and (x := 'b')\nuse(x)\n", "a b"},
    {"x if c else y", "y = (x := 'a') if c else (x := 'b')\nuse(x)\n", "a b"},
    {"an inner function", "x = 'a'\ndef f():\n use(x)\nx = 'b'\n", "any entry"},
    {"a function that writes a global", "x = 'a'\ndef f():\n global x\n x = 'b'\nuse(x)\n", "a"},
    {"an inner function that writes", "def f():\n x = 'a'\n def g():\n  nonlocal x\n  x = 'b'\n g()\n use(x)\n",
     "any entry"},
    {"a comprehension has its own", "x = 'a'\n[x for x in y]\nuse(x)\n", "a"},
    {"main is not run", "x = 'a'\nif __name__ == '__main__':\n x = 'b'\nuse(x)\n", "a"},
    {"nothing is run after return", "def f():\n x = 'a'\n return\n x = 'b'\n use(x)\n", "b"},
};

static const struct sg_code_unit *read_python(const char *text)
{
    return sg_code_read(arena, source_of(text), SG_CODE_PYTHON);
}

/* The read that is the argument of the last use(...). */
static const struct sg_code_instruction *last_use(const struct sg_code_unit *unit, const struct sg_code_function **in)
{
    const struct sg_code_instruction *found = NULL;
    for (uint32_t f = 0; f < unit->function_count; f++) {
        const struct sg_code_function *function = &unit->functions[f];
        for (uint32_t i = 0; i < function->count; i++) {
            const struct sg_code_instruction *call = &function->items[i];
            const char *callee = call->op == SG_CODE_CALL ? function->items[call->a].text : NULL;
            if (callee && strcmp(callee, "use") == 0) {
                found = &function->items[call->items[0].value];
                *in = function;
            }
        }
    }
    assert_non_null(found);
    return found;
}

static int by_index(const void *x, const void *y)
{
    const uint32_t *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static void a_read_has_the_writes_that_reach_it(void **state)
{
    const struct reach *row = *state;
    const struct sg_code_function *function = NULL;
    const struct sg_code_instruction *read = last_use(read_python(row->source), &function);
    struct sg_strings told_of = {0};
    assert_int_equal(read->op, SG_CODE_READ);
    if (read->any_write)
        sg_push(arena, &told_of, "any");
    if (read->from_entry)
        sg_push(arena, &told_of, "entry");
    sg_sort(read->reaching, read->reaching_count, sizeof *read->reaching, by_index);
    for (uint32_t i = 0; i < read->reaching_count; i++) {
        const char *text = function->items[function->items[read->reaching[i]].a].text;
        sg_push(arena, &told_of, text ? text : "?");
    }
    assert_string_equal(sg_join(arena, &told_of, " "), row->texts);
}

static void a_variable_has_the_writes_of_all_functions(void **state)
{
    (void)state;
    const struct sg_code_unit *unit = read_python("x = 'a'\ndef f():\n global x\n x = 'b'\n");
    assert_string_equal(unit->variables[0].name, "x");
    assert_int_equal(unit->writes[0].count, 2);
    assert_int_equal(unit->writes[0].items[0].function, 0);
    assert_int_equal(unit->writes[0].items[1].function, 1);
}

static void too_many_writes_are_not_told_apart(void **state)
{
    (void)state;
    struct sg_buffer text = sg_buffer_new(arena, 100000);
    const struct sg_code_function *function;
    for (int i = 0; i < 40; i++) {
        sg_add(&text, "if c: x = 'a'\n");
        if (i == 20)
            sg_add(&text, "use(x)\n");
    }
    const struct sg_code_instruction *read = last_use(read_python(text.text), &function);
    assert_false(read->any_write);
    assert_int_equal(read->reaching_count, 21);
    sg_add(&text, "use(x)\n");
    assert_true(last_use(read_python(text.text), &function)->any_write);
}

/* Each join of branches joins the variables of all branches in it, so these would take more memory than a file may. */
static void too_many_branches_in_branches_are_not_followed(void **state)
{
    (void)state;
    struct sg_buffer text = sg_buffer_new(arena, 1000000);
    const struct sg_code_function *function;
    sg_add(&text, "x = 'a'\nx = 'b'\nuse(x)\n");
    assert_false(last_use(read_python(text.text), &function)->any_write);
    sg_add(&text, "if a: pass\n");
    for (int i = 0; i < 2000; i++)
        sg_add_format(&text, "elif a:\n x%d = 1\n", i);
    sg_add(&text, "use(x)\n");
    assert_true(last_use(read_python(text.text), &function)->any_write);
}

static void a_write_in_many_tries_takes_little_memory(void **state)
{
    (void)state;
    struct sg_buffer text = sg_buffer_new(arena, 1000000);
    const struct sg_code_function *function;
    sg_add(&text, "x = 'a'\n");
    for (int i = 0; i < 90; i++)
        sg_add_format(&text, "%*stry:\n", i, "");
    sg_add_format(&text, "%*sx = 'b'\n", 90, "");
    for (int i = 89; i >= 0; i--)
        sg_add_format(&text, "%*sexcept E: pass\n", i, "");
    sg_add(&text, "use(x)\n");
    size_t before = sg_arena_size(arena);
    const struct sg_code_instruction *read = last_use(read_python(text.text), &function);
    assert_false(read->any_write);
    assert_int_equal(read->reaching_count, 2);
    assert_true(sg_arena_size(arena) - before < (size_t)4 * 1024 * 1024);
}

SUITE(code_link)
{
    const struct CMUnitTest tests[] = {
        TEST(a_variable_has_the_writes_of_all_functions),
        TEST(too_many_writes_are_not_told_apart),
        TEST(too_many_branches_in_branches_are_not_followed),
        TEST(a_write_in_many_tries_takes_little_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) + RUN_ROWS(reaches, a_read_has_the_writes_that_reach_it);
}
