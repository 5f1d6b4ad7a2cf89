#include "base/expression.h"

#include "base/text.h"
#include "catalog/catalog.h"
#include "support.h"

#include <regex.h>
#include <string.h>

/* `matches` and `not` are texts with blanks between them. */
static const struct {
    const char *name, *expression, *matches, *not ;
} match_rows[] = {
    {"plain characters", "bc", "bc abc bcd abcd", "b cb b.c"},
    {"both ends", "^ab$", "ab", "aab abb a"},
    {"any character", "^a.c$", "abc a.c", "ac abbc"},
    {"a set", "^[a-c_x-]$", "a b c _ x -", "d A ac"},
    {"a bracket in a set", "^[]a]+$", "] a]a", "[ b"},
    {"what is not in a set", "^[^a-c]$", "d -", "a b c"},
    {"an escape", "^a\\.b\\[$", "a.b[", "axb["},
    {"any number", "^ab*c$", "ac abc abbbc", "abb adc"},
    {"one or more", "^ab+c$", "abc abbc", "ac"},
    {"one or none", "^ab?c$", "ac abc", "abbc"},
    {"a count", "^a{2}$", "aa", "a aaa"},
    {"counts", "^a{2,3}b{1,}c{0,1}$", "aab aaabbbc", "ab aaaab aa aabcc"},
    {"a run that gives back", "^a+ab$", "aab aaaab", "ab b"},
    {"alternatives", "^a$|^bc$|d", "a bc xdx", "b c abc"},
    {"alternatives in a group", "^x(a|bc|)y$", "xay xbcy xy", "xby xabcy"},
    {"a group that repeats", "^(ab|c)+$", "ab c abcab", "a ba abb"},
    {"a group with counts", "^(ab){2,3}$", "abab ababab", "ab abababab"},
    {"groups in groups", "^((a|b)+-?)*z$", "z abz a-b-z ab-baz", "-z a--z"},
    {"rounds that take nothing", "^(a*)*b$", "b aab", "a c"},
    {"a group that gives back", "^(a|ab)(c|bcd)(d*)$", "abcd acd ac", "ab abd"},
};

static void check_words(const char *expression, const char *words, enum sg_match wanted)
{
    for (const char *p = words; *p; p += strcspn(p, " "), p += *p == ' ') {
        const char *word = sg_copy_bytes(arena, p, strcspn(p, " "));
        if (sg_match_expression(expression, word) != wanted)
            fail_msg("%s and %s", expression, word);
    }
}

static void words_match_or_do_not(void **state)
{
    const struct {
        const char *name, *expression, *matches, *not ;
    } *row = *state;
    check_words(row->expression, row->matches, SG_MATCH);
    check_words(row->expression, row->not, SG_NO_MATCH);
}

static const struct {
    const char *expression;
} faulty_rows[] = {{"a["},   {"(a"},     {"a)"},       {"*a"},  {"a|*"},   {"(+)"},         {"a\\"}, {"a{"},
                   {"a{x}"}, {"a{2,1}"}, {"a{1,999}"}, {"a{1"}, {"a{1,2"}, {"[[:alpha:]]"}, {"a**"}, {"[]"}};

static void what_is_no_expression_is_faulty(void **state)
{
    assert_int_equal(sg_match_expression(*(const char *const *)*state, "a"), SG_MATCH_FAULTY);
}

/* An expression whose time would be exponential, and one that would need too deep a stack. */
static void bombs_do_not_go_off(void **state)
{
    (void)state;
    char text[20001];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_int_equal(sg_match_expression("^(a|a)*$", text), SG_MATCH_FAULTY);
    text[40] = '\0';
    assert_int_equal(sg_match_expression("^(a*)*(a*)*b$", text), SG_MATCH_FAULTY);
    assert_int_equal(sg_match_expression("^(a|b)*$", text), SG_MATCH);
}

/* ---- The expressions of the catalog, compared with the regular expressions of C ---- */

static unsigned long seed = 1;

static size_t below(size_t most)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (seed >> 33) % most;
}

/* A text near `example`: some characters changed, added or taken away, mostly by what expressions have. */
static void change(const char *example, char text[64])
{
    static const char characters[] = "aZ09-_./:*{}$ab0";
    size_t length = strlen(example) < 50 ? strlen(example) : 50;
    memcpy(text, example, length);
    for (size_t n = below(4); n; n--) {
        size_t at = below(length + 1), what = below(3);
        char c = characters[below(sizeof characters - 1)];
        if (what == 0 && at < length) {
            text[at] = c;
        } else if (what == 1 && length < 60) {
            memmove(text + at + 1, text + at, length - at);
            text[at] = c;
            length++;
        } else if (at < length) {
            memmove(text + at, text + at + 1, length - at - 1);
            length--;
        }
    }
    text[length] = '\0';
}

static void compare(const char *expression, const char *example)
{
    regex_t compiled;
    char text[64];
    assert_int_equal(regcomp(&compiled, expression, REG_EXTENDED | REG_NOSUB), 0);
    for (size_t i = 0; i < 300; i++) {
        change(example, text);
        enum sg_match wanted = regexec(&compiled, text, 0, NULL, 0) == 0 ? SG_MATCH : SG_NO_MATCH;
        if (sg_match_expression(expression, text) != wanted)
            fail_msg("%s and \"%s\"", expression, text);
    }
    regfree(&compiled);
}

static void the_catalog_means_what_c_makes_of_it(void **state)
{
    (void)state;
    const struct sg_kinds *kinds = sg_all_kinds(sg_catalog_new(arena), &findings);
    size_t compared = 0;
    for (size_t i = 0; i < kinds->count; i++) {
        const struct sg_kind *kind = &kinds->items[i];
        compared += kind->shape != NULL;
        if (kind->shape)
            compare(kind->shape, kind->example);
        if (kind->usual)
            compare(kind->usual, kind->example);
        for (size_t r = 0; r < kind->refused.count; r++)
            if (kind->refused.items[r].shape)
                compare(kind->refused.items[r].shape, kind->example);
    }
    for (size_t i = 0; i < sizeof match_rows / sizeof *match_rows; i++)
        compare(match_rows[i].expression, match_rows[i].matches);
    assert_true(compared > 20);
}

SUITE(expression)
{
    static const struct CMUnitTest tests[] = {
        TEST(bombs_do_not_go_off),
        TEST(the_catalog_means_what_c_makes_of_it),
    };
    return cmocka_run_group_tests_name("expression", tests, NULL, NULL) + RUN_ROWS(match_rows, words_match_or_do_not) +
           RUN_ROWS(faulty_rows, what_is_no_expression_is_faulty);
}
