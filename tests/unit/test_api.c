#include <samgen/samgen.h>

#include "base/list.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct samgen *samgen;
static char directory[] = "/tmp/samgen-catalog-XXXXXX";

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

static enum samgen_status generate(const char *grant, const char *option, const char *value,
                                   const struct samgen_settings *settings, struct samgen_result *result)
{
    const struct samgen_option options[] = {{option, value}};
    const struct samgen_grant grants[] = {{grant, options, option ? 1 : 0}};
    return samgen_generate(samgen, grants, 1, settings, result);
}

static const struct samgen_settings none;

static void the_blocks_that_people_paste_are_these(void **state)
{
    (void)state;
    struct samgen_result result;
    assert_int_equal(generate("logs", NULL, NULL, &none, &result), SAMGEN_OK);
    assert_string_equal(result.text, "Policies:\n  - AWSLambdaBasicExecutionRole\n");
    assert_int_equal(result.length, strlen(result.text));
    assert_int_equal(generate("s3-write", "bucket", "my-bucket", &none, &result), SAMGEN_OK);
    assert_string_equal(result.text, "Policies:\n  - AWSLambdaBasicExecutionRole\n"
                                     "  - S3WritePolicy:\n      BucketName: my-bucket\n");
}

static void the_baseline_comes_once(void **state)
{
    (void)state;
    const struct samgen_grant grants[] = {{"logs", NULL, 0}, {"vpc", NULL, 0}, {"logs", NULL, 0}, {"vpc", NULL, 0}};
    struct samgen_result result;
    assert_int_equal(samgen_generate(samgen, grants, 4, &none, &result), SAMGEN_OK);
    assert_string_equal(result.text,
                        "Policies:\n  - AWSLambdaBasicExecutionRole\n  - AWSLambdaVPCAccessExecutionRole\n");
}

/* A call that is refused: there is no text, and a finding that names the option. */
static const struct refusal {
    const char *name, *grant, *option, *value;
    struct samgen_settings settings;
    const char *subject, *words;
} refusal_rows[] = {
    {"an unknown grant", "s3-raed", NULL, NULL, {0}, "", "did you mean s3-read?"},
    {"a missing option", "s3-read", NULL, NULL, {0}, "", "s3-read needs --bucket"},
    {"an unknown option", "s3-read", "buckte", "x", {0}, "", "did you mean --bucket?"},
    {"an option like no other",
     "sqs-consume",
     "zebra",
     "x",
     {0},
     "",
     "sqs-consume has no option --zebra; it has --queue, --kms-key, --find-url"},
    {"an option of another grant",
     "s3-list",
     "read",
     "x",
     {0},
     "",
     "s3-list has no option --read; did you mean the grant s3-read?"},
    {"an option of a grant without one", "xray", "zebra", "x", {0}, "", "xray has no option --zebra; it has none"},
    {"an illegal value", "s3-read", "bucket", "My_Bucket", {0}, "--bucket", "is not a bucket name"},
    {"no value", "s3-read", "bucket", NULL, {0}, "--bucket", "needs a value"},
    {"a value of a switch", "textract-detect", "jobs", "true", {0}, "--jobs", "takes no value"},
    {"an unknown partition",
     "logs",
     NULL,
     NULL,
     {.partition = "aws-eu"},
     "--partition",
     "\"aws-eu\" is not one of aws, aws-cn, aws-us-gov, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f, aws-eusc, auto"},
    {"a wide indent", "logs", NULL, NULL, {.indent = 65}, "--indent", "it must be at most 64"},
};

static void a_refusal_has_no_text(void **state)
{
    const struct refusal *row = *state;
    samgen = samgen_new();
    struct samgen_result result = {.text = "left over", .length = 9};
    enum samgen_status status = generate(row->grant, row->option, row->value, &row->settings, &result);
    bool no_text = !result.text && result.length == 0, told_so = false;
    for (size_t i = 0; i < result.finding_count; i++) {
        const struct samgen_finding *f = &result.findings[i];
        told_so =
            told_so || (strstr(f->message, row->words) && strcmp(f->subject ? f->subject : "", row->subject) == 0);
        assert_true(f->severity != SAMGEN_ERROR || (!f->file && f->line == 0));
    }
    samgen_free(samgen);
    assert_int_equal(status, SAMGEN_BAD_INPUT);
    assert_true(no_text);
    assert_true(told_so);
}

static void findings_of_a_file_are_sorted_by_place(void **state)
{
    (void)state;
    static const char text[] =
        "functions:\n  - name: F\n    grants:\n      - {grant: s3-read, bucket: B}\n    vcp: true\n"
        "  - name: F\n    grants: [{grant: nothing}, {grant: sqs-send, queue: a b}]\n";
    const struct samgen_input spec = {.name = "samgen.yaml", .bytes = text, .length = sizeof text - 1};
    struct samgen_result result;
    assert_int_equal(samgen_generate_spec(samgen, &spec, NULL, &none, &result), SAMGEN_BAD_INPUT);
    assert_true(result.finding_count >= 4);
    for (size_t i = 1; i < result.finding_count && result.findings[i].file; i++) {
        const struct samgen_finding *x = &result.findings[i - 1], *y = &result.findings[i];
        assert_true(x->line < y->line || (x->line == y->line && x->column <= y->column));
        assert_string_equal(y->file, "samgen.yaml");
        assert_non_null(strstr(text, y->source_line));
    }
}

static void findings_outlive_the_input(void **state)
{
    (void)state;
    char *text = strdup("functions: [{name: F, vcp: true}]\n"), *name = strdup("a.yaml");
    const struct samgen_input spec = {.name = name, .bytes = text, .length = strlen(text)};
    struct samgen_result result;
    samgen_generate_spec(samgen, &spec, NULL, &none, &result);
    free(text);
    free(name);
    assert_string_equal(result.findings[0].file, "a.yaml");
    assert_string_equal(result.findings[0].source_line, "functions: [{name: F, vcp: true}]");
}

static void references_are_checked_against_the_template(void **state)
{
    (void)state;
    static const char text[] = "Resources:\n  Data: {Type: AWS::S3::Bucket}\n  Jobs: {Type: AWS::SQS::Queue}\n";
    const struct samgen_input template = {.name = "template.yaml", .bytes = text, .length = sizeof text - 1};
    const struct samgen_settings settings = {.template = &template, .no_logs = true};
    struct samgen_result result;
    assert_int_equal(generate("s3-read", "bucket", "${Data}", &settings, &result), SAMGEN_OK);
    assert_string_equal(result.text, "Policies:\n  - S3ReadPolicy:\n      BucketName: !Ref Data\n");
    assert_int_equal(generate("s3-read", "bucket", "${Jobs}", &settings, &result), SAMGEN_BAD_INPUT);
    assert_int_equal(generate("s3-read", "bucket", "${Dat}", &settings, &result), SAMGEN_BAD_INPUT);
}

static void every_grant_describes_itself_and_is_listed(void **state)
{
    (void)state;
    const struct samgen_item *items;
    size_t count = samgen_list(samgen, NULL, &items), grants = 0;
    for (size_t i = 0; i < count; i++) {
        struct samgen_grant_info info;
        if (items[i].type != SAMGEN_ITEM_GRANT)
            continue;
        grants++;
        assert_true(samgen_describe(samgen, items[i].name, &info));
        assert_string_equal(info.name, items[i].name);
        for (size_t o = 0; o < info.option_count; o++)
            assert_true(info.options[o].title && info.options[o].kind && info.options[o].example);
    }
    assert_true(grants > 60);
    struct samgen_grant_info info;
    assert_false(samgen_describe(samgen, "s3-raed", &info));
    assert_int_equal(samgen_list(samgen, "NO SUCH WORD", &items), 0);
    assert_true(samgen_list(samgen, "SQS", &items) > 3);
}

static void options_show_a_value(void **state)
{
    (void)state;
    static const struct {
        const char *grant, *option, *kind, *example;
    } rows[] = {
        {"apigateway-invoke", "path", "API path", "orders/latest"},
        {"dynamodb-read", "leading-key", "DynamoDB partition key value", "customer-17"},
        {"sam-template", "set", "parameter setting", "BucketName=my-bucket"},
        {"agentcore-invoke", "for-user", "switch", ""},
        {"allow", "action", "ACTION", "sqs:PurgeQueue"},
        {"allow", "resource", "ARN", "${Jobs}"},
        {"allow", "condition", "OPERATOR:KEY=VALUE", "StringEquals:aws:RequestedRegion=us-east-1"},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct samgen_grant_info info;
        size_t at = 0;
        assert_true(samgen_describe(samgen, rows[r].grant, &info));
        while (at < info.option_count && strcmp(info.options[at].name, rows[r].option) != 0)
            at++;
        assert_true(at < info.option_count);
        assert_string_equal(info.options[at].kind, rows[r].kind);
        assert_string_equal(info.options[at].example, rows[r].example);
    }
}

static void the_nearest_word_is_found(void **state)
{
    (void)state;
    static const char *const known[] = {"list", "help", "version"};
    assert_string_equal(samgen_nearest(samgen, "hlep", known, 3), "help");
    assert_null(samgen_nearest(samgen, "generate", known, 3));
}

static void a_text_is_given_in_another_language_or_as_it_is(void **state)
{
    (void)state;
    const char *english = "Bucket action on objects", *wrapped = "Bucket action\non objects", *other = "Bucket action";
    assert_string_equal(samgen_translate(samgen, "ja", english), "オブジェクトに対するバケット用アクション");
    assert_string_equal(samgen_translate(samgen, "ja", wrapped), samgen_translate(samgen, "ja", english));
    assert_ptr_equal(samgen_translate(samgen, "ja", other), other);
    assert_ptr_equal(samgen_translate(samgen, "de", english), english);
}

static void write_catalog_file(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* A folder with one file: a service that samgen does not know, its kind in the same file. */
static int make_directory(void **state)
{
    char folder[128];
    start(state);
    strcpy(directory + strlen("/tmp/samgen-catalog-"), "XXXXXX");
    if (!mkdtemp(directory))
        return -1;
    snprintf(folder, sizeof folder, "%s/grants", directory);
    return mkdir(folder, 0700);
}

static int remove_directory(void **state)
{
    static const char *const paths[] = {"grants/timestream.yaml", "grants/s3.yaml", "grants", ""};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", directory, paths[i]);
        remove(path);
    }
    return stop(state);
}

static const char timestream[] = "service: timestream\n"
                                 "title: Amazon Timestream\n"
                                 "kinds:\n"
                                 "  - name: timestream-table\n"
                                 "    title: Timestream table\n"
                                 "    arn: \"arn:{partition}:timestream:{region}:{account}:database/{name}\"\n"
                                 "    characters: \"A-Za-z0-9_./-\"\n"
                                 "    least: 3\n"
                                 "    most: 256\n"
                                 "    example: metrics/table/cpu\n"
                                 "grants:\n"
                                 "  - name: timestream-write\n"
                                 "    title: Write records\n"
                                 "    options:\n"
                                 "      - {name: table, kind: timestream-table, required: true, title: the table}\n"
                                 "    needs:\n"
                                 "      - sid: WriteRecords\n"
                                 "        actions: [timestream:WriteRecords]\n"
                                 "        resources: [\"{table}\"]\n";

static void one_file_adds_a_service(void **state)
{
    (void)state;
    struct samgen_result result;
    const struct samgen_item *items;
    write_catalog_file("grants/timestream.yaml", timestream);
    assert_int_equal(samgen_use_catalog(samgen, directory), SAMGEN_OK);
    const struct samgen_settings settings = {.no_logs = true};
    assert_int_equal(generate("timestream-write", "table", "metrics/table/cpu", &settings, &result), SAMGEN_OK);
    assert_non_null(strstr(result.text, "          - timestream:WriteRecords\n"));
    assert_non_null(
        strstr(result.text, "- !Sub arn:aws:timestream:${AWS::Region}:${AWS::AccountId}:database/metrics/table/cpu\n"));
    assert_int_equal(samgen_list(samgen, "timestream-write", &items), 1);
    assert_int_equal(generate("s3-read", "bucket", "my-bucket", &settings, &result), SAMGEN_OK);
}

static void a_file_of_ones_own_comes_before_the_built_in_one(void **state)
{
    (void)state;
    struct samgen_result result;
    write_catalog_file(
        "grants/s3.yaml",
        "service: s3\ntitle: Mine\ngrants:\n  - name: s3-read\n    title: Mine\n"
        "    options:\n      - {name: bucket, kind: bucket, required: true, title: b}\n"
        "    needs:\n      - {sid: Mine, actions: [s3:GetObjectTagging], resources: [\"{bucket}/*\"]}\n");
    assert_int_equal(samgen_use_catalog(samgen, directory), SAMGEN_OK);
    assert_int_equal(generate("s3-read", "bucket", "my-bucket", &none, &result), SAMGEN_OK);
    assert_non_null(strstr(result.text, "s3:GetObjectTagging"));
}

static void a_fault_in_a_file_of_ones_own_is_reported_at_its_place(void **state)
{
    (void)state;
    struct samgen_result result;
    write_catalog_file("grants/timestream.yaml", "service: timestream\ntitle: T\ngrantz: []\n");
    assert_int_equal(samgen_use_catalog(samgen, directory), SAMGEN_OK);
    assert_int_equal(generate("timestream-write", NULL, NULL, &none, &result), SAMGEN_BAD_INPUT);
    assert_null(result.text);
    assert_true(result.finding_count > 0);
    assert_int_equal(result.findings[0].line, 3);
    assert_int_equal(result.findings[0].column, 1);
    assert_non_null(strstr(result.findings[0].message, "did you mean \"grants\"?"));
}

static void a_catalog_that_is_not_there_is_refused(void **state)
{
    (void)state;
    struct samgen_result result;
    assert_int_equal(samgen_use_catalog(samgen, "/nowhere/at/all"), SAMGEN_FAILED);
    assert_int_equal(generate("logs", NULL, NULL, &none, &result), SAMGEN_OK);
}

static void files_are_read_and_replaced(void **state)
{
    (void)state;
    struct samgen_input input;
    const char *error = NULL;
    char path[128];
    snprintf(path, sizeof path, "%s/grants/s3.yaml", directory);
    assert_int_equal(samgen_write_file(samgen, path, "a\0b", 3, &error), SAMGEN_OK);
    assert_int_equal(samgen_write_file(samgen, path, "new", 3, &error), SAMGEN_OK);
    assert_int_equal(samgen_read_file(samgen, path, &input, &error), SAMGEN_OK);
    assert_int_equal(input.length, 3);
    assert_memory_equal(input.bytes, "new", 3);
    snprintf(path, sizeof path, "%s/nothing/here", directory);
    assert_int_equal(samgen_read_file(samgen, path, &input, &error), SAMGEN_FAILED);
    assert_non_null(error);
    assert_int_equal(samgen_write_file(samgen, path, "x", 1, &error), SAMGEN_FAILED);
}

#define API_TEST(function) cmocka_unit_test_setup_teardown(function, start, stop)
#define FOLDER_TEST(function) cmocka_unit_test_setup_teardown(function, make_directory, remove_directory)

SUITE(api)
{
    static const struct CMUnitTest tests[] = {
        API_TEST(the_blocks_that_people_paste_are_these),
        API_TEST(the_baseline_comes_once),
        API_TEST(findings_of_a_file_are_sorted_by_place),
        API_TEST(findings_outlive_the_input),
        API_TEST(references_are_checked_against_the_template),
        API_TEST(every_grant_describes_itself_and_is_listed),
        API_TEST(options_show_a_value),
        API_TEST(the_nearest_word_is_found),
        FOLDER_TEST(one_file_adds_a_service),
        FOLDER_TEST(a_file_of_ones_own_comes_before_the_built_in_one),
        FOLDER_TEST(a_fault_in_a_file_of_ones_own_is_reported_at_its_place),
        API_TEST(a_catalog_that_is_not_there_is_refused),
        API_TEST(a_text_is_given_in_another_language_or_as_it_is),
        FOLDER_TEST(files_are_read_and_replaced),
    };
    return cmocka_run_group_tests_name("api", tests, NULL, NULL) + RUN_ROWS(refusal_rows, a_refusal_has_no_text);
}
