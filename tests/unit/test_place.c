#include "catalog/place.h"

#include "support.h"
#include "place/invoke_permission.h"
#include "place/place.h"
#include "place/resource_policy.h"
#include "place/trust.h"
#include "yaml/write.h"

#include <samgen/samgen.h>
#include <string.h>

static struct sg_catalog *catalog;
static struct sg_scope scope;

static void begin(void)
{
    catalog = sg_catalog_new(arena);
    scope = (struct sg_scope){.arena = arena, .findings = &findings, .partition = "aws"};
}

static int start(void **state)
{
    make_arena(state);
    begin();
    return 0;
}

#define PLACE_TEST(function) cmocka_unit_test_setup_teardown(function, start, drop_arena)

static const char *in_flow(const struct sg_node *node)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    if (!node)
        return "nothing";
    sg_write_flow(&b, node);
    return b.text;
}

/* ---- The catalog ---- */

/* Whether each placeholder is where the stack is or begins with an option. */
static void check_placeholders(const struct sg_grant *grant, const char *text)
{
    for (const char *p = strchr(text, '{'); p; p = strchr(p + 1, '{')) {
        const char *name = sg_copy_bytes(arena, p + 1, strcspn(p + 1, ".:}"));
        if (!sg_find_option(grant, name) && strcmp(name, "partition") != 0 && strcmp(name, "region") != 0 &&
            strcmp(name, "account") != 0)
            fail_msg("%s: \"%s\" names no option", grant->name, text);
    }
}

static void check_permission(const struct sg_invoker *invoker, const struct sg_permission_row *row)
{
    assert_true(*row->principal);
    for (size_t i = 0; i < row->properties.count; i++)
        check_placeholders(&invoker->grant, row->properties.items[i].value);
}

static void every_invoker_is_whole(void **state)
{
    (void)state;
    struct sg_strings names = {0};
    sg_place_names(catalog, SG_INVOKE, &names);
    assert_true(names.count > 30);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_invoker *invoker = sg_find_invoker(catalog, names.items[i], &findings);
        assert_string_equal(told(), "");
        assert_non_null(invoker);
        if ((invoker->instead != NULL) == (invoker->permissions.count > 0) || !invoker->word == !invoker->instead)
            fail_msg("%s: either permissions and a word, or what is done instead", names.items[i]);
        for (size_t n = 0; n < invoker->permissions.count; n++)
            check_permission(invoker, &invoker->permissions.items[n]);
    }
}

static void every_truster_is_whole(void **state)
{
    (void)state;
    struct sg_strings names = {0};
    sg_place_names(catalog, SG_TRUST, &names);
    assert_true(names.count > 20);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_truster *truster = sg_find_truster(catalog, names.items[i], &findings);
        assert_string_equal(told(), "");
        assert_non_null(truster);
        assert_ptr_equal(sg_truster_of(catalog, truster->principal, &findings), truster);
        for (size_t n = 0; n < truster->conditions.count; n++)
            check_placeholders(&truster->grant, truster->conditions.items[n].values.items[0]);
    }
}

static void every_policy_row_is_whole(void **state)
{
    (void)state;
    struct sg_strings names = {0};
    sg_place_names(catalog, SG_POLICY, &names);
    assert_true(names.count > 15);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_policy_row *callee = sg_find_policy_row(catalog, names.items[i], &findings);
        assert_string_equal(told(), "");
        assert_non_null(callee);
        assert_true(callee->services.count > 0);
        if ((callee->type && callee->document) == (strcmp(callee->form, "text") == 0))
            fail_msg("%s: a form but text has a type and a document", names.items[i]);
    }
}

/* ---- From what a denial tells ---- */

#define FUNCTION "arn:aws:lambda:us-east-1:123456789012:function:resize"

static const struct permission {
    const char *name, *principal, *source, *written, *told;
} permissions[] = {
    {"a bucket has no account of its own", "s3.amazonaws.com", "arn:aws:s3:::in",
     "{ResizeS3Permission: {Type: AWS::Lambda::Permission, Properties: {Action: lambda:InvokeFunction, FunctionName: "
     "\"" FUNCTION
     "\", Principal: s3.amazonaws.com, SourceArn: \"arn:aws:s3:::in\", SourceAccount: !Ref AWS::AccountId}}}",
     ""},
    {"a topic has no SourceAccount", "sns.amazonaws.com", "arn:aws:sns:us-east-1:123456789012:t",
     "{ResizeSnsPermission: {Type: AWS::Lambda::Permission, Properties: {Action: lambda:InvokeFunction, FunctionName: "
     "\"" FUNCTION "\", Principal: sns.amazonaws.com, SourceArn: \"arn:aws:sns:us-east-1:123456789012:t\"}}}",
     ""},
    {"who calls is not always known", "iot.amazonaws.com", NULL,
     "{ResizeIotPermission: {Type: AWS::Lambda::Permission, Properties: {Action: lambda:InvokeFunction, FunctionName: "
     "\"" FUNCTION "\", Principal: iot.amazonaws.com, SourceAccount: !Ref AWS::AccountId}}}",
     "add SourceArn"},
    {"a service that nobody knows", "widgets.amazonaws.com", "arn:aws:widgets:us-east-1:123456789012:w",
     "{ResizeWidgetsPermission: {Type: AWS::Lambda::Permission, Properties: {Action: lambda:InvokeFunction, "
     "FunctionName: "
     "\"" FUNCTION "\", Principal: widgets.amazonaws.com, SourceArn: \"arn:aws:widgets:us-east-1:123456789012:w\"}}}",
     ""},
};

static void assert_same_flow(const struct sg_node *node, const char *wanted)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    const char *written = in_flow(node);
    for (const char *p = written; *p; p++)
        if (*p != '"')
            sg_add_char(&b, *p);
    struct sg_buffer w = sg_buffer_new(arena, SG_BUFFER_MOST);
    for (const char *p = wanted; *p; p++)
        if (*p != '"')
            sg_add_char(&w, *p);
    assert_string_equal(b.text, w.text);
}

static void a_permission_is_made_for_a_principal(void **state)
{
    const struct permission *row = *state;
    begin();
    const struct sg_node *made = sg_place_invoke_permission_for(&scope, catalog, row->principal, FUNCTION, row->source);
    assert_same_flow(made, row->written);
    assert_true(strstr(told(), row->told) != NULL && (*row->told || !*told()));
}

static void a_role_trusts_a_service(void **state)
{
    (void)state;
    assert_same_flow(sg_place_trust_for(&scope, "states.amazonaws.com"),
                     "{AssumeRolePolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Principal: "
                     "{Service: [states.amazonaws.com]}, Action: [sts:AssumeRole]}]}}");
}

/* The resource of a denial, and which policy it leads to: a part of what is written. */
static const struct callee {
    const char *name, *action, *resource, *written;
} callees[] = {
    {"an object is its bucket's", "s3:GetObject", "arn:aws:s3:::my-bucket/a/b.txt",
     "{MyBucketBucketPolicy: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: my-bucket"},
    {"a bucket's name is one", "s3:GetObject", "arn:aws:s3:::a_/x", "nothing"},
    {"a queue", "sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:jobs",
     "Queues: [https://sqs.eu-west-1.amazonaws.com/123456789012/jobs]"},
    {"a topic", "sns:Publish", "arn:aws:sns:eu-west-1:123456789012:t",
     "Topics: [arn:aws:sns:eu-west-1:123456789012:t]"},
    {"a key keeps its account", "kms:Decrypt",
     "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab", "arn:aws:iam::123456789012:root"},
    {"a secret by its full name", "secretsmanager:GetSecretValue",
     "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf",
     "SecretId: arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf"},
    {"a bus", "events:PutEvents", "arn:aws:events:us-east-1:123456789012:event-bus/orders", "EventBusName: orders"},
    {"an alias of a function", "lambda:InvokeFunction", FUNCTION ":live", "FunctionName: " FUNCTION ":live"},
    {"an image repository", "ecr:BatchGetImage", "arn:aws:ecr:us-east-1:123456789012:repository/a/b",
     "RepositoryPolicyText"},
    {"an index is its table's", "dynamodb:Query", "arn:aws:dynamodb:us-east-1:123456789012:table/orders/index/i",
     "Properties: {ResourcePolicy: {PolicyDocument"},
    {"a stream has its own", "dynamodb:GetRecords",
     "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000",
     "{StreamSpecification: {ResourcePolicy"},
    {"a role that is assumed", "sts:AssumeRole", "arn:aws:iam::123456789012:role/x", "AssumeRolePolicyDocument"},
    {"a role that is passed has none", "iam:PassRole", "arn:aws:iam::123456789012:role/x", "nothing"},
    {"a state machine has none", "states:StartExecution", "arn:aws:states:us-east-1:123456789012:stateMachine:x",
     "nothing"},
    {"what is no ARN has none", "s3:GetObject", "in/a.txt", "nothing"},
    {"nor has everything", "s3:ListAllMyBuckets", "*", "nothing"},
};

static void a_denial_leads_to_a_policy(void **state)
{
    const struct callee *row = *state;
    begin();
    const struct sg_policy_access access = {
        .principal = "arn:aws:iam::111122223333:role/r", .account = "111122223333", .quiet = true};
    const char *made = in_flow(sg_place_resource_policy_for(&scope, catalog, row->resource, row->action, &access));
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    for (const char *p = made; *p; p++)
        if (*p != '"')
            sg_add_char(&b, *p);
    if (!strstr(b.text, row->written))
        fail_msg("%s", b.text);
    if (strcmp(row->written, "nothing") != 0)
        assert_non_null(strstr(b.text, "Principal: "));
    else
        assert_string_equal(told(), "");
}

static const struct principal {
    const char *name, *given, *principal, *account;
} principals[] = {
    {"a role", "arn:aws:iam::123456789012:role/r", "arn:aws:iam::123456789012:role/r", "123456789012"},
    {"a session", "arn:aws:sts::123456789012:assumed-role/r/f", "arn:aws:iam::123456789012:role/r", "123456789012"},
    {"a user", "arn:aws:iam::123456789012:user/u", "arn:aws:iam::123456789012:user/u", "123456789012"},
    {"an account", "123456789012", "arn:aws:iam::123456789012:root", "123456789012"},
    {"a function", "Reader", "${ReaderRole.Arn}", NULL},
    {"a role of the template", "${Reader}", "${Reader.Arn}", NULL},
    {"a service", "events.amazonaws.com", "events.amazonaws.com", NULL},
    {"a name", "read-er", "arn:aws:iam::${AWS::AccountId}:role/read-er", NULL},
};

static void a_principal_is_read(void **state)
{
    const struct principal *row = *state;
    struct sg_policy_access access = {0};
    begin();
    assert_true(sg_place_read_principal(&scope, catalog, (struct sg_origin){0}, row->given, &access));
    assert_string_equal(access.principal, row->principal);
    assert_string_equal(access.account ? access.account : "", row->account ? row->account : "");
}

/* ---- The library ---- */

static void the_library_tells_what_there_is(void **state)
{
    (void)state;
    struct samgen *samgen = samgen_new();
    const struct samgen_named_item *choices;
    struct samgen_grant_info info;
    assert_true(samgen_places(samgen, SAMGEN_INVOKE_PERMISSION, &choices) > 30);
    assert_string_equal(choices[0].name, "alb");
    assert_true(samgen_places(samgen, SAMGEN_TRUST, &choices) > 20);
    assert_true(samgen_places(samgen, SAMGEN_POLICY_OF_RESOURCE, &choices) > 20);
    assert_string_equal(choices[0].name, "S3 access point");
    assert_string_equal(choices[0].title, "access point policy");
    assert_false(samgen_describe_place(samgen, SAMGEN_POLICY_OF_RESOURCE, "bucket", &info));
    assert_true(samgen_describe_place(samgen, SAMGEN_INVOKE_PERMISSION, "s3", &info));
    assert_string_equal(info.options[0].name, "function");
    assert_true(samgen_describe_place(samgen, SAMGEN_TRUST, "apigateway", &info));
    assert_int_equal(info.option_count, 0);
    assert_true(samgen_describe_place(samgen, SAMGEN_TRUST, "zebra.amazonaws.com", &info));
    assert_string_equal(info.title, "a service");
    assert_false(samgen_describe_place(samgen, SAMGEN_INVOKE_PERMISSION, "sqs", &info));
    assert_false(samgen_describe_place(samgen, SAMGEN_INVOKE_PERMISSION, "../s3", &info));
    samgen_free(samgen);
}

static void what_is_refused_has_no_text(void **state)
{
    (void)state;
    const struct samgen_settings none = {0};
    const struct samgen_grant source = {"sqs", NULL, 0}, service = {"nobody", NULL, 0}, grant = {"s3-read", NULL, 0};
    const struct samgen_access access = {.role = "Reader"};
    struct samgen *samgen = samgen_new();
    struct samgen_result result;
    assert_int_equal(samgen_invoke_permission(samgen, &source, &none, &result), SAMGEN_BAD_INPUT);
    assert_null(result.text);
    assert_int_equal(samgen_trust(samgen, &service, &none, &result), SAMGEN_BAD_INPUT);
    assert_null(result.text);
    assert_int_equal(samgen_resource_policy(samgen, &grant, 1, &access, &none, &result), SAMGEN_BAD_INPUT);
    assert_null(result.text);
    assert_string_equal(result.findings[0].subject ? result.findings[0].subject : "", "");
    assert_int_equal(samgen_resource_policy(samgen, &grant, 1, &(struct samgen_access){0}, &none, &result),
                     SAMGEN_BAD_INPUT);
    assert_string_equal(result.findings[0].subject, "--role");
    assert_string_equal(result.findings[0].message, "name the role that is let in");
    assert_int_equal(samgen_resource_policy(samgen, NULL, 0, &access, &none, &result), SAMGEN_BAD_INPUT);
    samgen_free(samgen);
}

SUITE(place)
{
    const struct CMUnitTest tests[] = {
        PLACE_TEST(every_invoker_is_whole),          PLACE_TEST(every_truster_is_whole),
        PLACE_TEST(every_policy_row_is_whole),       PLACE_TEST(a_role_trusts_a_service),
        PLACE_TEST(the_library_tells_what_there_is), PLACE_TEST(what_is_refused_has_no_text),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    failed += RUN_ROWS(permissions, a_permission_is_made_for_a_principal);
    failed += RUN_ROWS(callees, a_denial_leads_to_a_policy);
    failed += RUN_ROWS(principals, a_principal_is_read);
    return failed;
}
