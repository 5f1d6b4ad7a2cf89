#include "value/spec.h"

#include "base/buffer.h"
#include "support.h"

#include <samgen/samgen.h>
#include <string.h>

/* A spec with one fault, where it is, and what is said of it. */
struct fault {
    const char *name, *text, *place, *words;
};

#define ONE(grant) "functions:\n  - name: F\n    grants:\n      - " grant "\n"
#define STATEMENT(statement) "functions:\n  - name: F\n    statements:\n      - " statement "\n"

static const struct fault fault_rows[] = {
    {"no functions", "function: []\n", "1:1", "did you mean \"functions\"?"},
    {"functions that are no list", "functions: {}\n", "1:12", "must be a list"},
    {"a function without a name", "functions:\n  - vpc: true\n", "2:5", "\"name\" is missing"},
    {"a function with an empty name", "functions:\n  - name: \"\"\n", "2:11", "1 to 255 letters"},
    {"two functions of one name", "functions:\n  - name: F\n  - name: G\n  - name: F\n", "4:11", "second function"},
    {"a key doubled", "functions:\n  - name: F\n    vpc: true\n    vpc: true\n", "4:5", "a second time"},
    {"a flag that is no boolean", "functions:\n  - name: F\n    vpc: yes\n", "3:10", "true or false"},
    {"a tagged name", "functions:\n  - name: !Ref F\n", "2:11", "takes no !Ref"},
    {"a name twice beside a fault of shape", "functions:\n  - name: F\n  - name: F\n  - x\n", "3:11",
     "second function"},
    {"a function that is no map", "functions:\n  - name: F\n  - x\n", "3:5", "\"functions\" must be a map"},
    {"what is not YAML after a fault", ONE("{grant: s3-raed}") "  ]\n", "5:3", "not YAML"},
    {"an empty template", "functions:\n  - name: F\n    template: \"\"\n", "3:15", "is empty; leave the key out"},
    {"grants that are no list", "functions:\n  - name: F\n    grants: s3-read\n", "3:13", "must be a list"},
    {"a grant that is no map", ONE("s3-read"), "4:9", "a grant is a map"},
    {"a grant without its name", ONE("{bucket: b}"), "4:9", "\"grant\" is missing"},
    {"a grant that does not exist", ONE("{grant: s3-raed, bucket: my-bucket}"), "4:17", "did you mean s3-read?"},
    {"an option that does not exist", ONE("{grant: s3-read, bucket: my-bucket, prefx: a}"), "4:45",
     "did you mean \"prefix\"?"},
    {"an option doubled", ONE("{grant: s3-read, bucket: my-bucket, bucket: b}"), "4:45", "a second time"},
    {"an option that is missing", ONE("{grant: s3-read}"), "4:17", "s3-read needs \"bucket\""},
    {"one of which none is given", ONE("{grant: ssm-read}"), "4:17", "one of \"parameter\", \"path\""},
    {"a list under the singular", ONE("{grant: s3-read, bucket: my-bucket, prefix: [a, b]}"), "4:53",
     "under \"prefixes\""},
    {"a list where one value goes", ONE("{grant: s3-read, bucket: [my-bucket]}"), "4:34", "takes one text, not a list"},
    {"a text under the plural", ONE("{grant: s3-read, bucket: my-bucket, prefixes: a}"), "4:55", "must be a list"},
    {"a plural of what does not repeat", ONE("{grant: s3-read, buckets: [my-bucket]}"), "4:26",
     "did you mean \"bucket\"?"},
    {"an illegal value", ONE("{grant: s3-read, bucket: My_Bucket}"), "4:34", "is not a bucket name"},
    {"an illegal value in a list", ONE("{grant: s3-read, bucket: my-bucket, prefixes: [a, /b]}"), "4:59",
     "begins with '/'"},
    {"a map as a value", ONE("{grant: s3-read, bucket: {a: b}}"), "4:34", "a text is wanted"},
    {"an option flag that is no boolean", ONE("{grant: textract-detect, jobs: yes}"), "4:40", "true or false"},
    {"an intrinsic that is none", ONE("{grant: s3-read, bucket: !Reff Data}"), "4:34", "did you mean !Ref?"},
    {"a statement without actions", STATEMENT("{resources: [\"*\"]}"), "4:9", "\"actions\" is missing"},
    {"an action that is none", STATEMENT("{actions: [GetObject], resources: [\"*\"]}"), "4:20", "not an action"},
    {"a resource that is none", STATEMENT("{actions: [s3:GetObject], resources: [my-bucket]}"), "4:47",
     "neither an ARN"},
    {"an effect that is none", STATEMENT("{effect: Permit, actions: [s3:GetObject], resources: [\"*\"]}"), "4:18",
     "Allow or Deny"},
    {"a Sid with a dash", STATEMENT("{sid: a-b, actions: [s3:GetObject], resources: [\"*\"]}"), "4:15",
     "letters and digits"},
    {"an operator that is none",
     STATEMENT("{actions: [s3:GetObject], resources: [\"*\"], conditions: {StringEqual: {a:b: c}}}"), "4:66",
     "is not a condition operator"},
    {"a condition key that is none",
     STATEMENT("{actions: [s3:GetObject], resources: [\"*\"], conditions: {StringEquals: {prefix: c}}}"), "4:81",
     "is not a condition key"},
    {"an unknown key of a statement", STATEMENT("{actions: [s3:GetObject], resources: [\"*\"], action: x}"), "4:53",
     "did you mean actions?"},
};

static enum samgen_status generate(const char *text, const char *function, struct samgen_result *result,
                                   struct samgen **samgen)
{
    const struct samgen_settings settings = {.style = SAMGEN_STYLE_AUTO};
    const struct samgen_input spec = {.name = "samgen.yaml", .bytes = text, .length = strlen(text)};
    *samgen = samgen_new();
    return samgen_generate_spec(*samgen, &spec, function, &settings, result);
}

/* Findings as "line:column message", one a line. */
static const char *findings_of(const struct samgen_result *result)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    for (size_t i = 0; i < result->finding_count; i++)
        if (result->findings[i].severity == SAMGEN_ERROR)
            sg_add_format(&b, "%zu:%zu %s\n", result->findings[i].line, result->findings[i].column,
                          result->findings[i].message);
    return b.text;
}

static void a_fault_is_reported_at_its_place(void **state)
{
    const struct fault *row = *state;
    struct samgen *samgen;
    struct samgen_result result;
    enum samgen_status status = generate(row->text, NULL, &result, &samgen);
    const char *reported = findings_of(&result);
    bool no_text = !result.text;
    samgen_free(samgen);
    assert_int_equal(status, SAMGEN_BAD_INPUT);
    assert_true(no_text);
    if (!sg_starts_with(reported, sg_format(arena, "%s ", row->place)) || !strstr(reported, row->words))
        fail_msg("not %s \"%s\", but:\n%s", row->place, row->words, reported);
}

static void five_faults_are_reported_together(void **state)
{
    (void)state;
    static const char text[] = "functions:\n"
                               "  - name: Ingest\n"
                               "    vcp: true\n"
                               "    grants:\n"
                               "      - grant: s3-read\n"
                               "        bucket: My_Bucket\n"
                               "        prefixs: [a]\n"
                               "      - grant: dynamodb-crudd\n"
                               "        table: orders\n"
                               "      - grant: sqs-send\n"
                               "        queue: arn:aws:sns:us-east-1:123456789012:jobs\n";
    static const char *const places[] = {"3:5 unknown key \"vcp\"", "6:17 \"My_Bucket\"", "7:9 s3-read has no option",
                                         "8:16 no grant has the name", "11:16 \"arn:aws:sns"};
    struct samgen *samgen;
    struct samgen_result result;
    generate(text, NULL, &result, &samgen);
    const char *reported = findings_of(&result), *last = reported;
    samgen_free(samgen);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *found = strstr(reported, places[i]);
        if (!found || found < last)
            fail_msg("\"%s\" is missing or out of order in:\n%s", places[i], reported);
        last = found;
    }
}

static void crlf_and_a_byte_order_mark_change_no_place(void **state)
{
    (void)state;
    struct samgen *samgen;
    struct samgen_result result;
    generate("\357\273\277functions:\r\n  - name: F\r\n    vcp: true\r\n", NULL, &result, &samgen);
    const char *reported = findings_of(&result);
    const char *line = result.finding_count ? sg_copy(arena, result.findings[0].source_line) : "";
    samgen_free(samgen);
    assert_string_equal(sg_copy_bytes(arena, reported, 4), "3:5 ");
    assert_string_equal(line, "    vcp: true");
}

/* A spec that says the same as a call: the grants of function F as the command line has them. */
struct same {
    const char *name, *spec;
    struct samgen_option options[4];
    const char *grant;
};

static const struct same same_rows[] = {
    {"a value", ONE("{grant: s3-read, bucket: my-bucket}"), {{"bucket", "my-bucket"}}, "s3-read"},
    {"the singular",
     ONE("{grant: s3-read, bucket: my-bucket, prefix: a}"),
     {{"bucket", "my-bucket"}, {"prefix", "a"}},
     "s3-read"},
    {"the plural",
     ONE("{grant: s3-read, bucket: my-bucket, prefixes: [a, b]}"),
     {{"bucket", "my-bucket"}, {"prefix", "a"}, {"prefix", "b"}},
     "s3-read"},
    {"both",
     ONE("{grant: s3-read, bucket: my-bucket, prefixes: [a], prefix: b}"),
     {{"bucket", "my-bucket"}, {"prefix", "a"}, {"prefix", "b"}},
     "s3-read"},
    {"a plural that hisses",
     ONE("{grant: dynamodb-read, table: orders, indexes: [by-name]}"),
     {{"table", "orders"}, {"index", "by-name"}},
     "dynamodb-read"},
    {"a flag", ONE("{grant: textract-detect, jobs: true}"), {{"jobs", NULL}}, "textract-detect"},
    {"a flag that is false", ONE("{grant: textract-detect, jobs: false}"), {{NULL, NULL}}, "textract-detect"},
    {"a tag", ONE("{grant: sqs-send, queue: !GetAtt Jobs.Arn}"), {{"queue", "!GetAtt Jobs.Arn"}}, "sqs-send"},
    {"a tagged list", ONE("{grant: sqs-send, queue: !GetAtt [Jobs, Arn]}"), {{"queue", "${Jobs.Arn}"}}, "sqs-send"},
    {"a substitution",
     ONE("{grant: sqs-send, queue: !Sub \"${Stage}-jobs\"}"),
     {{"queue", "${Stage}-jobs"}},
     "sqs-send"},
    {"a number is a text", ONE("{grant: s3-read, bucket: 123}"), {{"bucket", "123"}}, "s3-read"},
    {"tagged values of a list",
     ONE("{grant: ssm-read, parameters: [!Ref A, /b]}"),
     {{"parameter", "!Ref A"}, {"parameter", "/b"}},
     "ssm-read"},
    {"vpc", "functions: [{name: F, vpc: true}]\n", {{NULL, NULL}}, "vpc"},
    {"tracing", "functions: [{name: F, tracing: true}]\n", {{NULL, NULL}}, "xray"},
};

static void a_spec_says_what_a_call_says(void **state)
{
    const struct same *row = *state;
    const struct samgen_settings settings = {.style = SAMGEN_STYLE_AUTO};
    struct samgen_grant grant = {.name = row->grant, .options = row->options};
    while (grant.option_count < 4 && row->options[grant.option_count].name)
        grant.option_count++;
    struct samgen *samgen;
    struct samgen_result spec, call;
    generate(row->spec, "F", &spec, &samgen);
    samgen_generate(samgen, &grant, 1, &settings, &call);
    const char *x = sg_copy(arena, spec.text ? spec.text : findings_of(&spec));
    const char *y = sg_copy(arena, call.text ? call.text : findings_of(&call));
    samgen_free(samgen);
    assert_string_equal(x, y);
    assert_true(sg_starts_with(x, "Policies:\n"));
}

static void without_a_function_there_is_a_map_of_all(void **state)
{
    (void)state;
    struct samgen *samgen;
    struct samgen_result result;
    generate("functions:\n  - {name: A, logs: false, vpc: true}\n  - {name: B}\n", NULL, &result, &samgen);
    const char *text = sg_copy(arena, result.text ? result.text : "");
    samgen_free(samgen);
    assert_string_equal(text, "A:\n  Policies:\n    - AWSLambdaVPCAccessExecutionRole\n"
                              "B:\n  Policies:\n    - AWSLambdaBasicExecutionRole\n");
}

static void a_function_that_is_not_there_has_a_near_one(void **state)
{
    (void)state;
    struct samgen *samgen;
    struct samgen_result result;
    enum samgen_status status = generate("functions:\n  - {name: Ingest}\n", "Ingets", &result, &samgen);
    const char *reported = findings_of(&result);
    samgen_free(samgen);
    assert_int_equal(status, SAMGEN_BAD_INPUT);
    assert_non_null(strstr(reported, "did you mean Ingest?"));
}

SUITE(spec)
{
    static const struct CMUnitTest tests[] = {
        TEST(five_faults_are_reported_together),
        TEST(crlf_and_a_byte_order_mark_change_no_place),
        TEST(without_a_function_there_is_a_map_of_all),
        TEST(a_function_that_is_not_there_has_a_near_one),
    };
    return cmocka_run_group_tests_name("spec", tests, NULL, NULL) +
           RUN_ROWS(fault_rows, a_fault_is_reported_at_its_place) + RUN_ROWS(same_rows, a_spec_says_what_a_call_says);
}
