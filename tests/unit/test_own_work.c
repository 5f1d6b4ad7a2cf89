#include <samgen/samgen.h>

#include "api/api_internal.h"
#include "catalog/shape_internal.h"
#include "fault.h"
#include "support.h"
#include "yaml/typed.h"

#include <string.h>

/* What samgen says when a check of its own work fails, and to callers that the command line cannot be. */

static const char text[] = "Transform: AWS::Serverless-2016-10-31\n"
                           "Resources:\n"
                           "  F:\n"
                           "    Type: AWS::Serverless::Function\n"
                           "    Properties:\n"
                           "      Handler: a.b\n"
                           "      Runtime: python3.13\n"
                           "      CodeUri: src/\n"
                           "      Policies: [SQSPollerPolicy: {QueueName: !Ref Jobs}]\n"
                           "  Jobs: {Type: AWS::SQS::Queue}\n";
static struct samgen *samgen;

static const char *error_of(const struct samgen_result *result)
{
    for (size_t i = 0; i < result->finding_count; i++)
        if (result->findings[i].severity == SAMGEN_ERROR)
            return result->findings[i].message;
    return "";
}

static const struct row {
    const char *call, *error;
} rows[] = {
    {"sg_yaml_means", "samgen cannot edit this template without changing something else; paste the output of "
                      "`samgen GRANT` instead"},
    {"sg_build_roles", "SAM refuses the result: "},
};

/* Lets each call in turn fail. */
static void apply_reports_a_wrong_result(void **state)
{
    const struct row *row = *state;
    const struct samgen_option option = {"queue", "jobs"};
    const struct samgen_grant grant = {"sqs-send", &option, 1};
    const struct samgen_input template = {"t.yaml", text, (size_t)(strstr(text, "      Policies") - text)};
    const struct samgen_settings settings = {0};
    struct samgen_change change;
    struct samgen_result result;
    bool reported = false;
    for (int n = 1; n < 4; n++) {
        samgen_release(samgen);
        fault = (struct fault){.call = row->call, .first = n, .last = n};
        samgen_apply(samgen, &template, "F", &grant, 1, &settings, &change, &result);
        reported = reported || strcmp(error_of(&result), row->error) == 0;
    }
    fault = (struct fault){0};
    assert_true(reported);
}

static void lint_reports_a_wrong_fix(void **state)
{
    (void)state;
    const struct samgen_input template = {"t.yaml", text, strlen(text)};
    const struct samgen_lint_settings settings = {0};
    struct samgen_change change;
    struct samgen_result result;
    size_t fixed;
    bool reported = false;
    for (int n = 1; n < 8; n++) {
        samgen_release(samgen);
        fault = (struct fault){.call = "sg_yaml_load", .first = n, .last = n};
        samgen_lint_fix(samgen, &template, &settings, &change, &fixed, &result);
        reported = reported ||
                   strcmp(error_of(&result), "t.yaml: the text with the fixes cannot be read, so no fix is made") == 0;
    }
    fault = (struct fault){0};
    assert_true(reported);
}

static const struct row into_rows[] = {
    {"resources", "samgen cannot add a resource to this template without changing something else; write Resources in "
                  "block style"},
    {"spec", "samgen cannot add to this spec without changing something else; write `functions` in block style"},
};

static void new_reports_a_wrong_addition(void **state)
{
    const struct row *row = *state;
    const char *functions = "functions:\n  - name: F\n";
    const struct samgen_input into = {"t.yaml", text, strlen(text)}, spec = {"s.yaml", functions, strlen(functions)};
    const struct samgen_project_request request = {.name = "more", .into = &into, .spec = &spec};
    const struct samgen_settings settings = {0};
    struct samgen_project project;
    struct samgen_result result;
    bool reported = false;
    for (int n = 1; n < 5; n++) {
        samgen_release(samgen);
        fault = (struct fault){.call = "sg_yaml_means", .first = n, .last = n};
        samgen_new_project(samgen, &request, &settings, &project, &result);
        reported = reported || strcmp(error_of(&result), row->error) == 0;
    }
    fault = (struct fault){0};
    assert_true(reported);
}

static void a_result_that_is_too_large_is_refused(void **state)
{
    (void)state;
    struct samgen_result result = {0};
    const struct sg_buffer full = {.full = true};
    samgen_release(samgen);
    assert_int_equal(sg_api_finish(samgen, &findings, &full, &result), SAMGEN_BAD_INPUT);
    assert_string_equal(error_of(&result), "the result is larger than 64 MiB; ask for fewer functions at a time");
}

static void what_libcyaml_refuses_after_the_schema_is_reported(void **state)
{
    (void)state;
    void *data;
    fault = (struct fault){.call = "cyaml_load_data", .first = 1, .last = 1};
    assert_null(sg_typed_load(arena, source_of("sources: [{data: a, date: 2026-01-01}]\n"), sg_catalog_shape,
                              sg_shape_of_file("sources.yaml"), &data, &findings));
    fault = (struct fault){0};
    assert_string_equal(told(), "1:1 cannot be read: Internal error\n");
}

static void a_request_needs_two_texts(void **state)
{
    (void)state;
    const char *policy = "{\"Statement\": []}";
    const struct samgen_policy identity = {SAMGEN_IDENTITY_POLICY, {"p.json", policy, strlen(policy)}};
    const struct samgen_request request = {.action = "s3:GetObject"};
    struct samgen_check *check;
    struct samgen_decision decision;
    struct samgen_result result;
    samgen_release(samgen);
    assert_int_equal(samgen_check_read(samgen, &identity, 1, &check, &result), SAMGEN_OK);
    assert_int_equal(samgen_check_request(check, &request, &decision, &result), SAMGEN_BAD_INPUT);
    assert_string_equal(error_of(&result), "a request needs an action and a resource");
}

SUITE(own_work)
{
    static const struct CMUnitTest tests[] = {
        TEST(lint_reports_a_wrong_fix),
        TEST(a_result_that_is_too_large_is_refused),
        TEST(what_libcyaml_refuses_after_the_schema_is_reported),
        TEST(a_request_needs_two_texts),
    };
    samgen = samgen_new();
    int failed = RUN_ROWS(into_rows, new_reports_a_wrong_addition) + RUN_ROWS(rows, apply_reports_a_wrong_result) +
                 cmocka_run_group_tests_name("own work", tests, NULL, NULL);
    samgen_free(samgen);
    return failed;
}
