#include "iam/pattern.h"

#include "catalog/pattern.h"
#include "support.h"

#include <string.h>
#include <time.h>

struct match {
    const char *pattern, *text;
    bool matches;
};

static const struct match match_rows[] = {
    {"", "", true},
    {"", "a", false},
    {"a", "", false},
    {"a", "a", true},
    {"a", "A", false},
    {"*", "", true},
    {"*", "anything", true},
    {"**", "", true},
    {"?", "", false},
    {"?", "a", true},
    {"?", "ab", false},
    {"a*", "a", true},
    {"a*", "ab", true},
    {"a*", "ba", false},
    {"*a", "ba", true},
    {"*a", "ab", false},
    {"a*c", "abbc", true},
    {"a*c", "abb", false},
    {"a?c", "abc", true},
    {"a?c", "ac", false},
    {"*?", "", false},
    {"*?", "a", true},
    {"a*b*c", "aXbXbXc", true},
    {"*ab*ab", "abab", true},
    {"*ab*ab", "aba", false},
    {"arn:aws:s3:::b/*", "arn:aws:s3:::b/x/y", true},
    {"arn:aws:s3:::b/*", "arn:aws:s3:::b", false},
    {"arn:aws:s3:::b/*", "arn:aws:s3:::b2/x", false},
    /* a text that is a pattern itself: everything it matches must be matched */
    {"a*", "a*", true},
    {"a*", "ab*", true},
    {"ab*", "a*", false},
    {"a?", "a*", false},
    {"a?", "a?", true},
    {"*", "*", true},
    {"?", "*", false},
    {"a", "*", false},
    {"a*b", "a*", false},
};

static void a_pattern_matches_what_its_row_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof match_rows / sizeof *match_rows; i++)
        if (sg_iam_glob(match_rows[i].pattern, match_rows[i].text) != match_rows[i].matches)
            fail_msg("\"%s\" and \"%s\"", match_rows[i].pattern, match_rows[i].text);
}

static void the_case_of_actions_does_not_count(void **state)
{
    (void)state;
    assert_true(sg_iam_glob_action("s3:getobject", "S3:GetObject"));
    assert_true(sg_iam_glob_action("S3:GET*", "s3:GetObject"));
    assert_true(sg_iam_glob_action("s3:Get?bject", "s3:getObject"));
    assert_false(sg_iam_glob_action("s3:Get*", "s3:PutObject"));
    assert_false(sg_iam_glob("s3:getobject", "s3:GetObject"));
}

/* *a*a*a...*b against aaa...: exponential for a matcher that tries every star again. */
static void many_stars_take_no_longer(void **state)
{
    (void)state;
    char pattern[402], text[2001];
    for (size_t i = 0; i < 400; i += 2)
        memcpy(pattern + i, "*a", 2);
    strcpy(pattern + 400, "b");
    memset(text, 'a', 2000);
    text[2000] = '\0';
    clock_t start = clock();
    for (int i = 0; i < 10; i++) {
        assert_false(sg_iam_glob(pattern, text));
        assert_false(sg_iam_glob_action(pattern, text));
    }
    assert_true(clock() - start < 2 * CLOCKS_PER_SEC);
}

#define QUEUE "arn:{partition}:sqs:{region}:{account}:{name}"
#define BUCKET "arn:{partition}:s3:::{name}"

struct pattern {
    const char *name, *pattern, *text, *parts; /* parts: "partition region account name", or "no" */
};

static const struct pattern pattern_rows[] = {
    {"all parts", QUEUE, "arn:aws:sqs:us-east-1:1:jobs", "aws us-east-1 1 jobs"},
    {"the last takes the rest", QUEUE, "arn:aws:sqs:us-east-1:1:a:b/c", "aws us-east-1 1 a:b/c"},
    {"empty region and account", BUCKET, "arn:aws:s3:::b", "aws - - b"},
    {"a region where none belongs", BUCKET, "arn:aws:s3:us-east-1::b", "no"},
    {"no name", BUCKET, "arn:aws:s3:::", "no"},
    {"no region", QUEUE, "arn:aws:sqs::1:jobs", "no"},
    {"another service", QUEUE, "arn:aws:sns:us-east-1:1:jobs", "no"},
    {"too short", QUEUE, "arn:aws:sqs:us-east-1:1", "no"},
    {"not an ARN", QUEUE, "jobs", "no"},
    {"nothing", QUEUE, "", "no"},
    {"substitutions are not split", QUEUE, "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Jobs}",
     "${AWS::Partition} ${AWS::Region} ${AWS::AccountId} ${Jobs}"},
    {"an open substitution is text", QUEUE, "arn:aws:sqs:r:1:${x", "aws r 1 ${x"},
    {"something behind the name", "s3://{name}/", "s3://b/", "- - - b"},
    {"something else behind it", "s3://{name}/", "s3://b", "no"},
    {"something more behind it", "s3://{name}/", "s3://b/c", "no"},
};

static void patterns(void **state)
{
    const struct pattern *row = *state;
    struct sg_parts p;
    if (!sg_match_pattern(arena, row->pattern, row->text, &p)) {
        assert_string_equal("no", row->parts);
        return;
    }
    const char *const parts[] = {p.partition, p.region, p.account, p.name};
    struct sg_strings list = {0};
    for (size_t i = 0; i < 4; i++)
        sg_push(arena, &list, parts[i] ? parts[i] : "-");
    assert_string_equal(sg_join(arena, &list, " "), row->parts);
    assert_string_equal(sg_fill_pattern(arena, row->pattern, &p), row->text);
}

static void a_part_that_is_missing_is_left_out(void **state)
{
    (void)state;
    const struct sg_parts parts = {.name = "x{name}"};
    assert_string_equal(sg_fill_pattern(arena, "arn:{partition}:{region}{other}{name}", &parts), "arn::{other}x{name}");
}

SUITE(match)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_pattern_matches_what_its_row_says),
        TEST(the_case_of_actions_does_not_count),
        TEST(many_stars_take_no_longer),
        TEST(a_part_that_is_missing_is_left_out),
    };
    return cmocka_run_group_tests_name("match", tests, NULL, NULL) + RUN_ROWS(pattern_rows, patterns);
}
