#include "iam.h"
#include "support.h"
#include "check/check.h"

#include <string.h>

/* Lines of requests as samgen_check_line takes them. */
struct row {
    const char *line;
    const char *answer; /* or the fault */
};

static const struct row answered[] = {
    {"{\"action\":\"s3:GetObject\",\"resource\":\"arn:aws:s3:::b/k\"}",
     "{\"id\":null,\"decision\":\"allowed\",\"by\":{\"place\":\"identity\",\"file\":\"test.yaml\","
     "\"policy\":\"policy\",\"sid\":\"Read\",\"statement\":0,\"line\":3}}\n"},
    {"{\"id\":7,\"action\":\"S3:getobject\",\"resource\":\"arn:aws:s3:::b/k\"}", "{\"id\":7,\"decision\":\"allowed\""},
    {"{\"id\":\"a\\\"\\u0041\",\"action\":\"s3:GetObject\"}",
     "{\"id\":\"a\\\"\\u0041\",\"decision\":\"implicit-deny\",\"by\":{\"place\":\"identity\"}}\n"},
    {"{\"id\":{\"x\":[1]},\"action\":\"s3:GetObject\"}", "{\"id\":{\"x\":[1]},\"decision\":\"implicit-deny\""},
    {"{\"action\":\"s3:DeleteObject\",\"resource\":\"arn:aws:s3:::b/k\",\"context\":{\"aws:SecureTransport\":false}}",
     "{\"id\":null,\"decision\":\"explicit-deny\",\"by\":{\"place\":\"identity\",\"file\":\"test.yaml\","
     "\"policy\":\"policy\",\"statement\":1,\"line\":4}}\n"},
    {"{\"action\":\"s3:PutObject\",\"resource\":\"arn:aws:s3:::b/k\",\"context\":{\"aws:MultiFactorAuthAge\":12.5}}",
     "\"decision\":\"allowed\""},
    {"{\"action\":\"s3:PutObject\",\"resource\":\"arn:aws:s3:::b/k\",\"context\":{\"aws:MultiFactorAuthAge\":[100]}}",
     "\"decision\":\"implicit-deny\""},
    {"{\"action\":\"s3:PutObject\",\"resource\":\"arn:aws:s3:::b/k\",\"context\":{\"aws:MultiFactorAuthAge\":[]}}",
     "\"decision\":\"implicit-deny\""},
    {"{\"action\":\"s3:GetObject\",\"resource\":\"arn:aws:s3:::b/k\",\"note\":\"not ours\"}", "\"allowed\""},
    {"{\"action\":\"s3:ListBucket\",\"resource\":\"arn:aws:s3:::b\","
     "\"principal\":\"arn:aws:sts::123456789012:assumed-role/R/s\"}",
     "\"decision\":\"allowed\""},
    {"{\"action\":\"s3:ListBucket\",\"resource\":\"arn:aws:s3:::b\","
     "\"principal\":\"arn:aws:sts::123456789012:assumed-role/Q/s\"}",
     "\"decision\":\"implicit-deny\""},
    {"{\"action\":\"s3:ListBucket\",\"resource\":\"arn:aws:s3:::b\","
     "\"principal\":\"arn:aws:sts::123456789012:assumed-role/R/s\","
     "\"context\":{\"aws:ResourceAccount\":\"999999999999\"}}",
     "\"by\":{\"place\":\"resource-policy\"}"},
};

static const struct row refused[] = {
    {"", "not JSON: the text ends where a value must stand (column 1)"},
    {"{\"action\":}", "not JSON: this is not a JSON value (column 11)"},
    {"[]", "a request must be a JSON object"},
    {"{}", "the request has no \"action\""},
    {"{\"action\":5}", "\"action\" must be a text"},
    {"{\"action\":null}", "\"action\" must be a text"},
    {"{\"action\":\"s3:GetObject\",\"resource\":null}", "\"resource\" must be a text"},
    {"{\"action\":\"s3:GetObject\",\"principal\":[]}", "\"principal\" must be a text"},
    {"{\"action\":\"s3:GetObject\",\"context\":[]}", "\"context\" must be an object"},
    {"{\"action\":\"s3:GetObject\",\"context\":{\"a\":null}}", "a value of \"a\" must be a text, number or boolean"},
    {"{\"action\":\"s3:GetObject\",\"context\":{\"a\":[[]]}}", "a value of \"a\" must be a text, number or boolean"},
    {"{\"action\":\"s3:GetObject\",\"context\":{\"a\":{}}}", "a value of \"a\" must be a text, number or boolean"},
    {"{\"action\":\"s3:GetObject\",\"contexts\":{}}", "unknown key \"contexts\"; did you mean \"context\"?"},
    {"{\"Action\":\"s3:GetObject\"}", "unknown key \"Action\"; did you mean \"action\"?"},
    {"{\"action\":\"s3:GetObject\",\"conditions\":{}}", "unknown key \"conditions\"; did you mean \"context\"?"},
    {"{\"action\":\"s3:GetObject\",\"contextEntries\":[]}",
     "unknown key \"contextEntries\"; did you mean \"context\"?"},
    {"{\"action\":\"s3:GetObject\",\"ContextVariables\":{}}",
     "unknown key \"ContextVariables\"; did you mean \"context\"?"},
    {"{\"action\":\"s3:GetObject\",\"context\":{\"aws:SourceIp\":\"a\",\"AWS:sourceip\":\"b\"}}",
     "duplicate context key \"AWS:sourceip\"; their names match in any case"},
    {"{\"action\":\"s3:GetObject\",\"principal\":\"\"}", "\"\" is not a principal"},
    {"{\"action\":\"s3:GetObject\",\"principal\":\"role/R\"}", "\"role/R\" is not a principal"},
    {"{\"action\":\"s3:GetObject\",\"principal\":\"example.com\"}", "\"example.com\" is not a principal"},
    {"{\"action\":\"s3:GetObject\",\"principal\":\"arn:aws:iam::12:role/R\"}", "is not a principal"},
    {"{\"action\":\"s3:GetObject\",\"principal\":\"*\"}", "\"*\" is not a principal"},
    {"{\"action\":\"GetObject\"}", "\"GetObject\" is not an action"},
    {"{\"action\":\"s3:\"}", "\"s3:\" is not an action"},
    {"{\"action\":\":x\"}", "\":x\" is not an action"},
    {"{\"action\":\"s3:Get*\"}", "\"s3:Get*\" is not an action"},
    {"{\"action\":\"s3:GetObject\",\"resource\":\"b\"}", "\"b\" is not an ARN"},
    {"{\"action\":\"s3:GetObject\",\"resource\":\"arn:aws:s3::b\"}", "is not an ARN"},
};

static struct sg_check *make_check(void)
{
    static const char policy[] =
        "Version: 2012-10-17\nStatement:\n"
        "  - {Sid: Read, Effect: Allow, Action: 's3:Get*', Resource: 'arn:aws:s3:::b/*'}\n"
        "  - {Effect: Deny, Action: '*', Resource: '*', Condition: {Bool: {aws:SecureTransport: false}}}\n"
        "  - {Effect: Allow, Action: s3:PutObject, Resource: 'arn:aws:s3:::b/*', "
        "Condition: {NumericLessThan: {aws:MultiFactorAuthAge: 60}}}\n"
        "  - {Effect: Allow, Action: s3:ListBucket, Resource: '*', "
        "Condition: {ArnEquals: {aws:PrincipalArn: 'arn:aws:iam::123456789012:role/R'}}}\n";
    struct sg_check *check = sg_check_new(arena);
    sg_check_add(check, SG_LAYER_IDENTITY, policy_of(policy, SG_IDENTITY_POLICY));
    return check;
}

static void answer(void **state)
{
    const struct row *row = *state;
    struct sg_buffer text = sg_buffer_new(arena, SG_BUFFER_MOST);
    struct sg_check_line line;
    const char *error = NULL;
    if (!sg_check_line_read(arena, row->line, strlen(row->line), &line, &error))
        fail_msg("%s", error);
    sg_check_line_write(make_check(), arena, &line, SAMGEN_DECISION, &text);
    if (row->answer[0] == '{' && row->answer[strlen(row->answer) - 1] == '\n')
        assert_string_equal(text.text, row->answer);
    else if (!strstr(text.text, row->answer))
        fail_msg("answered %s, not %s", text.text, row->answer);
}

static void fault(void **state)
{
    const struct row *row = *state;
    struct sg_check_line line;
    const char *error = NULL;
    assert_false(sg_check_line_read(arena, row->line, strlen(row->line), &line, &error));
    if (!strstr(error, row->answer))
        fail_msg("told \"%s\", not \"%s\"", error, row->answer);
}

static void add_context(const char *text, struct samgen_request *request)
{
    struct sg_iam_request read = {0};
    context_of(text, &read);
    request->context = read.keys;
    request->context_count = read.key_count;
}

static enum samgen_verdict decide(const struct sg_check *check, const char *action, const char *context)
{
    struct samgen_request request = {.action = action, .resource = "arn:aws:s3:::b/k"};
    add_context(context, &request);
    return sg_check_decide(check, arena, &request).result;
}

static void a_request_says_more_than_the_check(void **state)
{
    (void)state;
    struct sg_check *check = make_check();
    sg_check_context(check, "aws:MultiFactorAuthAge", "10");
    assert_int_equal(decide(check, "s3:PutObject", ""), SAMGEN_ALLOWED);
    assert_int_equal(decide(check, "s3:PutObject", "AWS:multifactorauthage=90"), SAMGEN_IMPLICIT_DENY);
    sg_check_context(check, "aws:multifactorauthAGE", "90"); /* one more value */
    assert_int_equal(decide(check, "s3:PutObject", ""), SAMGEN_ALLOWED);
}

static void the_principal_of_the_check_is_that_of_requests_without_one(void **state)
{
    (void)state;
    struct sg_check *check = make_check();
    assert_int_equal(decide(check, "s3:ListBucket", ""), SAMGEN_IMPLICIT_DENY);
    sg_check_principal(check, "arn:aws:iam::123456789012:role/R");
    assert_int_equal(decide(check, "s3:ListBucket", ""), SAMGEN_ALLOWED);
    assert_int_equal(decide(check, "s3:ListBucket", "aws:PrincipalArn=arn:aws:iam::123456789012:role/path/R"),
                     SAMGEN_IMPLICIT_DENY);
}

static void each_layer_is_asked(void **state)
{
    (void)state;
    struct sg_check *check = make_check();
    assert_int_equal(decide(check, "s3:GetObject", ""), SAMGEN_ALLOWED);
    const struct sg_iam_policy *all =
        policy_of("Statement: {Effect: Allow, Action: '*', Resource: '*'}", SG_IDENTITY_POLICY);
    const struct sg_iam_policy *none =
        policy_of("Statement: {Effect: Allow, Action: 'ec2:*', Resource: '*'}", SG_IDENTITY_POLICY);
    sg_check_add(check, SG_LAYER_SERVICE_CONTROL, all);
    assert_int_equal(decide(check, "s3:GetObject", ""), SAMGEN_ALLOWED);
    sg_check_add(check, SG_LAYER_SERVICE_CONTROL, none);
    assert_int_equal(decide(check, "s3:GetObject", ""), SAMGEN_IMPLICIT_DENY);
    check = make_check();
    sg_check_add(check, SG_LAYER_BOUNDARY, none);
    assert_int_equal(decide(check, "s3:GetObject", ""), SAMGEN_IMPLICIT_DENY);
    check = make_check();
    sg_check_add(check, SG_LAYER_IDENTITY, all);
    assert_int_equal(decide(check, "s3:DeleteObject", ""), SAMGEN_ALLOWED);
}

static void reasons_are_those_of_all_statements(void **state)
{
    (void)state;
    struct sg_buffer text = sg_buffer_new(arena, SG_BUFFER_MOST);
    const struct samgen_request request = {.action = "s3:GetObject", .resource = "arn:aws:s3:::b/k"};
    sg_check_write(make_check(), arena, &request, SAMGEN_DECISION_AND_WHY, &text);
    assert_non_null(
        strstr(text.text, "\"sid\":\"Read\",\"statement\":0,\"line\":3,\"effect\":\"Allow\",\"matches\":true},{"));
    assert_non_null(strstr(text.text,
                           "\"effect\":\"Deny\",\"matches\":false,\"reason\":\"its condition Bool on "
                           "aws:SecureTransport is not met: it lists false; the request has no such key\"},"));
}

static void a_text_longer_than_samgen_compares_is_refused(void **state)
{
    (void)state;
    char *text = sg_alloc_text(arena, SG_CHECK_TEXT_MOST + 2);
    memset(text, 'a', SG_CHECK_TEXT_MOST + 1);
    text[SG_CHECK_TEXT_MOST + 1] = '\0';
    const char *const values[] = {text};
    const struct samgen_context key = {.key = "k", .values = values, .value_count = 1};
    struct samgen_request request = {.action = "s3:GetObject", .resource = "*", .context = &key, .context_count = 1};
    assert_non_null(strstr(sg_check_fault(arena, &request), "a value of k is longer than 4096 bytes"));
    text[SG_CHECK_TEXT_MOST] = '\0';
    assert_null(sg_check_fault(arena, &request));
    request.context_count = 0;
    text[SG_CHECK_TEXT_MOST] = 'a';
    request.principal = text;
    assert_non_null(strstr(sg_check_fault(arena, &request), "the principal is longer"));
}

#define SESSION "arn:aws:sts::123456789012:assumed-role/R/s"
#define QUEUE "arn:aws:sqs:eu-west-1:123456789012:q"

/* Keys that requests carry without being told, and what they hold. */
static const struct {
    const char *principal, *resource, *key;
    const char *value; /* NULL: the request does not carry it */
} implied[] = {
    {NULL, "*", "aws:PrincipalType", "AssumedRole"},
    {NULL, "*", "aws:PrincipalArn", NULL},
    {NULL, "*", "aws:PrincipalIsAWSService", "false"},
    {NULL, QUEUE, "aws:RequestedRegion", NULL},
    {NULL, QUEUE, "aws:SecureTransport", NULL},
    {SESSION, QUEUE, "aws:PrincipalArn", "arn:aws:iam::123456789012:role/R"},
    {SESSION, QUEUE, "aws:PrincipalAccount", "123456789012"},
    {SESSION, QUEUE, "aws:PrincipalType", "AssumedRole"},
    {SESSION, QUEUE, "aws:username", NULL},
    {SESSION, QUEUE, "aws:userid", NULL},
    {"arn:aws:iam::123456789012:role/p/R", QUEUE, "aws:PrincipalArn", "arn:aws:iam::123456789012:role/p/R"},
    {"arn:aws:iam::123456789012:user/p/u", QUEUE, "aws:username", "u"},
    {"arn:aws:iam::123456789012:user/p/u", QUEUE, "aws:PrincipalType", "User"},
    {"arn:aws:iam::123456789012:root", QUEUE, "aws:PrincipalType", "Account"},
    {"arn:aws:iam::123456789012:root", QUEUE, "aws:userid", "123456789012"},
    {"arn:aws:sts::123456789012:federated-user/f", QUEUE, "aws:PrincipalType", "FederatedUser"},
    {"arn:aws:sts::123456789012:federated-user/f", QUEUE, "aws:userid", "123456789012:f"},
    {"s3.amazonaws.com", QUEUE, "aws:PrincipalIsAWSService", "true"},
    {"s3.amazonaws.com", QUEUE, "aws:PrincipalServiceName", "s3.amazonaws.com"},
    {"s3.amazonaws.com", QUEUE, "aws:PrincipalType", NULL},
    {"s3.amazonaws.com", QUEUE, "aws:PrincipalArn", NULL},
};

static void requests_have_the_keys_that_arns_imply(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof implied / sizeof *implied; i++) {
        const char *test = implied[i].value
                               ? sg_format(arena, "StringEquals: {%s: '%s'}", implied[i].key, implied[i].value)
                               : sg_format(arena, "'Null': {%s: true}", implied[i].key);
        struct sg_check *check = sg_check_new(arena);
        sg_check_add(check, SG_LAYER_RESOURCE_POLICY,
                     policy_of(sg_format(arena,
                                         "Statement: {Effect: Allow, Principal: '*', Action: '*', Resource: '*', "
                                         "Condition: {%s}}",
                                         test),
                               SG_RESOURCE_POLICY));
        const struct samgen_request request = {
            .principal = implied[i].principal, .action = "sqs:SendMessage", .resource = implied[i].resource};
        if (sg_check_decide(check, arena, &request).result != SAMGEN_ALLOWED)
            fail_msg("%s of %s on %s is not %s", implied[i].key, implied[i].principal ? implied[i].principal : "a role",
                     implied[i].resource, implied[i].value ? implied[i].value : "missing");
    }
}

static void the_arn_of_a_role_with_its_path_can_be_given(void **state)
{
    (void)state;
    struct sg_check *check = make_check();
    sg_check_principal(check, SESSION);
    assert_int_equal(decide(check, "s3:ListBucket", ""), SAMGEN_ALLOWED);
    sg_check_principal_arn(check, "arn:aws:iam::123456789012:role/path/R");
    assert_int_equal(decide(check, "s3:ListBucket", ""), SAMGEN_IMPLICIT_DENY);
    sg_check_principal(check, SESSION);
    assert_int_equal(decide(check, "s3:ListBucket", ""), SAMGEN_ALLOWED);
}

static void many_keys_and_values_are_found(void **state)
{
    (void)state;
    struct sg_check *check = make_check();
    for (int i = 0; i < 20000; i++) {
        sg_check_context(check, sg_format(arena, "key%d", i), "v");
        sg_check_context(check, "many", sg_format(arena, "%d", i));
    }
    sg_check_context(check, "KEY19999", "w");
    sg_check_add(check, SG_LAYER_IDENTITY,
                 policy_of("Statement: {Effect: Allow, Action: s3:PutObject, Resource: '*', Condition: "
                           "{StringEquals: {key19999: w, key0: v, many: '19999'}}}",
                           SG_IDENTITY_POLICY));
    assert_int_equal(decide(check, "s3:PutObject", ""), SAMGEN_ALLOWED);
    assert_int_equal(decide(check, "s3:PutObject", "Key0=x"), SAMGEN_IMPLICIT_DENY);
}

/* What a request leaves open, and whether it is told again by the same request. */
struct notice_row {
    const char *statement; /* of a resource policy */
    const char *principal, *resource, *context;
    const char *words; /* NULL: nothing is told */
};

#define DENY(condition) "{Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*', Condition: {" condition "}}"
#define TLS_FALSE "Bool: {aws:SecureTransport: false}"

static const struct notice_row notices[] = {
    {DENY(TLS_FALSE), NULL, "arn:aws:s3:::b/k", "",
     "a Deny tests aws:SecureTransport, which the request does not have"},
    {DENY(TLS_FALSE), NULL, "arn:aws:s3:::b/k", "AWS:securetransport=true", NULL},
    {DENY("DateGreaterThan: {aws:CurrentTime: '2026-01-01'}"), NULL, "arn:aws:s3:::b/k", "", "tests aws:CurrentTime"},
    {DENY("StringEquals: {aws:PrincipalTag/a: b}"), NULL, "arn:aws:s3:::b/k", "", NULL},
    {DENY(TLS_FALSE ", StringEquals: {x: y}"), NULL, "arn:aws:s3:::b/k", "", NULL},
    {DENY(TLS_FALSE ", StringEquals: {x: y}"), NULL, "arn:aws:s3:::b/k", "x=y", "tests aws:SecureTransport"},
    {"{Effect: Deny, Principal: '*', Action: 's3:Put*', Resource: '*', Condition: {" TLS_FALSE "}}", NULL,
     "arn:aws:s3:::b/k", "", NULL},
    {"{Effect: Allow, Principal: '*', Action: '*', Resource: '*', Condition: {" TLS_FALSE "}}", NULL,
     "arn:aws:s3:::b/k", "", NULL},
    {DENY("ArnLike: {aws:PrincipalArn: 'arn:aws:iam::123456789012:role/p/*'}"), SESSION,
     "arn:aws:s3:us-east-1:123456789012:accesspoint/a", "",
     "aws:PrincipalArn; samgen assumes arn:aws:iam::123456789012:role/R"},
    {DENY("ArnLike: {aws:PrincipalArn: 'arn:aws:iam::123456789012:role/p/*'}"), SESSION,
     "arn:aws:s3:us-east-1:123456789012:accesspoint/a", "aws:PrincipalArn=arn:aws:iam::123456789012:role/R", NULL},
    {DENY("ArnLike: {aws:PrincipalArn: 'arn:aws:iam::123456789012:role/p/*'}"), "arn:aws:iam::123456789012:role/R",
     "arn:aws:s3:us-east-1:123456789012:accesspoint/a", "", NULL},
    {"[]", SESSION, "arn:aws:s3:::b/k", "", "arn:aws:s3:::b/k has no account; samgen assumes the caller's"},
    {"[]", SESSION, "arn:aws:s3:::b/k", "aws:ResourceAccount=123456789012", NULL},
    {"[]", SESSION, "*", "", NULL},
    {"[]", "s3.amazonaws.com", "arn:aws:s3:::b/k", "", NULL},
    {"[]", NULL, "arn:aws:s3:::b/k", "", NULL},
};

static void notice(void **state)
{
    const struct notice_row *row = *state;
    struct sg_check *check = sg_check_new(arena);
    struct samgen_request request = {.principal = row->principal, .action = "s3:GetObject", .resource = row->resource};
    add_context(row->context, &request);
    sg_check_add(check, SG_LAYER_RESOURCE_POLICY,
                 policy_of(sg_format(arena, "Statement: %s", row->statement), SG_RESOURCE_POLICY));
    sg_check_listen(check, NULL, &findings);
    sg_check_decide(check, arena, &request);
    assert_int_equal(findings.count, row->words != NULL);
    if (row->words && !strstr(findings.first->message, row->words))
        fail_msg("told \"%s\", not \"%s\"", findings.first->message, row->words);
    sg_check_decide(check, arena, &request);
    assert_int_equal(findings.count, row->words != NULL);
}

SUITE(check)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_request_says_more_than_the_check),
        TEST(the_principal_of_the_check_is_that_of_requests_without_one),
        TEST(each_layer_is_asked),
        TEST(requests_have_the_keys_that_arns_imply),
        TEST(the_arn_of_a_role_with_its_path_can_be_given),
        TEST(many_keys_and_values_are_found),
        TEST(reasons_are_those_of_all_statements),
        TEST(a_text_longer_than_samgen_compares_is_refused),
    };
    return RUN_ROWS(answered, answer) + RUN_ROWS(refused, fault) + RUN_ROWS(notices, notice) +
           cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
