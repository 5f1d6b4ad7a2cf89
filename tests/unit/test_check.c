#include "iam.h"
#include "support.h"
#include "verb/check.h"

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
    {"{\"action\":}", "not JSON: this is no JSON value (column 11)"},
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
    {"{\"action\":\"s3:GetObject\",\"contexts\":{}}", "unknown key \"contexts\" (did you mean \"context\"?)"},
    {"{\"Action\":\"s3:GetObject\"}", "unknown key \"Action\" (did you mean \"action\"?)"},
    {"{\"action\":\"GetObject\"}", "\"GetObject\" is no action"},
    {"{\"action\":\"s3:\"}", "\"s3:\" is no action"},
    {"{\"action\":\":x\"}", "\":x\" is no action"},
    {"{\"action\":\"s3:Get*\"}", "\"s3:Get*\" is no action"},
    {"{\"action\":\"s3:GetObject\",\"resource\":\"b\"}", "\"b\" is no ARN"},
    {"{\"action\":\"s3:GetObject\",\"resource\":\"arn:aws:s3::b\"}", "is no ARN"},
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
    sg_check_add(check, SG_PLACE_IDENTITY, policy_of(policy, SG_IDENTITY_POLICY));
    return check;
}

static void answer(void **state)
{
    const struct row *row = *state;
    struct sg_buffer text = sg_buffer_new(arena, SG_BUFFER_MOST);
    struct sg_iam_decision decision;
    const char *error = NULL;
    if (!sg_check_line(make_check(), arena, row->line, strlen(row->line), SG_DECISION_ALONE, &decision, &text, &error))
        fail_msg("%s", error);
    if (row->answer[0] == '{' && row->answer[strlen(row->answer) - 1] == '\n')
        assert_string_equal(text.text, row->answer);
    else if (!strstr(text.text, row->answer))
        fail_msg("answered %s, not %s", text.text, row->answer);
}

static void fault(void **state)
{
    const struct row *row = *state;
    struct sg_buffer text = sg_buffer_new(arena, SG_BUFFER_MOST);
    struct sg_iam_decision decision;
    const char *error = NULL;
    assert_false(
        sg_check_line(make_check(), arena, row->line, strlen(row->line), SG_DECISION_ALONE, &decision, &text, &error));
    if (!strstr(error, row->answer))
        fail_msg("told \"%s\", not \"%s\"", error, row->answer);
    assert_int_equal(text.length, 0);
}

static enum sg_iam_result decide(const struct sg_check *check, const char *action, const char *context)
{
    struct sg_check_request request = {.iam = {.action = action, .resource = "arn:aws:s3:::b/k"}};
    context_of(context, &request.iam);
    return sg_check_decide(check, arena, &request).result;
}

static void a_request_says_more_than_the_check(void **state)
{
    (void)state;
    struct sg_check *check = make_check();
    sg_check_context(check, "aws:MultiFactorAuthAge", "10");
    assert_int_equal(decide(check, "s3:PutObject", ""), SG_ALLOWED);
    assert_int_equal(decide(check, "s3:PutObject", "AWS:multifactorauthage=90"), SG_IMPLICIT_DENY);
    sg_check_context(check, "aws:multifactorauthAGE", "90"); /* one more value */
    assert_int_equal(decide(check, "s3:PutObject", ""), SG_ALLOWED);
}

static void the_principal_of_the_check_is_that_of_requests_without_one(void **state)
{
    (void)state;
    struct sg_check *check = make_check();
    assert_int_equal(decide(check, "s3:ListBucket", ""), SG_IMPLICIT_DENY);
    sg_check_principal(check, "arn:aws:iam::123456789012:role/R");
    assert_int_equal(decide(check, "s3:ListBucket", ""), SG_ALLOWED);
    assert_int_equal(decide(check, "s3:ListBucket", "aws:PrincipalArn=arn:aws:iam::123456789012:role/path/R"),
                     SG_IMPLICIT_DENY);
}

static void each_place_is_asked(void **state)
{
    (void)state;
    struct sg_check *check = make_check();
    assert_int_equal(decide(check, "s3:GetObject", ""), SG_ALLOWED);
    const struct sg_iam_policy *all =
        policy_of("Statement: {Effect: Allow, Action: '*', Resource: '*'}", SG_IDENTITY_POLICY);
    const struct sg_iam_policy *none =
        policy_of("Statement: {Effect: Allow, Action: 'ec2:*', Resource: '*'}", SG_IDENTITY_POLICY);
    sg_check_add(check, SG_PLACE_SERVICE_CONTROL, all);
    assert_int_equal(decide(check, "s3:GetObject", ""), SG_ALLOWED);
    sg_check_add(check, SG_PLACE_SERVICE_CONTROL, none);
    assert_int_equal(decide(check, "s3:GetObject", ""), SG_IMPLICIT_DENY);
    check = make_check();
    sg_check_add(check, SG_PLACE_BOUNDARY, none);
    assert_int_equal(decide(check, "s3:GetObject", ""), SG_IMPLICIT_DENY);
    check = make_check();
    sg_check_add(check, SG_PLACE_IDENTITY, all);
    assert_int_equal(decide(check, "s3:DeleteObject", ""), SG_ALLOWED);
}

static void reasons_are_those_of_all_statements(void **state)
{
    (void)state;
    struct sg_buffer text = sg_buffer_new(arena, SG_BUFFER_MOST);
    const struct sg_check_request request = {.iam = {.action = "s3:GetObject", .resource = "arn:aws:s3:::b/k"}};
    sg_check_write(make_check(), arena, &request, SG_DECISION_WITH_REASONS, &text);
    assert_non_null(
        strstr(text.text, "\"sid\":\"Read\",\"statement\":0,\"line\":3,\"effect\":\"Allow\",\"matches\":true},{"));
    assert_non_null(strstr(text.text, "\"effect\":\"Deny\",\"matches\":false,\"reason\":\"its condition Bool on "
                                      "aws:SecureTransport wants false; the key is not in the request\"},"));
}

static void a_text_is_no_longer_than_is_compared(void **state)
{
    (void)state;
    char *text = sg_alloc_text(arena, SG_CHECK_TEXT_MOST + 2);
    memset(text, 'a', SG_CHECK_TEXT_MOST + 1);
    text[SG_CHECK_TEXT_MOST + 1] = '\0';
    const char *const values[] = {text};
    const struct sg_iam_key key = {.name = "k", .values = values, .count = 1};
    struct sg_check_request request = {
        .iam = {.action = "s3:GetObject", .resource = "*", .keys = &key, .key_count = 1}};
    assert_non_null(strstr(sg_check_fault(arena, &request), "a value of k is longer than 8192 bytes"));
    text[SG_CHECK_TEXT_MOST] = '\0';
    assert_null(sg_check_fault(arena, &request));
    request.iam.key_count = 0;
    text[SG_CHECK_TEXT_MOST] = 'a';
    request.principal = text;
    assert_non_null(strstr(sg_check_fault(arena, &request), "the principal is longer"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_request_says_more_than_the_check),
        TEST(the_principal_of_the_check_is_that_of_requests_without_one),
        TEST(each_place_is_asked),
        TEST(reasons_are_those_of_all_statements),
        TEST(a_text_is_no_longer_than_is_compared),
    };
    return RUN_ROWS(answered, answer) + RUN_ROWS(refused, fault) +
           cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
