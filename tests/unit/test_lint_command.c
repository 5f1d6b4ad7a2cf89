#include <samgen/samgen.h>

#include "base/buffer.h"
#include "support.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct samgen *samgen;

static int start(void **state)
{
    samgen = samgen_new();
    return make_arena(state);
}

static int stop(void **state)
{
    samgen_free(samgen);
    return drop_arena(state);
}

#define STATEMENT(body)                       \
    "Transform: AWS::Serverless-2016-10-31\n" \
    "Resources:\n"                            \
    "  F:\n"                                  \
    "    Type: AWS::Serverless::Function\n"   \
    "    Properties:\n"                       \
    "      Policies:\n"                       \
    "        Version: \"2012-10-17\"\n"       \
    "        Statement:\n" body

static const char *const only[] = {"SG301", "SG302"};
static const struct samgen_lint_settings names = {.select = only, .select_count = 2};

static struct samgen_input input_of(const char *name, const char *text)
{
    return (struct samgen_input){.name = name, .bytes = text, .length = strlen(text)};
}

static const char one_text[] = STATEMENT("          {Effect: Allow, Action: sqs:SendMessageBatch, Resource: '*'}\n");

static void positions_of_a_fix_count_characters(void **state)
{
    (void)state;
    const struct samgen_input input =
        input_of("a.yaml", STATEMENT("          {Sid: \"\xC3\xBC\", Action: \"sqs:SendMessageBatch\", Effect: Allow, "
                                     "Resource: '*'}\n"));
    struct samgen_lint_report report;
    struct samgen_result result;
    assert_int_equal(samgen_lint(samgen, &input, &names, &report, &result), SAMGEN_OK);
    assert_int_equal(report.finding_count, 1);
    assert_int_equal(report.kind, SAMGEN_LINT_TEMPLATE);
    const struct samgen_lint_finding *f = &report.findings[0];
    assert_int_equal(f->line, 9);
    assert_int_equal(f->column, 30);
    assert_int_equal(f->end_column, 52);
    assert_int_equal(f->fix->column, 31);
    assert_int_equal(f->fix->end_column, 51);
    assert_string_equal(f->fix->text, "sqs:SendMessage");
}

static void a_second_fix_changes_nothing(void **state)
{
    (void)state;
    struct samgen_input input = input_of("a.yaml", one_text);
    struct samgen_change change;
    struct samgen_result result;
    size_t fixed;
    assert_int_equal(samgen_lint_fix(samgen, &input, &names, &change, &fixed, &result), SAMGEN_OK);
    assert_int_equal(fixed, 1);
    assert_true(change.changed);
    assert_non_null(strstr(change.diff, "\n+          {Effect: Allow, Action: sqs:SendMessage, Resource: '*'}\n"));
    input.bytes = change.text;
    input.length = change.length;
    assert_int_equal(samgen_lint_fix(samgen, &input, &names, &change, &fixed, &result), SAMGEN_OK);
    assert_int_equal(fixed, 0);
    assert_false(change.changed);
    assert_string_equal(change.diff, "");
    assert_string_equal(change.text, input.bytes);
}

/* A name that is not UTF-8, or has characters that JSON and workflow commands escape. */
static void any_file_name_can_be_written(void **state)
{
    (void)state;
    const struct samgen_input input = input_of("a\xFF\"\n%,:.yaml", one_text);
    struct samgen_lint_report report;
    struct samgen_result result;
    assert_int_equal(samgen_lint(samgen, &input, &names, &report, &result), SAMGEN_OK);
    for (int form = SAMGEN_LINT_JSON; form <= SAMGEN_LINT_SARIF; form++) {
        struct samgen_lint_frame frame;
        samgen_lint_frame(samgen, (enum samgen_lint_format)form, &frame);
        const char *text = samgen_lint_write(samgen, (enum samgen_lint_format)form, &report);
        const char *parts[] = {frame.begin, frame.first, text, frame.between, text, frame.last, frame.end};
        char *whole = calloc(1, 1 << 20);
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            strcat(whole, parts[i]);
        json_t *json = json_loads(whole, 0, NULL);
        free(whole);
        assert_non_null(json);
        json_decref(json);
    }
    const char *line = samgen_lint_write(samgen, SAMGEN_LINT_JSON_LINES, &report);
    json_t *finding = json_loads(line, 0, NULL);
    assert_non_null(finding);
    json_decref(finding);
    assert_int_equal(strchr(line, '\n')[1], '\0');
    const char *command = samgen_lint_write(samgen, SAMGEN_LINT_GITHUB, &report);
    assert_non_null(strstr(command, "file=a\\xFF\"%0A%25%2C%3A.yaml,line=9,"));
    assert_int_equal(strchr(command, '\n')[1], '\0');
}

/* A policy with one Fn::Sub of so many variables, each of this form, whose %zu is its number. */
static struct samgen_input long_sub(const char *before, const char *after, size_t count)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_add(&b, STATEMENT("          {Effect: Allow, Action: s3:GetObject, Resource: !Sub \"arn:aws:s3:::b/"));
    for (size_t i = 0; i < count; i++)
        sg_add_format(&b, "${%s%zu%s}/", before, i, after);
    sg_add(&b, "\"}\n");
    return input_of("long.yaml", b.text);
}

/* The processor time of the faster of two runs. */
static double time_of(const struct samgen_input *input)
{
    const struct samgen_lint_settings all = {0};
    double best = 0;
    for (int i = 0; i < 2; i++) {
        struct samgen_lint_report report;
        struct samgen_result result;
        clock_t start = clock();
        assert_int_equal(samgen_lint(samgen, input, &all, &report, &result), SAMGEN_OK);
        double taken = (double)(clock() - start) / CLOCKS_PER_SEC;
        best = i == 0 || taken < best ? taken : best;
        samgen_release(samgen);
    }
    return best;
}

/* A sanitizer reads the whole text in each call of strstr, so only a crash would be seen. */
#if defined(__SANITIZE_ADDRESS__)
#define TIMES_MOST 1000
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TIMES_MOST 1000
#endif
#endif
#ifndef TIMES_MOST
#define TIMES_MOST 8
#endif

/*
 * Four times the variables may take four times as long; if each were compared with each, it were sixteen times. Both
 * texts have more findings than are recorded.
 */
static void a_long_sub_takes_linear_time(void **state)
{
    static const char *const forms[][2] = {{"V", ""}, {"aws:v", ""}, {"!aws:v", ""}, {"AWS::Regio", ""}, {"F", ".X"}};
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *const *form = forms[i];
        const struct samgen_input few = long_sub(form[0], form[1], 2500), many = long_sub(form[0], form[1], 10000);
        double short_time = time_of(&few), long_time = time_of(&many);
        if (long_time > TIMES_MOST * short_time + 0.02)
            fail_msg("${%s...}: %f s, and for four times as many %f s", form[0], short_time, long_time);
    }
}

static void a_file_of_a_folder_counts_if_it_is_a_template(void **state)
{
    (void)state;
    struct samgen_lint_settings settings = names;
    struct samgen_lint_report report;
    struct samgen_result result;
    settings.only_templates = true;
    const struct samgen_input words = input_of("a", "# AWS::Serverless-2016-10-31\nResources:\n  A: {Type: A}\n");
    const struct samgen_input listed = input_of(
        "b", "Transform: [Mine, AWS::Serverless-2016-10-31]\nResources:\n  A: {Type: AWS::Serverless::Function}\n");
    const struct samgen_input broken = input_of("c", "Transform: AWS::Serverless-2016-10-31\nResources: [\n");
    assert_int_equal(samgen_lint(samgen, &words, &settings, &report, &result), SAMGEN_OK);
    assert_int_equal(report.kind, SAMGEN_LINT_OTHER);
    assert_int_equal(samgen_lint(samgen, &listed, &settings, &report, &result), SAMGEN_OK);
    assert_int_equal(report.kind, SAMGEN_LINT_TEMPLATE);
    settings = (struct samgen_lint_settings){.only_templates = true};
    assert_int_equal(samgen_lint(samgen, &broken, &settings, &report, &result), SAMGEN_OK);
    assert_int_equal(report.kind, SAMGEN_LINT_TEMPLATE);
    assert_string_equal(report.findings[0].rule, "SG001");
}

static void contexts_can_share_a_baseline(void **state)
{
    (void)state;
    static char path[] = "/tmp/samgen-baseline-XXXXXX";
    static const char json[] = "{\"findings\": [{\"rule\": \"SG301\", \"file\": \"./a.yaml\", \"resource\": \"F\", "
                               "\"message\": \"sqs:SendMessageBatch is not an AWS action; did you mean "
                               "sqs:SendMessage?\", \"line\": 1, \"fix\": null}]}";
    struct samgen_lint_settings settings = names;
    struct samgen_lint_report report;
    struct samgen_result result;
    int fd = mkstemp(path);
    assert_int_equal(write(fd, json, sizeof json - 1), sizeof json - 1);
    close(fd);
    assert_int_equal(samgen_lint_read_baseline(samgen, path, &settings.baseline, &result), SAMGEN_OK);
    unlink(path);
    const struct samgen_input input = input_of("a.yaml", one_text), other = input_of("b.yaml", one_text);
    struct samgen *second = samgen_new();
    enum samgen_status status = samgen_lint(second, &input, &settings, &report, &result);
    size_t same = report.finding_count;
    samgen_lint(second, &other, &settings, &report, &result);
    size_t elsewhere = report.finding_count;
    samgen_free(second);
    assert_int_equal(status, SAMGEN_OK);
    assert_int_equal(same, 0);
    assert_int_equal(elsewhere, 1);
    assert_int_equal(samgen_lint_read_baseline(samgen, "/nowhere", &settings.baseline, &result), SAMGEN_FAILED);
}

/* Faults of a .samgen.yaml. */
static const struct refusal {
    const char *name, *text, *words;
    size_t line, column;
} refusal_rows[] = {
    {"an unknown key", "lint:\n  selct: [SG2]\n", "did you mean \"select\"?", 2, 3},
    {"another section", "lnit: {}\n", "did you mean \"lint\"?", 1, 1},
    {"an unknown code", "lint:\n  ignore:\n    - SG301\n    - SG3O1\n", "did you mean SG301?", 4, 7},
    {"a text for a list", "lint:\n  select: SG2\n", "list", 2, 11},
    {"an unknown severity", "lint:\n  severity: grave\n", "error, warning, info", 2, 13},
    {"no YAML", "lint: [\n", "not YAML", 2, 1},
};

static void a_refusal_has_a_position(void **state)
{
    const struct refusal *row = *state;
    const struct samgen_input input = input_of(".samgen.yaml", row->text);
    struct samgen_lint_settings settings;
    struct samgen_result result;
    samgen = samgen_new();
    assert_int_equal(samgen_lint_read_settings(samgen, &input, &settings, &result), SAMGEN_BAD_INPUT);
    assert_int_equal(result.finding_count, 1);
    assert_non_null(strstr(result.findings[0].message, row->words));
    assert_int_equal(result.findings[0].line, row->line);
    assert_int_equal(result.findings[0].column, row->column);
    samgen_free(samgen);
}

#define ALLOW(action) "{Effect: Allow, Action: [" action "], Resource: '*'}\n"

static const struct path_row {
    const char *name, *text, *path;
} path_rows[] = {
    {"an item of a list", STATEMENT("          - " ALLOW("sqs:SendMessage, sqs:Send")),
     "Resources.F.Properties.Policies.Statement[0].Action[1]"},
    {"a map without a list", STATEMENT("          " ALLOW("sqs:Send")),
     "Resources.F.Properties.Policies.Statement.Action[0]"},
    {"an intrinsic", STATEMENT("          Fn::If: [C, " ALLOW("sqs:Send") "          , 1]\n"),
     "Resources.F.Properties.Policies.Statement.Fn::If[1].Action[0]"},
    {"a key with a dot",
     "Transform: AWS::Serverless-2016-10-31\n"
     "Resources:\n"
     "  a.b:\n"
     "    Type: AWS::IAM::ManagedPolicy\n"
     "    Properties: {PolicyDocument: {Statement: " ALLOW("sqs:Send") "      }}\n",
     "Resources[\"a.b\"].Properties.PolicyDocument.Statement.Action[0]"},
    {"a value of Globals",
     "Transform: AWS::Serverless-2016-10-31\n"
     "Globals: {Function: {AssumeRolePolicyDocument: {Statement: " ALLOW(
         "sqs:Send") "      }}}\n"
                     "Resources:\n"
                     "  F: {Type: AWS::Serverless::Function}\n",
     "Globals.Function.AssumeRolePolicyDocument.Statement.Action[0]"},
};

static void a_path_has_each_step(void **state)
{
    const struct path_row *row = *state;
    const struct samgen_input input = input_of("a.yaml", row->text);
    struct samgen *own = samgen_new();
    struct samgen_lint_report report;
    struct samgen_result result;
    assert_int_equal(samgen_lint(own, &input, &names, &report, &result), SAMGEN_OK);
    assert_int_equal(report.finding_count, 1);
    assert_string_equal(report.findings[0].path, row->path);
    samgen_free(own);
}

/* Memory does not grow with the number of templates. */
static void a_release_frees_everything(void **state)
{
    (void)state;
    const struct samgen_input input = input_of("a.yaml", one_text);
    struct samgen_lint_report report;
    struct samgen_result result;
    const char *first = NULL;
    for (int i = 0; i < 100; i++) {
        samgen_lint(samgen, &input, &names, &report, &result);
        if (i == 1)
            first = report.findings[0].message;
        if (i > 1)
            assert_ptr_equal(report.findings[0].message, first);
        samgen_release(samgen);
    }
}

#define LINT_TEST(function) cmocka_unit_test_setup_teardown(function, start, stop)

SUITE(lint_command)
{
    const struct CMUnitTest tests[] = {
        LINT_TEST(positions_of_a_fix_count_characters), LINT_TEST(a_second_fix_changes_nothing),
        LINT_TEST(any_file_name_can_be_written),        LINT_TEST(a_file_of_a_folder_counts_if_it_is_a_template),
        LINT_TEST(a_long_sub_takes_linear_time),        LINT_TEST(contexts_can_share_a_baseline),
        LINT_TEST(a_release_frees_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) + RUN_ROWS(refusal_rows, a_refusal_has_a_position) +
           RUN_ROWS(path_rows, a_path_has_each_step);
}
